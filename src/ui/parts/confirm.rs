//! Asks once, in place, then does it at once.

use yew::prelude::*;

use super::nav_button;
use crate::state::{Action, Asking};
use crate::text::Text;
use crate::ui::view::View;

/// The button that deletes, and the question in its place once it was tapped. `name` is its `data-action`.
#[inline(never)]
pub fn confirm(view: &View, name: &'static str, asking: &Asking) -> Html {
    let (label, ask, yes) = match asking {
        Asking::ClearAll => (Text::ClearAll, Text::AskClear, Text::YesClear),
        Asking::Delete(_) => (Text::DeleteThis, Text::AskDelete, Text::YesDelete),
        Asking::DeleteAside(_) => (Text::Delete, Text::AskDelete, Text::YesDelete),
    };
    if view.session.asking.as_ref() != Some(asking) {
        return nav_button(
            view,
            "link danger",
            name,
            label,
            Action::Ask(asking.clone()),
        );
    }
    html! {
        <div class="ask" role="group" aria-label={view.messages.get(ask).to_owned()}>
            <p role="alert">{ view.text(ask) }</p>
            { nav_button(view, "button danger", "confirm-yes", yes, Action::Confirm) }
            { nav_button(view, "button quiet", "confirm-no", Text::No, Action::Decline) }
        </div>
    }
}
