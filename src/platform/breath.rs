//! Starts and stops the circle of the paced breath.
//!
//! Its state is an attribute of the element around it, on which the style sheet acts. It changes nothing else on the
//! page, so it is not in the session.

use super::target_of;
use web_sys::{Element, Event};

/// The circle does not move.
pub const STILL: &str = "still";

/// The circle moves.
const RUNNING: &str = "running";

/// The minute is over.
const OVER: &str = "over";

const ATTRIBUTE: &str = "data-breath";

/// Starts the circle around the control of `event`, or stops it.
pub fn toggle(event: &Event) {
    if let Some(pacer) = pacer(event) {
        let runs = pacer.get_attribute(ATTRIBUTE).as_deref() == Some(RUNNING);
        let _ = pacer.set_attribute(ATTRIBUTE, if runs { STILL } else { RUNNING });
    }
}

/// The animation of `event` has come to its end.
pub fn end(event: &Event) {
    if let Some(pacer) = pacer(event) {
        let _ = pacer.set_attribute(ATTRIBUTE, OVER);
    }
}

fn pacer(event: &Event) -> Option<Element> {
    let pacer = target_of(event)?.closest(&["[", ATTRIBUTE, "]"].concat());
    pacer.ok().flatten()
}
