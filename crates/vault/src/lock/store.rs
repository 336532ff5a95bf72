//! A store that can be locked. This part is in the first load. It passes texts through until a lock is open.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{BoxFuture, RawStorage};
use crate::{Fault, Kind, Store, clear_each};

/// A store on a device that may have a lock. Clones share the open lock.
pub struct LockableStore<D>(pub(super) Rc<Shared<D>>);

impl<D> Clone for LockableStore<D> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

/// What the clones of a store share.
pub(super) struct Shared<D> {
    pub(super) storage: D,
    /// The open lock. It is a trait object because its code is loaded lazily, and so is the code that creates one.
    pub(super) open: RefCell<Option<Rc<dyn OpenLock>>>,
    /// Set while a job is running. No other job starts then, and closing waits until it ends.
    pub(super) busy: Cell<bool>,
    /// Set when the store was to be closed while a job was running.
    pub(super) closing: Cell<bool>,
}

impl<D> Shared<D> {
    pub(super) fn open(&self) -> Option<Rc<dyn OpenLock>> {
        self.open.borrow().clone()
    }
}

/// A lock that is open, so that its sealed texts can be read and changed.
pub(super) trait OpenLock {
    /// Whether this still belongs to the lock on the device.
    fn matches_stored_lock(&self) -> Result<bool, Fault>;
    /// All stored texts in readable form. A sealed text that does not open is included as it is.
    fn all(&self) -> Result<Vec<(String, String)>, Fault>;
    /// See [`Store::read`]. `None` also for a text that is stored readable in spite of the lock.
    fn read(&self, key: &str) -> Result<Option<String>, Fault>;
    /// See [`Store::put`]. The text can be read at once and is written to the device later.
    fn put(self: Rc<Self>, key: &str, text: &str) -> Result<(), Fault>;
    /// Removes the sealed texts of `key`.
    fn remove(&self, key: &str) -> Result<(), Fault>;
    /// The keys under which the sealed texts are stored.
    fn sealed_keys(&self) -> Vec<String>;
    /// What has not reached the device yet.
    fn unsettled(&self) -> Unsettled;
    /// Reads what other tabs have sealed, changed or removed.
    fn refresh(self: Rc<Self>) -> BoxFuture;
}

/// Changes that an open lock has accepted but not yet made on the device.
#[derive(Default)]
pub(super) struct Unsettled {
    /// Keys and texts that are still to be written.
    pub(super) puts: Vec<(String, String)>,
    /// Names of sealed texts that are still to be removed.
    pub(super) removals: Vec<String>,
}

impl<D: RawStorage> LockableStore<D> {
    /// The store of this page. `None` if the browser does not allow it any storage.
    pub fn open() -> Option<Self> {
        D::open().map(Self::with_storage)
    }

    /// A store that uses `storage`.
    pub fn with_storage(storage: D) -> Self {
        Self(Rc::new(Shared {
            storage,
            open: RefCell::default(),
            busy: Cell::default(),
            closing: Cell::default(),
        }))
    }

    /// Stores the tag of the chosen language, readable even if there is a lock. Errors are ignored: the language is
    /// then chosen again next time.
    pub fn keep_language(&self, tag: &str) {
        let _ = self.0.storage.put(&Kind::Language.key(""), tag);
    }

    /// Whether a lock is open.
    pub fn is_open(&self) -> bool {
        self.0.open.borrow().is_some()
    }

    /// Forgets the key of the lock, at the end of the running job if there is one. Texts that were accepted before are
    /// still written.
    pub fn close(&self) {
        if self.0.busy.get() {
            self.0.closing.set(true);
        } else {
            self.0.open.take();
        }
    }

    /// The open lock. If another tab has removed or replaced the lock on the device, closes it and returns `None`,
    /// except while a job is running.
    fn current_open_lock(&self) -> Result<Option<Rc<dyn OpenLock>>, Fault> {
        let open = self.0.open();
        if let Some(lock) = &open
            && !lock.matches_stored_lock()?
            && !self.0.busy.get()
        {
            self.0.open.take();
            return Ok(None);
        }
        Ok(open)
    }
}

/// Every key of the app with its text, as stored.
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

/// The stored text of the lock, and that of its copy.
pub(super) fn locks<D: RawStorage>(storage: &D) -> Result<[Option<String>; 2], Fault> {
    let text = |kind: Kind| storage.text(&kind.key(""));
    Ok([text(Kind::Lock)?, text(Kind::LockCopy)?])
}

impl<D: RawStorage> Store for LockableStore<D> {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        match self.current_open_lock()? {
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
        match self.current_open_lock()? {
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
