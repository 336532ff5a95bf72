//! The browser, in a handful of small functions. Nothing else in the crate touches it.

#[cfg(target_arch = "wasm32")]
mod exports;
mod history;
mod host;
pub mod lazy;
pub mod press_guard;
mod presses;
mod storage;
pub mod throttle;

#[cfg(target_arch = "wasm32")]
pub use exports::{audit, function, unusable};
pub use history::HistorySync;
pub use host::{Host, Place};
#[cfg(target_arch = "wasm32")]
pub use js_sys::{Error as JsError, Function as JsFunction};
pub use presses::Presses;
pub use storage::{Browser, on_change as on_storage_change};

use crate::session::Stamp;
use crate::text::Counting;
use instrument::Moment;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// The clock and a random number, now.
pub fn stamp() -> Stamp {
    let date = js_sys::Date::new_0();
    #[allow(
        clippy::cast_possible_truncation,
        reason = "both are whole numbers far below the limits"
    )]
    let now = Moment {
        utc: date.get_time() as i64,
        offset: -date.get_timezone_offset() as i32,
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "random() is in 0..1"
    )]
    let chance = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    Stamp { now, chance }
}

/// Listens to an event until it is dropped.
pub struct EventListener {
    target: web_sys::EventTarget,
    event: &'static str,
    first: bool,
    heard: Closure<dyn Fn(web_sys::Event)>,
}

impl EventListener {
    /// Calls `heard` at every event of this name on `target`.
    fn on(target: web_sys::EventTarget, event: &'static str, heard: impl Fn() + 'static) -> Self {
        Self::new(target, event, false, Box::new(move |_| heard()))
    }

    /// Calls `heard` with every event of this name on `target` or in it, before it reaches what is in there.
    fn first(
        target: web_sys::EventTarget,
        event: &'static str,
        heard: impl Fn(web_sys::Event) + 'static,
    ) -> Self {
        Self::new(target, event, true, Box::new(heard))
    }

    /// Boxed, so that all of them are one kind of closure in the binary.
    #[inline(never)]
    fn new(
        target: web_sys::EventTarget,
        event: &'static str,
        first: bool,
        heard: Box<dyn Fn(web_sys::Event)>,
    ) -> Self {
        let heard = Closure::wrap(heard);
        let callback = heard.as_ref().unchecked_ref();
        let _ = target.add_event_listener_with_callback_and_bool(event, callback, first);
        Self {
            target,
            event,
            first,
            heard,
        }
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let (target, event) = (&self.target, self.event);
        let _ = target.remove_event_listener_with_callback_and_bool(event, heard, self.first);
    }
}

/// How the browser counts in any language.
pub const COUNTING: Counting = Counting(plural);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = PluralRules)]
    type Rules;

    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = PluralRules)]
    fn new(lang: &str) -> Rules;

    #[wasm_bindgen(method)]
    fn select(this: &Rules, n: u32) -> String;
}

/// The plural category of `n` in the language `lang`, as the browser knows it.
fn plural(lang: &str, n: u32) -> String {
    Rules::new(lang).select(n)
}

/// Calls `heard` at every event of this name on the window.
fn listen(event: &'static str, heard: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::on(web_sys::window()?.into(), event, heard))
}

/// Calls `connected` whenever the browser says that it is connected again.
pub fn on_online(connected: impl Fn() + 'static) -> Option<EventListener> {
    listen("online", connected)
}

/// Calls `shown` whenever the page comes into sight again, as when a tab is chosen or a phone is unlocked.
pub fn on_show(shown: impl Fn() + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    let target = document.clone().into();
    let look = move || {
        if !document.hidden() {
            shown();
        }
    };
    Some(EventListener::on(target, "visibilitychange", look))
}

