//! The page's local storage, through gloo-storage, and changes that other tabs make to it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::throttle::Throttle;
use gloo_storage::{LocalStorage as Gloo, Storage as _};
use vault::lock::{LockableStore, RawStorage};
use vault::{Fault, PREFIX};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

thread_local! {
    /// The page's local storage. `None` until [`LocalStorage`] was opened.
    static STORAGE: RefCell<Option<web_sys::Storage>> = const { RefCell::new(None) };
}

/// The store of this browser, with its lock.
pub type Browser = LockableStore<LocalStorage>;

/// The page's local storage. It is known to be available.
#[derive(Clone)]
pub struct LocalStorage(());

/// Calls local storage. An exception becomes `fault`, never a panic. gloo-storage's own `get`, `delete` and `length`
/// are not used, as they would panic and stop the app.
fn ask<T>(
    question: impl FnOnce(&web_sys::Storage) -> Result<T, wasm_bindgen::JsValue>,
    fault: Fault,
) -> Result<T, Fault> {
    STORAGE.with_borrow(|storage| match storage {
        Some(storage) => question(storage).map_err(|_| fault),
        None => Err(Fault::Blocked),
    })
}

impl RawStorage for LocalStorage {
    /// `None` if the browser gives the page no storage. In a sandboxed frame, or if storage is off, reading
    /// `window.localStorage` throws.
    fn open() -> Option<Self> {
        let found = web_sys::window()?.local_storage().ok().flatten()?;
        found.length().ok()?;
        // `raw()` panics if there is no storage. Here there is.
        STORAGE.replace(Some(Gloo::raw()));
        Some(Self(()))
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        let count = ask(web_sys::Storage::length, Fault::Blocked)?;
        let mut keys = Vec::new();
        for at in 0..count {
            let key = ask(|storage| storage.key(at), Fault::Blocked)?;
            keys.extend(key.filter(|key| key.starts_with(PREFIX)));
        }
        Ok(keys)
    }

    fn text(&self, key: &str) -> Result<Option<String>, Fault> {
        ask(|storage| storage.get_item(key), Fault::Blocked)
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        // Not gloo's `set`: it would encode the vault's text as JSON a second time.
        ask(|storage| storage.set_item(key, text), Fault::Full).map_err(|fault| {
            // If the storage can no longer be read at all, it is blocked. Otherwise it is full.
            match ask(web_sys::Storage::length, Fault::Blocked) {
                Ok(_) => fault,
                Err(blocked) => blocked,
            }
        })
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        ask(|storage| storage.remove_item(key), Fault::Stuck)
    }
}

/// After a change by another tab, further changes are collected for this long, in milliseconds.
const THROTTLE_INTERVAL: i32 = 100;

/// Calls `changed` when another tab changes the storage. A tab that restores thousands of checks changes thousands of
/// texts, one after another, and `changed` reads everything that is stored. So changes in quick succession lead to one
/// call.
pub fn on_change(changed: impl Fn() + 'static) -> Option<super::EventListener> {
    let changes = Rc::new(Changes {
        throttle: Cell::default(),
        changed: Box::new(changed),
    });
    super::listen("storage", move || changes.notify(Throttle::call))
}

/// Changes by other tabs.
struct Changes {
    throttle: Cell<Throttle>,
    changed: Box<dyn Fn()>,
}

impl Changes {
    fn notify(self: &Rc<Self>, step: fn(&mut Throttle) -> bool) {
        let mut throttle = self.throttle.get();
        let now = step(&mut throttle);
        self.throttle.set(throttle);
        if !now {
            return;
        }
        (self.changed)();
        let changes = Rc::clone(self);
        let elapsed = Closure::once_into_js(move || changes.notify(Throttle::elapsed));
        if let Some(window) = web_sys::window() {
            let elapsed = elapsed.unchecked_ref();
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(elapsed, THROTTLE_INTERVAL);
        }
    }
}
