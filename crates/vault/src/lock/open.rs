//! An open lock. Web Crypto is asynchronous, but a write has to be visible at once, so accepted texts are kept in
//! memory until they are written.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::format::TAG;
use super::store::{OpenLock, Shared, Unsettled, locks, raw};
use super::{
    BoxFuture, Cipher, CipherError, Entries, Entry, Environment, LockOutcome, NONCE, RawStorage,
    Sealed, decode, encode,
};
use crate::{Fault, Kind, merge};
use instrument::order::{find, stable_sort_by};

/// The name of the text that is written and removed as a trial, to find out whether there is room. It has no data.
const TRIAL: &str = "room";

/// The greatest length of a sealed text: base64, the tag, the nonce and the JSON around them.
pub(super) fn sealed_length(key: &str, text: &str) -> usize {
    (encode(key, text).len() + TAG) * 4 / 3 + 100
}

/// Whether the text under `key` is never sealed: the lock, sealed texts, and the language, which is needed before
/// unlocking.
pub(super) fn is_never_sealed(key: &str) -> bool {
    matches!(
        Kind::of(key),
        Some((
            Kind::Language | Kind::Lock | Kind::LockCopy | Kind::Sealed,
            _
        ))
    )
}

/// An open lock: its key, and the texts that it could open.
pub(super) struct OpenStore<D, C: Cipher> {
    pub(super) storage: D,
    pub(super) environment: Environment<C>,
    key: C::Key,
    /// The id of the lock, in the form in which the lock's text contains it.
    id_tag: String,
    /// The store that this was made for. That store may have been closed or unlocked again since.
    pub(super) shared: Weak<Shared<D>>,
    pub(super) entries: RefCell<Entries>,
    /// Names of the sealed texts that did not open, in order: damaged, swapped, or written by a newer version.
    unopened: RefCell<Vec<String>>,
}

impl<D: RawStorage, C: Cipher> OpenStore<D, C> {
    /// A lock with this key and id tag. Its texts have not been read yet.
    pub(super) fn new(
        shared: &Rc<Shared<D>>,
        environment: Environment<C>,
        key: C::Key,
        id_tag: String,
    ) -> Rc<Self> {
        Rc::new(Self {
            storage: shared.storage.clone(),
            environment,
            key,
            id_tag,
            shared: Rc::downgrade(shared),
            entries: RefCell::default(),
            unopened: RefCell::default(),
        })
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.entries.borrow().all().to_vec()
    }

    /// Whether any sealed text did not open at the last [`OpenStore::read_new`].
    pub(super) fn has_unopened(&self) -> bool {
        !self.unopened.borrow().is_empty()
    }

    /// Opens the texts that were sealed since the last call, and drops those that were removed. Returns how many texts
    /// it opened. If that is 0 and no text failed to open, it never had to await the cipher, so the storage has not
    /// changed since it was read.
    ///
    /// # Errors
    /// When the storage cannot be read. Nothing has changed then.
    pub(super) async fn read_new(&self) -> Result<usize, Fault> {
        let known = stable_sort_by(&self.entries(), |a, b| a.name.cmp(&b.name));
        let (mut fresh, mut unopened) = (Vec::new(), Vec::new());
        for (place, text) in raw(&self.storage)? {
            let Some((Kind::Sealed, name)) = Kind::of(&place) else {
                continue;
            };
            if name == TRIAL {
                // Left over from a page that was stopped during a trial.
                let _ = self.storage.remove(&place);
                continue;
            }
            let have = find(&known, |entry| entry.name.as_str().cmp(name));
            if have.is_ok_and(|have| known[have].sealed == text) {
                continue;
            }
            match self.open_text(name, &text).await {
                Some((key, open)) => fresh.push(Entry {
                    name: name.to_owned(),
                    sealed: text,
                    key,
                    text: open,
                    before: None,
                }),
                None => unopened.push(name.to_owned()),
            }
        }
        let count = fresh.len();
        // If the storage cannot be read, assume that the text is still there.
        let stands = |entry: &Entry| match self.storage.text(&Kind::Sealed.key(&entry.name)) {
            Ok(now) => now.as_ref() == Some(&entry.sealed),
            Err(_) => true,
        };
        let gone = |name: &str| matches!(self.storage.text(&Kind::Sealed.key(name)), Ok(None));
        // Drop the texts that were deleted or changed while they were being opened.
        fresh.retain(stands);
        self.entries.borrow_mut().take(fresh, gone);
        self.unopened.replace(stable_sort_by(&unopened, Ord::cmp));
        Ok(count)
    }

    async fn open_text(&self, name: &str, text: &str) -> Option<(String, String)> {
        let sealed = Sealed::read(text).ok()?;
        let cipher = &self.environment.cipher;
        let bytes = cipher.open(&self.key, name, &sealed).await.ok()?;
        decode(&String::from_utf8(bytes).ok()?)
    }