/// Calls `left` as the page is left, in a frame and inline too, and takes the app out of sight until [`Host::reveal`]: a browser
/// that keeps the page for Back must not show what `left` has not yet drawn over. `shown` is called each time the page is shown.
pub fn on_leave(
    host: &Host,
    left: impl Fn() + 'static,
    shown: impl Fn() + 'static,
) -> [Option<EventListener>; 2] {
    let host = host.clone();
    let conceal = move || {
        host.conceal();
        left();
    };
    [listen("pagehide", conceal), listen("pageshow", shown)]
}

/// Calls `waits` once a newer version waits to be let in: `web/offline.js` says so on the app's own element, which no other
/// script of a host page can reach.
pub fn on_renewal(host: &Host, waits: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::on(host.root().into(), "renewal", waits))
}

/// Moves focus to the element of the app whose `attribute` is `value`, without scrolling.
pub fn focus(host: &Host, attribute: &str, value: &str) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    for element in elements(&host.root(), &["[", attribute, "]"].concat()) {
        if element.get_attribute(attribute).as_deref() == Some(value) {
            let _ = element.focus_with_options(&options);
            return;
        }
    }
}

/// Whether a digit pressed there is meant for the question: with focus on its heading or an answer, and help not open over it.
pub fn answers_by_key(event: &web_sys::Event) -> bool {
    let here =
        target_of(event).and_then(|target| target.matches("[data-heading], [data-answer]").ok());
    here == Some(true) && open_help(event).is_none()
}

/// Whether focus is anywhere in the app.
pub fn has_focus(host: &Host) -> bool {
    let focused = host.root().query_selector(":focus");
    focused.ok().flatten().is_some()
}

/// Shows a page of our own from its top: what is new is there. Elsewhere the scroll is the host's.
pub fn scroll_to_top(host: &Host) {
    if let Some(window) = web_sys::window().filter(|_| host.place() == Place::Page) {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The elements in `root` that match `selector`, in the order of the page.
fn elements(root: &web_sys::Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.get(at)?.dyn_into().ok())
        .collect()
}

/// Moves focus `step` places along the elements that match `selector` on the screen of `event`, round at the ends.
pub fn move_focus(event: &web_sys::Event, selector: &str, step: i32) {
    let Some(screen) = screen_of(event) else {
        return;
    };
    let elements = elements(&screen, selector);
    let target = event.target();
    let here = elements
        .iter()
        .position(|element| target.as_ref() == Some(element.as_ref()));
    let count = elements.len();
    let next = match here {
        Some(at) if step > 0 => (at + 1) % count,
        Some(at) => (at + count - 1) % count,
        None if step > 0 => 0,
        None => count.saturating_sub(1),
    };
    if let Some(element) = elements.get(next) {
        let _ = element.focus();
    }
}

/// The open help on the screen of `event`.
fn open_help(event: &web_sys::Event) -> Option<web_sys::Element> {
    let open = screen_of(event)?.query_selector("[data-part=help][open]");
    open.ok().flatten()
}

/// Closes the open help on the screen of `event` and leaves focus on what opens it; says whether there was any.
pub fn close_help(event: &web_sys::Event) -> bool {
    let Some(help) = open_help(event) else {
        return false;
    };
    let _ = help.remove_attribute("open");
    let summary = help.query_selector("summary").ok().flatten();
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        let _ = summary.focus();
    }
    true
}

/// Follows the link that belongs to the field of `event`.
pub fn follow_link_of(event: &web_sys::Event) {
    let link = target_of(event)
        .and_then(|field| field.closest("[data-search]").ok().flatten())
        .and_then(|search| search.query_selector("a[href]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// What a field, of one line or more, holds after `event`.
pub fn typed(event: &web_sys::Event) -> String {
    let value = JsValue::from_str("value");
    let target = event.target();
    let held = target.and_then(|target| js_sys::Reflect::get(&target, &value).ok());
    held.and_then(|held| held.as_string()).unwrap_or_default()
}

fn target_of(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

fn screen_of(event: &web_sys::Event) -> Option<web_sys::Element> {
    target_of(event)?.closest("[data-screen]").ok().flatten()
}
