//! Your data: what is stored, in plain words and exactly, and the ways to delete it.

use yew::prelude::*;

use crate::domain::check::Check;
use crate::state::Asking;
use crate::text::{Text, date, time_of_day};
use crate::ui::parts::{Back, clear_all, confirm, page};
use crate::ui::prose::{fold, heading, list, p, small};
use crate::ui::view::{View, plain};
use crate::vault::{Shelf, Unread, is_pack, keys_of};

/// Everything kept, one by one.
pub fn data(view: &View) -> Html {
    let shelf = &view.session.shelf;
    // Checks first: the copy of the questions is there for their sake.
    let (copies, checks): (Vec<_>, Vec<_>) = shelf
        .raw
        .iter()
        .partition(|(key, _)| is_whole_pack(shelf, key));
    let mut rows: Vec<Html> = checks
        .into_iter()
        .map(|(key, text)| row(view, key, text))
        .collect();
    for check in view.session.records() {
        if !view.session.is_kept(&check.id) {
            rows.push(item(view, Text::DataUnkept, check, Html::default()));
        }
    }
    rows.extend(copies.into_iter().map(|(key, text)| row(view, key, text)));
    let name = view.config.organisation.name.as_str();
    let nothing = if rows.is_empty() {
        p(view.text(Text::DataNothing))
    } else {
        Html::default()
    };
    let content = vec![
        heading(view.text(Text::Data)),
        p(view.fill(Text::DataLead, &[("name", name)])),
        nothing,
        list("kept", rows),
        clear_all(view),
        small(view.text(Text::DataDevice)),
    ];
    page(view, "data", Back::Yes, content)
}

/// Whether this is a readable copy of a pack.
fn is_whole_pack(shelf: &Shelf, key: &str) -> bool {
    is_pack(key) && !shelf.aside.iter().any(|(aside, _)| aside == key)
}

/// One stored text: what it is, the text itself, and a way to delete it.
fn row(view: &View, key: &str, text: &str) -> Html {
    let shelf = &view.session.shelf;
    let stored = html! { <pre tabindex="0">{ plain(key) }{ "\n" }{ plain(text) }</pre> };
    let raw = fold("", view.text(Text::DataRaw), vec![stored]);
    let same = |check: &&Check| keys_of(check).iter().any(|known| known == key);
    if let Some((_, why)) = shelf.aside.iter().find(|(aside, _)| aside == key) {
        let words = match why {
            Unread::Garbage => Text::AsideGarbage,
            Unread::Newer => Text::AsideNewer,
            Unread::NoPack => Text::AsideNoPack,
        };
        let asking = Asking::DeleteAside(key.to_owned());
        let delete = confirm(view, "delete-record", &asking);
        [p(view.text(words)), raw, delete].into_iter().collect()
    } else if let Some(check) = shelf.records.iter().find(same) {
        item(view, Text::DataRecord, check, raw)
    } else if let Some(check) = shelf.drafts.iter().find(same) {
        item(view, Text::DataDraft, check, raw)
    } else {
        [p(view.text(Text::DataPack)), raw].into_iter().collect()
    }
}

/// A check, kept or not, with what goes between its name and the way to delete it.
fn item(view: &View, label: Text, check: &Check, raw: Html) -> Html {
    let when = if label == Text::DataDraft {
        check.started
    } else {
        check.changed
    };
    let (day, time) = (date(view.messages, when), time_of_day(when));
    let name = p(view.fill(label, &[("date", &day), ("time", &time)]));
    let delete = confirm(view, "delete-record", &Asking::Delete(check.id.clone()));
    html! { <div data-record={check.id.0.clone()}>{ name }{ raw }{ delete }</div> }
}
