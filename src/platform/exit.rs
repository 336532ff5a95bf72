//! Quick exit by keyboard: press Shift three times. The link and the words to announce are read from the page.

use std::cell::Cell;
use std::rc::Rc;

use crate::features::quick_exit::rule::{REPEAT_TIMEOUT, ShiftPresses, Signal};
use crate::platform::Host;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

/// The presses of Shift so far.
type Counted = Rc<Cell<ShiftPresses>>;

/// Starts listening to Shift.
pub fn listen(host: &Host) {
    let counted = Counted::default();
    let here = host.clone();
    host.on_key(move |key| on_key_up(&here, &counted, key.as_deref().unwrap_or_default()));
}

// The functions in this file are not inlined: the code of the closures would otherwise stay in the first module.
#[inline(never)]
fn on_key_up(host: &Host, counted: &Counted, key: &str) {
    let mut presses = counted.get();
    let signal = presses.key(key.starts_with("Shift"), key.ends_with("true"), now());
    counted.set(presses);
    if let Some(signal) = signal {
        handle(host, counted, signal);
    }
}

/// Runs [`REPEAT_TIMEOUT`] after each announcement. The first time it ends the count, which is announced, too. The
/// second time it clears that announcement.
#[inline(never)]
fn waited(host: &Host, counted: &Counted) {
    let mut presses = counted.get();
    let over = presses.wait(now());
    counted.set(presses);
    match over {
        Some(over) => handle(host, counted, over),
        None if presses.is_idle(now()) => say(host, ""),
        None => {}
    }
}

#[allow(clippy::cast_possible_truncation, reason = "whole milliseconds")]
fn now() -> i64 {
    js_sys::Date::now() as i64
}

fn handle(host: &Host, counted: &Counted, signal: Signal) {
    let words = match signal {
        Signal::TwoMore => "data-two",
        Signal::OneMore => "data-one",
        Signal::Over => "data-over",
        Signal::Leave => {
            if let Some(link) = find(host, "[data-exit]") {
                link.click();
            }
            return;
        }
    };
    let text = find(host, ANNOUNCEMENT).and_then(|place| place.get_attribute(words));
    say(host, &text.unwrap_or_default());
    let (host, counted) = (host.clone(), counted.clone());
    let later = Closure::once_into_js(move || waited(&host, &counted));
    if let (Some(window), Ok(after)) = (web_sys::window(), i32::try_from(REPEAT_TIMEOUT)) {
        let later = later.unchecked_ref();
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(later, after);
    }
}

/// The element for announcements. It is missing if the organisation has set no quick exit.
const ANNOUNCEMENT: &str = ".exit-status";

fn say(host: &Host, words: &str) {
    if let Some(place) = find(host, ANNOUNCEMENT) {
        place.set_text_content(Some(words));
    }
}

fn find(host: &Host, selector: &str) -> Option<HtmlElement> {
    let found = host.root().query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into().ok())
}
