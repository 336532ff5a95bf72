//! The browser's APIs, wrapped in small functions. No other module of the crate uses them.

pub mod breath;
mod cipher;
mod config_audit;
mod departure;
pub mod exit;
#[cfg(target_arch = "wasm32")]
mod exports;
mod files;
mod history;
mod host;
mod idle_timer;
pub mod lazy;
mod lock;
mod press_filter;
pub mod press_guard;
mod storage;
pub mod throttle;

#[cfg(target_arch = "wasm32")]
pub use exports::{audit, function, unusable};
pub use files::{
    File, can_share, composed, copy, field, is_own_window, print, read_file, save, select_all,
    share, share_file, shares_files_first, ticked,
};
pub use history::HistorySync;
pub use host::{Host, Place};
pub use idle_timer::{IdleTimer, start_grace_period};
#[cfg(target_arch = "wasm32")]
pub use js_sys::{Error as JsError, Function as JsFunction};
pub use lock::run_lock_job;
pub use press_filter::PressFilter;
pub use storage::{Browser, on_change as on_storage_change};

use crate::session::Stamp;
use crate::text::PluralRules;
use instrument::Moment;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// The current time and a random number.
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

/// An event listener, which is removed when this is dropped.
pub struct EventListener {
    target: web_sys::EventTarget,
    event: &'static str,
    first: bool,
    listener: Closure<dyn Fn(web_sys::Event)>,
}

impl EventListener {
    /// Calls `listener` at every event `event` on `target`.
    fn on(
        target: web_sys::EventTarget,
        event: &'static str,
        listener: impl Fn() + 'static,
    ) -> Self {
        Self::new(target, event, false, Box::new(move |_| listener()))
    }

    /// Calls `listener` with every event `event` on `target` or its descendants, in the capture phase: before the
    /// descendants get it.
    fn first(
        target: web_sys::EventTarget,
        event: &'static str,
        listener: impl Fn(web_sys::Event) + 'static,
    ) -> Self {
        Self::new(target, event, true, Box::new(listener))
    }

    /// The closure is boxed, so that the binary has only one type of closure for all listeners.
    #[inline(never)]
    fn new(
        target: web_sys::EventTarget,
        event: &'static str,
        first: bool,
        listener: Box<dyn Fn(web_sys::Event)>,
    ) -> Self {
        let listener = Closure::wrap(listener);
        let callback = listener.as_ref().unchecked_ref();
        let _ = target.add_event_listener_with_callback_and_bool(event, callback, first);
        Self {
            target,
            event,
            first,
            listener,
        }
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        let (target, event) = (&self.target, self.event);
        let _ = target.remove_event_listener_with_callback_and_bool(event, listener, self.first);
    }
}

/// The browser's plural rules, for all languages.
pub const PLURAL_RULES: PluralRules = PluralRules(plural);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = PluralRules)]
    type Rules;

    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = PluralRules)]
    fn new(lang: &str) -> Rules;

    #[wasm_bindgen(method)]
    fn select(this: &Rules, n: u32) -> String;
}

/// The plural category of `n` in the language `lang` (BCP 47), from `Intl.PluralRules`.
fn plural(lang: &str, n: u32) -> String {
    Rules::new(lang).select(n)
}

/// Calls `listener` at every event `event` on the window.
fn listen(event: &'static str, listener: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::on(
        web_sys::window()?.into(),
        event,
        listener,
    ))
}

/// Calls `connected` whenever the browser reports that it is online again.
pub fn on_online(connected: impl Fn() + 'static) -> Option<EventListener> {
    listen("online", connected)
}

/// Calls `shown` whenever the page becomes visible again, as when its tab is selected or the phone is unlocked.
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

/// Hides the app and calls `left` when the page is left, also in a frame and inline. The app stays hidden until
/// [`Host::reveal`], as a browser that keeps the page for Back must not show the old screen before the app has been
/// drawn empty. `shown` is called each time the page is shown.
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

/// Calls `waits` when a newer version is waiting to be activated. `web/offline.js` fires the event on the root, as the
/// scripts of a host's page cannot reach that element.
pub fn on_renewal(host: &Host, waits: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::on(host.root().into(), "renewal", waits))
}

/// Moves focus to the first element of the app whose `attribute` is `value`, without scrolling.
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

/// Whether a digit that is pressed answers the question: focus has to be on its heading or on an answer, and "Help now"
/// has to be closed.
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

/// Scrolls our own page to its top, where a new screen begins. Elsewhere scrolling is up to the host.
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

/// Moves focus to the next (`step` > 0) or previous element that matches `selector` on the screen of `event`. It wraps
/// around at the ends.
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

/// "Help now" on the screen of `event`, if it is open.
fn open_help(event: &web_sys::Event) -> Option<web_sys::Element> {
    let open = screen_of(event)?.query_selector("[data-part=help][open]");
    open.ok().flatten()
}

/// Closes "Help now" on the screen of `event` and moves focus to its button. Returns whether it was open.
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

/// Follows the link that belongs to the search field of `event`.
pub fn follow_link_of(event: &web_sys::Event) {
    let link = target_of(event)
        .and_then(|field| field.closest("[data-search]").ok().flatten())
        .and_then(|search| search.query_selector("a[href]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// The value of the input or textarea that `event` is about.
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
