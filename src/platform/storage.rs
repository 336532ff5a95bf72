//! Local storage as a [`Store`], through gloo-storage; under a lock, with everything sealed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_storage::{LocalStorage, Storage as _};

use super::later;
use crate::vault::{Fault, Kind, PREFIX, Store};

/// The browser's local storage, once it was found to be there. Clones share what opens the lock.
#[derive(Clone)]
pub struct Browser(pub(super) Rc<Door>);

/// What stands between the app and what is locked.
#[derive(Default)]
pub struct Door {
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
    pub(super) entries: Vec<Entry>,
    /// Names of what is sealed and did not open.
    pub(super) shut: Vec<String>,
    /// Bytes on their way to the device.
    pub(super) pending: usize,
    /// Names to be removed once they have arrived: a draft goes only after its record has come.
    pub(super) removals: Vec<String>,
    /// Told when something could not be sealed or written.
    pub(super) fault: Rc<dyn Fn(Fault)>,
}

/// Something sealed, open.
pub(super) struct Entry {
    /// The name it stands under.
    pub name: String,
    /// The sealed text as it stands; empty until it is written.
    pub sealed: String,
    /// The key it had before it was sealed.
    pub key: String,
    /// Its text.
    pub text: String,
}

impl Browser {
    /// Local storage, if this page may have it: in a sandboxed frame or with storage off, merely asking throws.
    pub fn open() -> Option<Self> {
        let found = web_sys::window()?.local_storage().ok().flatten()?;
        found.length().ok()?;
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
    fn settle(&self) {
        let fits = self.0.opened.borrow().as_ref().is_none_or(|opened| {
            let lock = raw_text(&Kind::Lock.key(""));
            lock.is_some_and(|lock| lock.contains(&opened.mark))
        });
        if !fits && !self.0.busy.get() {
            self.0.opened.replace(None);
        }
    }

    /// Every key of ours with its text, just as they stand.
    pub(super) fn raw() -> Result<Vec<(String, String)>, Fault> {
        let raw = LocalStorage::raw();
        let count = raw.length().map_err(|_| Fault::Blocked)?;
        let keys = (0..count).filter_map(|at| raw.key(at).ok().flatten());
        Ok(keys
            .filter(|key| key.starts_with(PREFIX))
            .filter_map(|key| {
                let text = raw_text(&key)?;
                Some((key, text))
            })
            .collect())
    }
}

pub(super) fn raw_text(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).ok().flatten()
}

pub(super) fn raw_put(key: &str, text: &str) -> Result<(), Fault> {
    // Not `LocalStorage::set`: the vault has made the text already, and a second JSON coat would hide it.
    LocalStorage::raw().set_item(key, text).map_err(|_| {
        // A store that can no longer be asked is blocked; otherwise it is full.
        match LocalStorage::raw().length() {
            Ok(_) => Fault::Full,
            Err(_) => Fault::Blocked,
        }
    })
}

impl Store for Browser {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        self.settle();
        let raw = Self::raw()?;
        Ok(match self.0.opened.borrow().as_ref() {
            Some(opened) => later::all(opened, raw),
            None => raw,
        })
    }

    fn get(&self, key: &str) -> Option<String> {
        let opened = self.0.opened.borrow();
        let mut entries = opened.iter().flat_map(|opened| &opened.entries);
        let entry = entries.find(|entry| entry.key == key);
        entry.map_or_else(|| raw_text(key), |entry| Some(entry.text.clone()))
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        self.settle();
        if self.is_open() {
            return later::seal(self, key, text);
        }
        if self.locked() {
            return Err(Fault::Locked);
        }
        raw_put(key, text)
    }

    fn remove(&self, key: &str) {
        if let Some(opened) = self.0.opened.borrow_mut().as_mut() {
            for entry in opened.entries.iter().filter(|entry| entry.key == key) {
                if opened.pending > 0 {
                    opened.removals.push(entry.name.clone());
                } else {
                    LocalStorage::delete(Kind::Sealed.key(&entry.name));
                }
            }
            opened.entries.retain(|entry| entry.key != key);
        }
        LocalStorage::delete(key);
    }

    fn clear(&self) -> Result<(), Fault> {
        self.0.opened.replace(None);
        for (key, _) in Self::raw()? {
            LocalStorage::delete(key);
        }
        Ok(())
    }

    fn locked(&self) -> bool {
        let open = self.is_open() && !self.0.closing.get();
        !open && raw_text(&Kind::Lock.key("")).is_some()
    }
}

/// Calls `changed` whenever another tab changes what is kept.
pub fn on_change(changed: impl Fn() + 'static) -> Option<super::Ear> {
    super::listen("storage", changed)
}
