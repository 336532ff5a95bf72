//! Buttons and links.

use yew::prelude::*;

use crate::components::view::{View, plain};
use crate::session::Action;
use crate::text::Text;

/// A button that sends `action`. `name` is its `data-action`.
#[inline(never)]
pub fn nav_button(
    view: &View,
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

/// A link that leaves the page, in a page of its own so that nothing here is lost. It tells the other site nothing.
#[inline(never)]
pub fn link_out(class: &'static str, url: &str, label: &str) -> Html {
    html! {
        <a {class} href={url.to_owned()} target="_blank" rel="noopener noreferrer">{ plain(label) }</a>
    }
}

/// A link to the page of the organisation's that is set under `name`; nothing when there is none.
#[inline(never)]
pub fn link_to(view: &View, class: &'static str, name: &str) -> Option<Html> {
    let place = view.config.place(name)?;
    Some(link_out(class, place.url, view.say(place.label)))
}
