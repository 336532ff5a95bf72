//! Quick exit: a way to leave the page at once, where the organisation has set one.

use yew::prelude::*;

use crate::text::Text;
use crate::ui::view::{View, plain};

/// The link that leaves; nothing unless it is set. What else happens when it is followed is up to `web/start.js`: without
/// script it is still a link.
#[inline(never)]
pub fn exit(view: &View, class: &'static str) -> Html {
    let Some(exit) = &view.config.quick_exit else {
        return Html::default();
    };
    let label = match &exit.label {
        Some(label) => view.say(label),
        None => view.messages.get(Text::Leave),
    };
    html! {
        <a {class} href={exit.url.clone()} data-exit="" rel="nofollow noreferrer">{ plain(label) }</a>
    }
}
