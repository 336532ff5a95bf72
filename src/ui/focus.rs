//! Where focus goes after a change: the element that had it may be gone.

use crate::platform::{self, Host};
use crate::state::Departure;

/// Where focus has to go.
pub enum Focus {
    /// To the heading of a new screen.
    Screen,
    /// To the control from which a screen was left, as the person has come back to it; the page is scrolled as it was then.
    Return(Departure),
    /// To the heading, as something on the screen was deleted.
    Heading,
    /// To the heading, if what had it went with what was pressed or waited on: who reads Help now meanwhile stays there.
    Lost,
    /// To what asks about this, or would ask: the question took the button's place, or the button the question's.
    Asking(String),
}

impl Focus {
    /// Moves it, once what was changed is on the page.
    pub fn go(self, host: &Host) {
        match self {
            Self::Lost if platform::has_focus(host) => {}
            Self::Heading | Self::Lost => platform::focus(host, "data-heading", ""),
            Self::Asking(about) => platform::focus(host, "data-asks", &about),
            Self::Return(departure) if platform::later::return_to(host, &departure) => {}
            Self::Screen | Self::Return(_) => {
                platform::focus(host, "data-heading", "");
                platform::scroll_to_top(host);
            }
        }
    }
}
