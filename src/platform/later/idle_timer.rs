//! Notices when the person has gone: the page is out of sight, or nothing was touched for a while.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};

use crate::platform::EventListener;
use vault::lock::Lock;

/// With "at once" chosen, a page in sight that nobody touches locks itself after this many minutes all the same.
const UNTOUCHED: u32 = 5;

/// Being out of sight is no leaving for so long after a file, a printer or the share sheet was asked for, in minutes.
const ERRAND: f64 = 2.0;

/// Looks this often, in milliseconds.
const LOOK: i32 = 5_000;

thread_local! {
    /// Until then the page may be out of sight, in milliseconds since 1970. A page is out of sight for every check on it.
    static EXCUSED: Cell<f64> = const { Cell::new(0.0) };
}

/// Watches over one check on the page, until it is dropped.
#[derive(Default)]
pub struct IdleTimer {
    /// Minutes until `gone` is told; none while there is nothing to lock.
    minutes: Rc<Cell<Option<u32>>>,
    /// There once there was something to lock.
    listening: RefCell<Option<Listening>>,
}

/// What hears and looks.
struct Listening {
    _listeners: [EventListener; 3],
    _look: Closure<dyn Fn()>,
    interval: i32,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_interval_with_handle(self.interval);
        }
    }
}

/// What was tapped may cover the page: on phones choosing a file takes it out of sight.
pub fn excuse() {
    EXCUSED.set(js_sys::Date::now() + ERRAND * 60_000.0);
}

/// From now on tells `gone` when nobody has been here for as long as `lock` says; never without one. It begins to listen once
/// there is a lock; after that only the minutes change.
pub fn watch(timer: &IdleTimer, lock: Option<&str>, gone: impl Fn() + 'static) {
    let lock = lock.and_then(|lock| Lock::read(lock).ok());
    timer.minutes.set(lock.map(|lock| lock.minutes));
    let mut listening = timer.listening.borrow_mut();
    if timer.minutes.get().is_some() && listening.is_none() {
        *listening = listen(timer.minutes.clone(), gone);
    }
}

fn listen(left: Rc<Cell<Option<u32>>>, gone: impl Fn() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let touched = Rc::new(Cell::new(js_sys::Date::now()));
    let look = {
        let (document, touched) = (document.clone(), touched.clone());
        move || {
            let Some(minutes) = left.get() else {
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
                left.set(None);
                gone();
            }
        }
    };
    let look = Rc::new(look);
    let hear = |event, heard: Rc<dyn Fn()>| {
        EventListener::on(document.clone().into(), event, move || heard())
    };
    let touch: Rc<dyn Fn()> = Rc::new(move || touched.set(js_sys::Date::now()));
    // Out of sight and back: a timer may have slept on a phone, so both are looked at.
    let listeners = [
        hear("visibilitychange", look.clone()),
        hear("pointerdown", touch.clone()),
        hear("keydown", touch),
    ];
    let look = Closure::<dyn Fn()>::new(move || look());
    let callback = look.as_ref().unchecked_ref();
    let interval = window.set_interval_with_callback_and_timeout_and_arguments_0(callback, LOOK);
    Some(Listening {
        _listeners: listeners,
        _look: look,
        interval: interval.ok()?,
    })
}
