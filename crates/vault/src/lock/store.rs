//! A store that can be locked. This part comes with the first load: it passes texts through until a lock is open.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{BoxFuture, RawStorage};
use crate::{Fault, Kind, Store, clear_each};

/// Texts on a device, readable or under a lock. Clones share what opens the lock.
pub struct LockableStore<D>(pub(super) Rc<Shared<D>>);

impl<D> Clone for LockableStore<D> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

/// What the clones of a store share.
pub(super) struct Shared<D> {
    pub(super) storage: D,
    /// The open lock. Behind a trait object, because its code comes with the lazy screens, as does whatever makes one.
    pub(super) open: RefCell<Option<Rc<dyn OpenLock>>>,
    /// Set while a job is done with the lock. No other is begun then, and closing waits for its end.
    pub(super) busy: Cell<bool>,
    /// Set when the lock was to be closed meanwhile.
    pub(super) closing: Cell<bool>,
}

impl<D> Shared<D> {
    pub(super) fn open(&self) -> Option<Rc<dyn OpenLock>> {
        self.open.borrow().clone()
    }
}

/// A lock that is open: what it seals can be read and changed.
pub(super) trait OpenLock {
    /// Whether the lock on the device is still the one that this opens.
    fn fits(&self) -> Result<bool, Fault>;
    /// Everything kept, readable; a sealed text that does not open, as it stands.
    fn all(&self) -> Result<Vec<(String, String)>, Fault>;
    /// See [`Store::read`]; `None` also where the text stands readable beside the lock.
    fn read(&self, key: &str) -> Result<Option<String>, Fault>;
    /// See [`Store::put`]. The text can be read at once; on the device it is written later.
    fn put(self: Rc<Self>, key: &str, text: &str) -> Result<(), Fault>;
    /// Removes what is sealed of `key`.
    fn remove(&self, key: &str) -> Result<(), Fault>;
    /// The keys under which the sealed texts stand.
    fn sealed_keys(&self) -> Vec<String>;
    /// What is not yet on the device.
    fn unsettled(&self) -> Unsettled;
    /// Reads what other tabs have sealed, changed or removed.
    fn refresh(self: Rc<Self>) -> BoxFuture;
}

/// What an open lock has accepted and not yet brought to the device.
#[derive(Default)]
pub(super) struct Unsettled {
    /// Keys and texts that are still to be written.
    pub(super) puts: Vec<(String, String)>,
    /// Names of sealed texts that are still to be removed.
    pub(super) removals: Vec<String>,
}

impl<D: RawStorage> LockableStore<D> {
    /// The store over the storage of this page, if the page may have it.
    pub fn open() -> Option<Self> {
        D::open().map(Self::over)
    }

    /// The store over `storage`.
    pub fn over(storage: D) -> Self {
        Self(Rc::new(Shared {
            storage,
            open: RefCell::default(),
            busy: Cell::default(),
            closing: Cell::default(),
        }))
    }

    /// Keeps the language that was chosen: its tag and nothing else, readable even beside a lock. Without room it is chosen anew next
    /// time.
    pub fn keep_language(&self, tag: &str) {
        let _ = self.0.storage.put(&Kind::Language.key(""), tag);
    }

    /// Whether a lock is open.
    pub fn is_open(&self) -> bool {
        self.0.open.borrow().is_some()
    }

    /// Forgets the key of the lock; while a job is using it, right after that job. What was accepted before is still written.
    pub fn close(&self) {
        if self.0.busy.get() {
            self.0.closing.set(true);
        } else {
            self.0.open.take();
        }
    }

    /// The open lock. One that no longer fits is closed first: another tab has taken the lock off, or put on another.
    fn fitting(&self) -> Result<Option<Rc<dyn OpenLock>>, Fault> {
        let open = self.0.open();
        if let Some(lock) = &open
            && !lock.fits()?
            && !self.0.busy.get()
        {
            self.0.open.take();
            return Ok(None);
        }
        Ok(open)
    }
}

/// Every key of ours with its text, just as they stand.
pub(super) fn raw<D: RawStorage>(storage: &D) -> Result<Vec<(String, String)>, Fault> {
    let mut all = Vec::new();
    for key in storage.keys()? {
        // Another tab may have removed it meanwhile.
        if let Some(text) = storage.text(&key)? {
            all.push((key, text));
        }
    }
    Ok(all)
}

/// The text of the lock, and of its copy, as they stand.
pub(super) fn locks<D: RawStorage>(storage: &D) -> Result<[Option<String>; 2], Fault> {
    let text = |kind: Kind| storage.text(&kind.key(""));
    Ok([text(Kind::Lock)?, text(Kind::LockCopy)?])
}

impl<D: RawStorage> Store for LockableStore<D> {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        match self.fitting()? {
            Some(open) => open.all(),
            None => raw(&self.0.storage),
        }
    }

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        if let Some(open) = self.0.open()
            && let Some(text) = open.read(key)?
        {
            return Ok(Some(text));
        }
        self.0.storage.text(key)
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        match self.fitting()? {
            Some(open) => open.put(key, text),
            None if self.locked()? => Err(Fault::Locked),
            None => self.0.storage.put(key, text),
        }
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        if let Some(open) = self.0.open() {
            open.remove(key)?;
        }
        self.0.storage.remove(key)
    }

    fn clear(&self, known: &[String]) -> Result<(), Fault> {
        let mut known = known.to_vec();
        if let Some(open) = self.0.open.take() {
            known.extend(open.sealed_keys());
        }
        let storage = &self.0.storage;
        clear_each(storage.keys(), known, &|key| storage.remove(key))
    }

    fn locked(&self) -> Result<bool, Fault> {
        let open = self.is_open() && !self.0.closing.get();
        Ok(!open && locks(&self.0.storage)? != [None, None])
    }
}
