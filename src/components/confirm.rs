//! Asks for confirmation where the button is, and then does what was asked.

use yew::prelude::*;

use super::links::nav_button;
use crate::components::prose::{p, section};
use crate::components::view::ViewContext;
use crate::session::{Action, Confirmation};
use crate::text::Text;

/// A button that deletes something. Once it is tapped, the question takes its place. `name` is the button's
/// `data-action`.
#[inline(never)]
pub fn confirm(view: &ViewContext, name: &'static str, confirmation: &Confirmation) -> Html {
    let (label, ask, yes) = match confirmation {
        Confirmation::ClearAll => (Text::ClearAll, Text::AskClear, Text::YesClear),
        Confirmation::Delete(_) => (Text::DeleteThis, Text::AskDelete, Text::YesDelete),
        Confirmation::DeleteUnreadable(_) | Confirmation::DeletePlan(_) => {
            (Text::Delete, Text::AskDelete, Text::YesDelete)
        }
    };
    let about = confirmation.about().to_owned();
    if view.session.confirmation.as_ref() != Some(confirmation) {
        let onclick = view.on(Action::Ask(confirmation.clone()));
        return html! {
            <button type="button" class="link danger" data-action={name} data-asks={about} {onclick}>
                { view.text(label) }
            </button>
        };
    }
    html! {
        <div class="confirm" role="group" tabindex="-1" data-asks={about}
            aria-label={view.messages.get(ask).to_owned()}>
            { p(view.text(ask)) }
            { nav_button(view, "button danger", "confirm-yes", yes, Action::Confirm) }
            { nav_button(view, "button quiet", "confirm-no", Text::No, Action::Decline) }
        </div>
    }
}

/// The button "Clear everything", with a sentence on what it does.
#[inline(never)]
pub fn clear_all(view: &ViewContext) -> Html {
    let clear = vec![
        p(view.text(Text::ClearAllHint)),
        confirm(view, "clear-all", &Confirmation::ClearAll),
    ];
    section("", clear)
}
