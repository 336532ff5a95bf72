//! Buttons and links.

use yew::prelude::*;

use crate::components::view::{ViewContext, plain};
use crate::session::{Action, Screen};
use crate::text::Text;
use site_config::Place;

/// A button that sends `action`. `name` is its `data-action`.
#[inline(never)]
pub fn nav_button(
    view: &ViewContext,
    class: &'static str,
    name: &'static str,
    label: Text,
    action: impl Into<Action>,
) -> Html {
    html! {
        <button type="button" {class} data-action={name} onclick={view.on(action)}>
            { view.text(label) }
        </button>
    }
}

/// The way to "Take a minute".
#[inline(never)]
pub fn minute_button(view: &ViewContext) -> Html {
    let to = Action::Go(Screen::Minute);
    nav_button(view, "link", "minute", Text::Minute, to)
}

/// A link to another site. It opens in a new tab, so that nothing here is lost, and sends no referrer.
#[inline(never)]
pub fn link_out(class: &'static str, url: &str, label: &str) -> Html {
    html! {
        <a {class} href={url.to_owned()} target="_blank" rel="noopener noreferrer">{ plain(label) }</a>
    }
}

/// A link to a page of the organisation's.
#[inline(never)]
pub fn link_to(view: &ViewContext, class: &'static str, place: Place) -> Html {
    link_out(class, place.url, view.say(place.label))
}
