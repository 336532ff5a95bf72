//! Local storage as a [`Store`], through gloo-storage; under a lock, with everything sealed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::{JsCast as _, closure::Closure};

use super::later;
use crate::session::Action;
use crate::session::throttle::Throttle;
use vault::{Entries, Fault, Kind, PREFIX, Store, clear_each};

thread_local! {
    /// The page's local storage, once it was found to be there.
    static STORAGE: RefCell<Option<web_sys::Storage>> = const { RefCell::new(None) };
}

/// The browser's local storage, once it was found to be there. Clones share what opens the lock.
#[derive(Clone)]
pub struct Browser(pub(super) Rc<LockState>);

/// What stands between the app and what is locked.
#[derive(Default)]
pub struct LockState {
    /// What an open lock gives.
    pub(super) opened: RefCell<Option<Opened>>,
    /// Set while something is done with the lock: nothing else is, and closing waits for it.
    pub(super) busy: Cell<bool>,
    /// Set when it was to be closed meanwhile.
    pub(super) closing: Cell<bool>,
}

/// What an open lock gives: the key, and everything it seals.
pub struct Opened {
    /// Names the key, as it stands in the text of the lock.
    pub(super) mark: String,
    /// Seals and opens everything kept.
    pub(super) key: web_sys::CryptoKey,
    /// What is sealed, open.
    pub(super) entries: Entries,
    /// Names of what is sealed and did not open.
    pub(super) shut: Vec<String>,
    /// Tells what could not be sealed or written.
    pub(super) tell: Tell,
}

/// Tells the session what happened later than it was asked for.
pub(super) type Tell = Rc<dyn Fn(Action)>;

impl Browser {
    /// Local storage, if this page may have it: in a sandboxed frame or with storage off, merely asking throws.
    pub fn open() -> Option<Self> {
        let found = web_sys::window()?.local_storage().ok().flatten()?;
        found.length().ok()?;
        // `raw()` panics where there is no storage; here it is known to be there.
        STORAGE.replace(Some(LocalStorage::raw()));
        Some(Self(Rc::default()))
    }

    /// Keeps the language that was chosen, as `web/start.js` reads it. Without room it is chosen anew next time.
    pub fn keep_language(&self, tag: &str) {
        let _ = raw_put(&Kind::Language.key(""), tag);
    }

    /// Whether a lock is open.
    pub fn is_open(&self) -> bool {
        self.0.opened.borrow().is_some()
    }

    /// Lets go of a key that opens nothing any more: another tab has taken the lock off, or put on another.
    fn settle(&self) -> Result<(), Fault> {
        let locks = locks()?;
        let fits = self.0.opened.borrow().as_ref().is_none_or(|opened| {
            let mut locks = locks.iter().flatten();
            // Byte by byte: the standard search for a string in another is 1 KiB of the first load.
            let mark = opened.mark.as_bytes();
            locks.any(|lock| lock.as_bytes().windows(mark.len()).any(|part| part == mark))
        });
        if !fits && !self.0.busy.get() {
            self.0.opened.replace(None);
        }
        Ok(())
    }

    /// Every key of ours with its text, just as they stand.
    pub(super) fn raw() -> Result<Vec<(String, String)>, Fault> {
        let mut all = Vec::new();
        for key in raw_keys()? {
            // Another tab may have removed it meanwhile.
            if let Some(text) = raw_text(&key)? {
                all.push((key, text));
            }
        }
        Ok(all)
    }
}

/// Asks something of local storage. An exception there is a [`Fault`] here, never a panic: gloo-storage's own `get`, `delete` and
/// `length` would stop the app.
fn ask<T>(
    question: impl FnOnce(&web_sys::Storage) -> Result<T, wasm_bindgen::JsValue>,
    fault: Fault,
) -> Result<T, Fault> {
    STORAGE.with_borrow(|storage| match storage {
        Some(storage) => question(storage).map_err(|_| fault),
        None => Err(Fault::Blocked),
    })
}

