//! Moves focus after a change.

use crate::components::forms::BY_HAND;
use crate::platform::{self, Host};
use crate::session::Focus;

/// Moves focus, once the change is on the page. A page that is not ours is never scrolled.
pub fn move_focus(focus: Focus, host: &Host, own_page: bool) {
    match focus {
        Focus::IfLost if platform::has_focus(host) => {}
        Focus::Heading | Focus::IfLost => platform::focus(host, "data-heading", ""),
        Focus::Confirmation(about) => platform::focus(host, "data-asks", &about),
        Focus::ByHand => platform::focus(host, "data-asks", BY_HAND),
        Focus::Return(departure) if own_page && platform::lazy::return_to(host, &departure) => {}
        Focus::Screen | Focus::Return(_) => {
            platform::focus(host, "data-heading", "");
            platform::scroll_to_top(host);
        }
    }
}
