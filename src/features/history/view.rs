//! Earlier checks.

use yew::prelude::*;

use super::state;
use super::trend::{tags, trend};
use crate::components::forms::feature_button;
use crate::components::prose::{fine, h2, heading, list, p, section, strong};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, nav_button, page};
use crate::session::{Action, Screen};
use crate::text::{Text, date, time_of_day};
use instrument::Answer;
use instrument::check::Check;

/// Change over time, then the list. Each entry opens its result as it was.
pub fn history(view: &ViewContext) -> Page {
    let records = view.session.records();
    let mut content = vec![heading(view.text(Text::History))];
    if records.is_empty() {
        content.push(p(view.text(Text::HistoryEmpty)));
        return page(Back::Yes, content);
    }
    content.push(trend(view));
    let remind = Action::Go(Screen::Calendar);
    content.push(nav_button(view, "link", "calendar", Text::Remind, remind));
    let shown = view.session.features.history.shown;
    let entries = records.iter().take(shown).map(|check| entry(view, check));
    let mut all = vec![
        h2(view.text(Text::HistoryList)),
        p(view.text(Text::HistoryLead)),
        list("records", entries.collect()),
    ];
    if records.len() > shown {
        let label = view.text(Text::HistoryMore);
        all.push(feature_button(
            view,
            "button quiet",
            "more",
            label,
            state::Action::More,
        ));
    }
    content.push(section("", all));
    page(Back::Yes, content)
}

fn entry(view: &ViewContext, check: &Check) -> Html {
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
    let pack = view.session.pack_of(check);
    let total = pack
        .as_ref()
        .and_then(|pack| Some(pack.shown_count(&check.answers(pack)?)))
        .unwrap_or(check.sheet.len())
        .to_string();
    let tags = pack.map_or_else(String::new, |pack| tags(view, &pack, check));
    let note = view.session.note(&check.id);
    let noted = note.is_some_and(|note| !note.text.trim().is_empty());
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
                if !tags.is_empty() {
                    { fine(plain(&tags)) }
                }
                if noted {
                    { fine(view.text(Text::HasNote)) }
                }
            </button>
    }
}