fn raw_keys() -> Result<Vec<String>, Fault> {
    let count = ask(web_sys::Storage::length, Fault::Blocked)?;
    let mut keys = Vec::new();
    for at in 0..count {
        let key = ask(|storage| storage.key(at), Fault::Blocked)?;
        keys.extend(key.filter(|key| key.starts_with(PREFIX)));
    }
    Ok(keys)
}

pub(super) fn raw_text(key: &str) -> Result<Option<String>, Fault> {
    ask(|storage| storage.get_item(key), Fault::Blocked)
}

pub(super) fn raw_put(key: &str, text: &str) -> Result<(), Fault> {
    // Not `LocalStorage::set`: the vault has made the text already, and a second JSON coat would hide it.
    ask(|storage| storage.set_item(key, text), Fault::Full).map_err(|fault| {
        // A store that can no longer be asked is blocked; otherwise it is full.
        match ask(web_sys::Storage::length, Fault::Blocked) {
            Ok(_) => fault,
            Err(blocked) => blocked,
        }
    })
}

pub(super) fn raw_remove(key: &str) -> Result<(), Fault> {
    ask(|storage| storage.remove_item(key), Fault::Stuck)
}

/// The text of the lock, and of its copy, as they are stored.
pub(super) fn locks() -> Result<[Option<String>; 2], Fault> {
    let text = |kind: Kind| raw_text(&kind.key(""));
    Ok([text(Kind::Lock)?, text(Kind::LockCopy)?])
}

impl Store for Browser {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        self.settle()?;
        let raw = Self::raw()?;
        Ok(match self.0.opened.borrow().as_ref() {
            Some(opened) => later::all(opened, raw),
            None => raw,
        })
    }

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        let stands = |name: &str| Ok(raw_text(&Kind::Sealed.key(name))?.is_some());
        if let Some(opened) = self.0.opened.borrow().as_ref()
            && let Some(text) = opened.entries.text(key, stands)?
        {
            return Ok(Some(text.to_owned()));
        }
        raw_text(key)
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        self.settle()?;
        if self.is_open() {
            return later::seal(self, key, text);
        }
        if self.locked()? {
            return Err(Fault::Locked);
        }
        raw_put(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        if let Some(opened) = self.0.opened.borrow_mut().as_mut() {
            let gone = |name: &str| raw_remove(&Kind::Sealed.key(name));
            opened.entries.remove(key, gone)?;
        }
        raw_remove(key)
    }

    fn clear(&self, known: &[String]) -> Result<(), Fault> {
        let mut known = known.to_vec();
        if let Some(opened) = self.0.opened.replace(None) {
            for entry in opened.entries.all() {
                known.push(Kind::Sealed.key(&entry.name));
            }
        }
        clear_each(raw_keys(), known, &raw_remove)
    }

    fn locked(&self) -> Result<bool, Fault> {
        let open = self.is_open() && !self.0.closing.get();
        Ok(!open && locks()? != [None, None])
    }
}

/// After one change by another tab, further ones are gathered for this many milliseconds.
const GATHERED: i32 = 100;

/// Calls `changed` when another tab changes what is kept. A tab that restores thousands of checks changes thousands of texts, one after
/// another. `changed` reads everything that is kept, so changes that come close together lead to one call.
pub fn on_change(changed: impl Fn() + 'static) -> Option<super::EventListener> {
    let changes = Rc::new(Changes {
        throttle: Cell::default(),
        changed: Box::new(changed),
    });
    super::listen("storage", move || changes.told(Throttle::call))
}

/// Changes by other tabs.
struct Changes {
    throttle: Cell<Throttle>,
    changed: Box<dyn Fn()>,
}

impl Changes {
    fn told(self: &Rc<Self>, step: fn(&mut Throttle) -> bool) {
        let mut throttle = self.throttle.get();
        let now = step(&mut throttle);
        self.throttle.set(throttle);
        if !now {
            return;
        }
        (self.changed)();
        let changes = Rc::clone(self);
        let elapsed = Closure::once_into_js(move || changes.told(Throttle::elapsed));
        if let Some(window) = web_sys::window() {
            let elapsed = elapsed.unchecked_ref();
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(elapsed, GATHERED);
        }
    }
}
