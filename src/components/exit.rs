//! Quick exit: a way to leave the page at once, where the organisation has set one.

use yew::prelude::*;

use crate::components::view::{ViewContext, plain};
use crate::text::Text;

/// The link that leaves, if one is set. `web/quick-exit.js` decides what else happens when it is followed; without
/// script it is still a link.
#[inline(never)]
pub fn exit(view: &ViewContext, class: &'static str) -> Option<Html> {
    let exit = view.config.quick_exit()?;
    let label = match view.say(exit.label) {
        "" => view.messages.get(Text::Leave),
        label => label,
    };
    let href = exit.url.to_owned();
    Some(html! {
        <a {class} {href} data-exit="" rel="nofollow noreferrer">{ plain(label) }</a>
    })
}

/// The same link, in a strip above everything else.
#[inline(never)]
pub fn exit_strip(view: &ViewContext) -> Option<Html> {
    let link = exit(view, "")?;
    Some(html! { <aside class="exit" role={view.no_landmark()}>{ link }</aside> })
}
