//! Earlier checks.

use yew::prelude::*;

use crate::domain::Answer;
use crate::domain::check::Check;
use crate::state::{Action, Screen};
use crate::text::{Text, date, time_of_day};
use crate::ui::parts::{Back, page};
use crate::ui::prose::{fine, heading, list, p, strong};
use crate::ui::view::View;

/// The list; each entry opens the result as it was.
pub fn history(view: &View) -> Html {
    let records = view.session.records();
    let mut content = vec![heading(view.text(Text::History))];
    if records.is_empty() {
        content.push(p(view.text(Text::HistoryEmpty)));
    } else {
        content.push(p(view.text(Text::HistoryLead)));
        let entries = records.iter().map(|check| entry(view, check));
        content.push(list("records", entries.collect()));
    }
    page(view, "history", Back::Yes, content)
}

fn entry(view: &View, check: &Check) -> Html {
    let id = check.id.0.clone();
    let when = [
        ("date", date(view.messages, check.changed)),
        ("time", time_of_day(check.changed)),
    ];
    let when = when.each_ref().map(|(name, value)| (*name, value.as_str()));
    let answered = check
        .sheet
        .iter()
        .filter(|(_, answer)| *answer != Answer::Skipped)
        .count()
        .to_string();
    let total = view
        .session
        .pack_of(check)
        .map_or(check.sheet.len(), |pack| pack.len())
        .to_string();
    let details = [
        ("n", answered.as_str()),
        ("total", &total),
        ("version", &check.pack.version),
    ];
    html! {
            <button type="button" class="record" data-action="open-record" data-record={id}
                onclick={view.on(Action::Go(Screen::Result(check.id.clone())))}>
                { strong(view.fill(Text::HistoryItem, &when)) }
                { fine(view.fill(Text::HistoryAnswered, &details)) }
            </button>
    }
}
