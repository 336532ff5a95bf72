//! Detects that the person is away: the page is hidden, or has not been touched for a while.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::platform::EventListener;
use vault::VaultSnapshot;
use vault::lock::{Idle, Lock};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How often to check whether the person is away, in milliseconds.
const POLL_INTERVAL: i32 = 5_000;

thread_local! {
    /// Until this time the page may be hidden, in milliseconds since 1970. It is shared by all checks on the page, as
    /// they are hidden together.
    static GRACE_UNTIL: Cell<i64> = const { Cell::new(0) };
}

/// Watches one check on the page, until it is dropped.
#[derive(Default)]
pub struct IdleTimer {
    /// The rule for when `on_idle` is called.
    idle: Rc<Cell<Idle>>,
    /// `Some` once there has been an open lock.
    listening: RefCell<Option<Listening>>,
}

/// The event listeners and the interval timer.
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

/// Starts a grace period, in which a hidden page does not count as left. Call it before something that may cover the
/// page: on phones a file picker hides it.
pub fn start_grace_period() {
    GRACE_UNTIL.set(Idle::grace_until(now()));
}

fn now() -> i64 {
    crate::platform::stamp().now.utc
}

/// Calls `on_idle` once the person has been away for as long as the open lock in `snapshot` allows. Without an open
/// lock it is never called. The first call with one adds the listeners; later calls only change the minutes.
pub fn watch(timer: &IdleTimer, snapshot: &VaultSnapshot, on_idle: Box<dyn Fn()>) {
    let lock = snapshot.lock().filter(|_| !snapshot.locked);
    let lock = lock.and_then(|lock| Lock::read(lock).ok());
    let minutes = lock.map(|lock| lock.minutes);
    change(&timer.idle, |idle| idle.minutes = minutes);
    let mut listening = timer.listening.borrow_mut();
    if minutes.is_some() && listening.is_none() {
        *listening = listen(timer.idle.clone(), on_idle);
    }
}

fn change<T>(cell: &Cell<Idle>, change: impl FnOnce(&mut Idle) -> T) -> T {
    let mut idle = cell.get();
    let result = change(&mut idle);
    cell.set(idle);
    result
}

fn listen(idle: Rc<Cell<Idle>>, on_idle: impl Fn() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    let document = window.document()?;
    change(&idle, |idle| idle.touch(now()));
    let look = {
        let (document, idle) = (document.clone(), idle.clone());
        move || {
            let hidden = document.hidden();
            if change(&idle, |idle| idle.is_over(now(), hidden, GRACE_UNTIL.get())) {
                on_idle();
            }
        }
    };
    let look = Rc::new(look);
    let listen = |event, listener: Rc<dyn Fn()>| {
        EventListener::on(document.clone().into(), event, move || listener())
    };
    let touch: Rc<dyn Fn()> = Rc::new(move || change(&idle, |idle| idle.touch(now())));
    // `visibilitychange` checks at once, both when the page is hidden and when it is shown: on a phone the timer may
    // have slept.
    let listeners = [
        listen("visibilitychange", look.clone()),
        listen("pointerdown", touch.clone()),
        listen("keydown", touch),
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
