//! Notices when the person has gone: the page is out of sight, or nothing was touched for a while.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::platform::EventListener;
use vault::lock::{Idle, Lock};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Looks this often, in milliseconds.
const POLL_INTERVAL: i32 = 5_000;

thread_local! {
    /// Until then the page may be out of sight, in milliseconds since 1970. A page is out of sight for every check on it.
    static GRACE_UNTIL: Cell<i64> = const { Cell::new(0) };
}

/// Watches over one check on the page, until it is dropped.
#[derive(Default)]
pub struct IdleTimer {
    /// When `gone` is told.
    idle: Rc<Cell<Idle>>,
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
pub fn start_grace_period() {
    GRACE_UNTIL.set(Idle::grace_until(now()));
}

fn now() -> i64 {
    crate::platform::stamp().now.utc
}

/// From now on tells `gone` when nobody has been here for as long as `lock` says; never without one. It begins to listen once
/// there is a lock; after that only the minutes change.
pub fn watch(timer: &IdleTimer, lock: Option<&str>, gone: impl Fn() + 'static) {
    let lock = lock.and_then(|lock| Lock::read(lock).ok());
    let minutes = lock.map(|lock| lock.minutes);
    change(&timer.idle, |idle| idle.minutes = minutes);
    let mut listening = timer.listening.borrow_mut();
    if minutes.is_some() && listening.is_none() {
        *listening = listen(timer.idle.clone(), gone);
    }
}

fn change<T>(cell: &Cell<Idle>, change: impl FnOnce(&mut Idle) -> T) -> T {
    let mut idle = cell.get();
    let result = change(&mut idle);
    cell.set(idle);
    result
}

fn listen(idle: Rc<Cell<Idle>>, gone: impl Fn() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    let document = window.document()?;
    change(&idle, |idle| idle.touch(now()));
    let look = {
        let (document, idle) = (document.clone(), idle.clone());
        move || {
            let hidden = document.hidden();
            if change(&idle, |idle| idle.is_over(now(), hidden, GRACE_UNTIL.get())) {
                gone();
            }
        }
    };
    let look = Rc::new(look);
    let hear = |event, heard: Rc<dyn Fn()>| {
        EventListener::on(document.clone().into(), event, move || heard())
    };
    let touch: Rc<dyn Fn()> = Rc::new(move || change(&idle, |idle| idle.touch(now())));
    // Out of sight and back: a timer may have slept on a phone, so both are looked at.
    let listeners = [
        hear("visibilitychange", look.clone()),
        hear("pointerdown", touch.clone()),
        hear("keydown", touch),
    ];
    let look = Closure::<dyn Fn()>::new(move || look());
    let callback = look.as_ref().unchecked_ref();
    let interval =
        window.set_interval_with_callback_and_timeout_and_arguments_0(callback, POLL_INTERVAL);
    Some(Listening {
        _listeners: listeners,
        _look: look,
        interval: interval.ok()?,
    })
}