    /// Seals `text` for storing it under `name`.
    pub(super) async fn seal_text(
        &self,
        name: &str,
        key: &str,
        text: &str,
    ) -> Result<String, CipherError> {
        let cipher = &self.environment.cipher;
        let nonce = cipher.random(NONCE)?;
        let bytes = encode(key, text);
        let data = cipher
            .seal(&self.key, &nonce, name, bytes.as_bytes())
            .await?;
        Ok(Sealed { nonce, data }.write())
    }

    /// A random name, which reveals nothing about the text.
    fn new_name(&self) -> Result<String, CipherError> {
        let bytes = self.environment.cipher.random(16)?;
        Ok(json::hex(&bytes))
    }

    /// Seals the texts that are still readable on the device.
    ///
    /// # Errors
    /// When there is no room or no cipher, or when the lock is gone. The texts that were not sealed are still readable.
    pub(super) async fn seal_readable(&self) -> Result<(), LockOutcome> {
        for (key, text) in raw(&self.storage)? {
            let stands = || matches!(self.storage.text(&key), Ok(Some(now)) if now == text);
            if is_never_sealed(&key) || !stands() {
                continue;
            }
            if self.holds(&key, &text)? {
                // It was sealed before, and the page stopped before it removed the readable text.
                self.storage.remove(&key)?;
                continue;
            }
            let name = self.new_name()?;
            let sealed = self.seal_text(&name, &key, &text).await?;
            // It was deleted or changed while it was being sealed.
            if !stands() {
                continue;
            }
            // Another tab has removed the lock. A text sealed now could never be opened again.
            if !self.matches_stored_lock()? {
                return Err(LockOutcome::Elsewhere);
            }
            let place = Kind::Sealed.key(&name);
            self.storage.put(&place, &sealed)?;
            self.entries.borrow_mut().add(Entry {
                name,
                sealed,
                key: key.clone(),
                text: text.clone(),
                before: None,
            });
            self.storage.remove(&key)?;
        }
        if self.matches_stored_lock()? {
            Ok(())
        } else {
            Err(LockOutcome::Elsewhere)
        }
    }

    /// Whether `text` is also stored sealed, with this `key`.
    fn holds(&self, key: &str, text: &str) -> Result<bool, Fault> {
        for entry in self.entries.borrow().holding(key, text) {
            let stands = self.storage.text(&Kind::Sealed.key(&entry.name))?;
            if stands.as_ref() == Some(&entry.sealed) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<D: RawStorage, C: Cipher> OpenLock for OpenStore<D, C> {
    fn matches_stored_lock(&self) -> Result<bool, Fault> {
        let locks = locks(&self.storage)?;
        let mut locks = locks.iter().flatten();
        Ok(locks.any(|lock| lock.contains(&self.id_tag)))
    }

    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        let unopened = self.unopened.borrow();
        let shown = |key: &str| match Kind::of(key) {
            // A text that another tab has just sealed has not been tried yet, so it is left out.
            Some((Kind::Sealed, name)) => find(&unopened, |other| other.as_str().cmp(name)).is_ok(),
            _ => true,
        };
        let mut all = raw(&self.storage)?;
        all.retain(|(key, _)| shown(key));
        let entries = self.entries.borrow();
        let pair = |entry: &Entry| (entry.key.clone(), entry.text.clone());
        all.extend(entries.all().iter().map(pair));
        // Two tabs may each have sealed a text under the same key.
        Ok(merge(&all, &[]))
    }

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        let stands = |name: &str| Ok(self.storage.text(&Kind::Sealed.key(name))?.is_some());
        let entries = self.entries.borrow();
        Ok(entries.text(key, stands)?.map(str::to_owned))
    }

    fn put(self: Rc<Self>, key: &str, text: &str) -> Result<(), Fault> {
        // Make sure there is room now, for this text and for all pending ones, so that the later writes seldom fail.
        let length = sealed_length(key, text);
        let trial = Kind::Sealed.key(TRIAL);
        let name = {
            let mut entries = self.entries.borrow_mut();
            entries.make_room(length, |bytes| {
                let room = self.storage.put(&trial, &" ".repeat(bytes));
                let removed = self.storage.remove(&trial);
                room.and(removed)
            })?;
            let name = match entries.name(key) {
                Some(name) => name.to_owned(),
                None => self.new_name().map_err(|CipherError| Fault::Blocked)?,
            };
            entries.put(&name, key, text, length);
            name
        };
        self.send(name, key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        let mut entries = self.entries.borrow_mut();
        entries.remove(key, |name| self.storage.remove(&Kind::Sealed.key(name)))
    }

    fn sealed_keys(&self) -> Vec<String> {
        let entries = self.entries.borrow();
        let keys = entries.all().iter();
        keys.map(|entry| Kind::Sealed.key(&entry.name)).collect()
    }

    fn unsettled(&self) -> Unsettled {
        self.entries.borrow().unsettled()
    }

    fn refresh(self: Rc<Self>) -> BoxFuture {
        Box::pin(async move {
            if self.read_new().await.is_ok() {
                self.separate();
            }
        })
    }
}
