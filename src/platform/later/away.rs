//! Notices when the person has gone: the page is out of sight, or nothing was touched for a while.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};

use crate::vault::lock::Lock;

/// With "at once" chosen, a page in sight that nobody touches locks itself after this many minutes all the same.
const UNTOUCHED: u32 = 5;

/// Being out of sight is no leaving for so long after a file, a printer or the share sheet was asked for, in minutes.
const ERRAND: f64 = 2.0;

/// Looks this often, in milliseconds.
const LOOK: i32 = 5_000;

thread_local! {
    /// Minutes until `gone` is told; none while there is nothing to lock.
    static MINUTES: Cell<Option<u32>> = const { Cell::new(None) };
    /// Until then the page may be out of sight, in milliseconds since 1970.
    static EXCUSED: Cell<f64> = const { Cell::new(0.0) };
}

/// What was tapped may cover the page: on phones choosing a file takes it out of sight.
pub fn excuse() {
    EXCUSED.set(js_sys::Date::now() + ERRAND * 60_000.0);
}

/// From now on tells `gone` when nobody has been here for as long as `lock` says; never without one. Listens once for the life
/// of the page; after that only the minutes change.
pub fn watch(lock: Option<&str>, gone: impl Fn() + 'static) {
    let lock = lock.and_then(|lock| Lock::read(lock).ok());
    let minutes = lock.map(|lock| lock.minutes);
    thread_local! {
        static LISTENING: Cell<bool> = const { Cell::new(false) };
    }
    MINUTES.set(minutes);
    if minutes.is_none() || LISTENING.replace(true) {
        return;
    }
    let Some((window, document)) =
        web_sys::window().and_then(|window| Some((window.clone(), window.document()?)))
    else {
        return;
    };
    let touched = Rc::new(Cell::new(js_sys::Date::now()));
    let look = {
        let (document, touched) = (document.clone(), touched.clone());
        move || {
            let Some(minutes) = MINUTES.get() else {
                touched.set(js_sys::Date::now());
                return;
            };
            let excused = js_sys::Date::now() < EXCUSED.get();
            let allowed = match (minutes, document.hidden() && !excused) {
                (0, true) => 0,
                (0, false) => UNTOUCHED,
                (minutes, _) => minutes,
            };
            if js_sys::Date::now() - touched.get() >= f64::from(allowed) * 60_000.0 {
                MINUTES.set(None);
                gone();
            }
        }
    };
    let look = Closure::<dyn Fn()>::new(look);
    let touch = Closure::<dyn Fn()>::new(move || touched.set(js_sys::Date::now()));
    let hear = |target: &web_sys::EventTarget, event: &str, closure: &Closure<dyn Fn()>| {
        let listener = closure.as_ref().unchecked_ref();
        let _ = target.add_event_listener_with_callback(event, listener);
    };
    // Out of sight and back: a timer may have slept on a phone, so both are looked at.
    hear(&document, "visibilitychange", &look);
    hear(&document, "pointerdown", &touch);
    hear(&document, "keydown", &touch);
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(
        look.as_ref().unchecked_ref(),
        LOOK,
    );
    look.forget();
    touch.forget();
}
