//! Where the person left a screen, and how to put focus and scroll back when they return.

use crate::platform::{Host, PressFilter, elements};
use crate::session::Departure;
use web_sys::{Element, HtmlElement};

/// The control that was just pressed, and the scroll position. A second call returns `None`.
pub fn departure(presses: &PressFilter) -> Option<Departure> {
    let pressed = presses.pressed()?.closest("[data-action]").ok()??;
    let screen = pressed.closest("[data-screen]").ok()??;
    let control = pressed.get_attribute("data-action")?;
    let same = acting(&screen, &control);
    let nth = same.iter().position(|other| **other == pressed)?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "no page is so long, and a part of a pixel does not matter"
    )]
    let top = web_sys::window()?.scroll_y().ok()? as i32;
    Some(Departure { control, nth, top })
}

/// Restores focus to the control, and the scroll position. Used on our own page. Returns whether the control is still
/// there.
///
/// What was unfolded around the control is folded again when its screen is drawn anew. It is opened, as what is folded
/// cannot have focus.
pub fn return_to(host: &Host, departure: &Departure) -> bool {
    let same = acting(&host.root(), &departure.control);
    let (Some(control), Some(window)) = (same.get(departure.nth), web_sys::window()) else {
        return false;
    };
    while let Ok(Some(folded)) = control.closest("details:not([open])") {
        let _ = folded.set_attribute("open", "");
    }
    window.scroll_to_with_x_and_y(0.0, departure.top.into());
    // If the screen has changed meanwhile, `focus` scrolls the control into view.
    let _ = control.focus();
    true
}

/// The controls in `root` whose `data-action` is `name`.
fn acting(root: &Element, name: &str) -> Vec<HtmlElement> {
    elements(root, &["[data-action=", name, "]"].concat())
}
