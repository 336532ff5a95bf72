//! Entries for a calendar: for the plan, and for the next check.

use yew::prelude::*;

use super::state;
use crate::components::forms::{choice, field, form};
use crate::components::prose::{h2, heading, p, section};
use crate::components::view::ViewContext;
use crate::components::{Back, Page, page};
use crate::features::calendar::state::{About, Appointment};
use crate::features::export::state as export;
use crate::features::export::state::{Destination, Document};
use crate::features::export::view::outcome;
use crate::platform;
use crate::session::Action;
use crate::text::Text;

/// The proposed day for the next check is this many days away. The questions look back over about as long.
const NEXT_CHECK: i64 = 28;

/// The proposed time: after work, but not late.
const TIME: &str = "18:00";

/// The screen.
pub fn calendar(view: &ViewContext) -> Page {
    let mut content = vec![
        heading(view.text(Text::Calendar)),
        p(view.text(Text::CalendarLead)),
    ];
    if view.session.plan().is_some() {
        content.push(entry(view, About::Plan));
    }
    content.push(entry(view, About::NextCheck));
    content.push(outcome(view));
    page(Back::Yes, content)
}

fn entry(view: &ViewContext, about: About) -> Html {
    let (title, name, days) = match about {
        About::Plan => (Text::CalendarPlan, "save-plan", 1),
        About::NextCheck => (Text::CalendarNext, "save-next", NEXT_CHECK),
    };
    let mut begun = view.session.features.calendar.appointments.iter();
    let so_far = begun.find(|filled| filled.about == about).cloned();
    let so_far = so_far.unwrap_or_else(|| Appointment {
        about,
        title: view.messages.get(Text::CalendarNeutral).to_owned(),
        day: view.now.local().plus_days(days).iso_date(),
        time: TIME.to_owned(),
        weekly: false,
        words: false,
    });
    let mut fields = vec![
        field(view, "text", "title", Text::CalendarTitle, so_far.title),
        field(view, "date", "day", Text::CalendarDay, so_far.day),
        field(view, "time", "time", Text::CalendarTime, so_far.time),
    ];
    if about == About::Plan {
        for (name, label, ticked) in [
            ("weekly", Text::CalendarWeekly, so_far.weekly),
            ("words", Text::CalendarWords, so_far.words),
        ] {
            let label = view.text(label);
            let nothing = Callback::noop();
            fields.push(choice("checkbox", name, "on", label, ticked, nothing));
        }
    }
    let read = move |event: &Event| Appointment {
        about,
        title: platform::field(event, "title"),
        day: platform::field(event, "day"),
        time: platform::field(event, "time"),
        weekly: platform::ticked(event, "weekly"),
        words: platform::ticked(event, "words"),
    };
    // Every letter is stored, as the app may be redrawn between two of them.
    let filled = view
        .act
        .reform(move |event: InputEvent| Action::Feature(state::Action::Fill(read(&event)).into()));
    let save = move |event: &Event| {
        export::Action::Export(Document::Appointment(read(event)), Destination::File)
    };
    let form = form(view, name, "button quiet", Text::CalendarSave, fields, save);
    let form = html! { <div oninput={filled}>{ form }</div> };
    section("", vec![h2(view.text(title)), form])
}
