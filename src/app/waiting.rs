//! The placeholder for a screen whose code has not loaded yet.

use yew::prelude::*;

use crate::components::prose::{heading, p};
use crate::components::{Back, Page, ViewContext, clear_all, nav_button, page};
use crate::session::{Action, LazyCode, Screen};
use crate::text::Text;

/// The heading of a lazy screen whose own view has not drawn one.
pub fn title(view: &ViewContext) -> Html {
    let title = view.session.screen().heading().unwrap_or(Text::History);
    heading(view.text(title))
}

/// The heading of the screen, and below it that it is loading, or what to do if it could not be loaded.
pub fn waiting(view: &ViewContext) -> Page {
    let session = view.session;
    let missing = session.lazy == LazyCode::Missing;
    let said = if missing {
        Text::WaitMissing
    } else {
        Text::WaitComing
    };
    let mut content = vec![
        title(view),
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
        // Clearing everything works without the lazy code.
        if session.screen() == &Screen::Data {
            if session.snapshot.raw.is_empty() && session.records().is_empty() {
                content.push(p(view.text(Text::DataNothing)));
            }
            content.push(clear_all(view));
        }
    }
    page(Back::Yes, content)
}
