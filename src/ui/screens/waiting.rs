//! In place of a screen whose code has not come yet.

use yew::prelude::*;

use crate::state::{Action, LazyCode, Screen};
use crate::text::Text;
use crate::ui::parts::{Back, clear_all, nav_button, page};
use crate::ui::prose::{heading, p};
use crate::ui::view::View;

/// Under the name and heading of the screen that is wanted: it is coming, or what to do as it did not come.
pub fn waiting(view: &View) -> Html {
    let session = view.session;
    let (name, title) = match session.screen() {
        Screen::Result(_) => ("result", Text::ResultHeading),
        Screen::Find => ("find", Text::Find),
        Screen::Data => ("data", Text::Data),
        Screen::Reading => ("reading", Text::Reading),
        Screen::Explain(_) => ("explain", Text::Explain),
        Screen::Note(_) => ("note", Text::NoteHeading),
        Screen::Plan => ("plan", Text::Plan),
        Screen::Sheet(_) => ("sheet", Text::Sheet),
        Screen::Calendar => ("calendar", Text::Calendar),
        Screen::Copies => ("copies", Text::Copies),
        Screen::Lock => ("lock", Text::Lock),
        Screen::Locked => ("locked", Text::LockedHeading),
        Screen::Proof => ("proof", Text::Proof),
        _ => ("history", Text::History),
    };
    let missing = session.lazy == LazyCode::Missing;
    let said = if missing {
        Text::WaitMissing
    } else {
        Text::WaitComing
    };
    let mut content = vec![
        heading(view.text(title)),
        html! { <p role="status">{ view.text(said) }</p> },
    ];
    if missing {
        let (class, action) = ("button primary", Action::FetchLazy);
        content.push(nav_button(
            view,
            class,
            "fetch-later",
            Text::TryAgain,
            action,
        ));
        // Who has come to clear everything need not wait for anything.
        if session.screen() == &Screen::Data {
            if session.snapshot.raw.is_empty() && session.records().is_empty() {
                content.push(p(view.text(Text::DataNothing)));
            }
            content.push(clear_all(view));
        }
    }
    page(view, name, Back::Yes, content)
}
