//! A lock that is open. Web Crypto is asynchronous, but a write has to be visible at once, so what was accepted holds meanwhile.

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

/// The name of the text that is written to find out whether there is room, and removed again. It holds no data.
const TRIAL: &str = "room";

/// The greatest length of a sealed text: base64, the tag, the nonce and the form around them.
pub(super) fn sealed_length(key: &str, text: &str) -> usize {
    (encode(key, text).len() + TAG) * 4 / 3 + 100
}

/// Whether what stands under `key` is never sealed: the lock, what it has sealed, and what has to be known before it is opened.
pub(super) fn is_never_sealed(key: &str) -> bool {
    matches!(
        Kind::of(key),
        Some((
            Kind::Language | Kind::Lock | Kind::LockCopy | Kind::Sealed,
            _
        ))
    )
}

/// A lock that is open: the key, and everything that it seals.
pub(super) struct OpenStore<D, C: Cipher> {
    pub(super) storage: D,
    pub(super) environment: Environment<C>,
    key: C::Key,
    /// The id of the lock, as it is written in its text.
    id_tag: String,
    /// The store that this was made for, which may have been closed or opened anew since.
    pub(super) shared: Weak<Shared<D>>,
    pub(super) entries: RefCell<Entries>,
    /// Names of the sealed texts that did not open: damaged, exchanged, or from a newer version.
    unopened: RefCell<Vec<String>>,
}

impl<D: RawStorage, C: Cipher> OpenStore<D, C> {
    /// The lock with this key and id tag, before anything that it sealed was read.
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

    /// Whether some sealed text did not open when they were read last.
    pub(super) fn has_unopened(&self) -> bool {
        !self.unopened.borrow().is_empty()
    }

    /// Opens what was sealed since it was read last, and forgets what was removed. Returns how many texts were opened. When that is
    /// none and all opened, nothing was waited for: what follows sees the storage as it was read.
    ///
    /// # Errors
    /// When the storage cannot be read; nothing has changed then.
    pub(super) async fn read_new(&self) -> Result<usize, Fault> {
        let known = stable_sort_by(&self.entries(), |a, b| a.name.cmp(&b.name));
        let (mut fresh, mut unopened) = (Vec::new(), Vec::new());
        for (place, text) in raw(&self.storage)? {
            let Some((Kind::Sealed, name)) = Kind::of(&place) else {
                continue;
            };
            if name == TRIAL {
                // Left where a page was stopped in the midst of a trial.
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
        // A text that cannot be asked for is taken to be still there.
        let stands = |entry: &Entry| match self.storage.text(&Kind::Sealed.key(&entry.name)) {
            Ok(now) => now.as_ref() == Some(&entry.sealed),
            Err(_) => true,
        };
        let gone = |name: &str| matches!(self.storage.text(&Kind::Sealed.key(name)), Ok(None));
        // Deleted or changed again while it was opened.
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

    /// The sealed text of `text`, which is to stand under `name`.
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

    /// A random name: it says nothing about what stands under it.
    fn new_name(&self) -> Result<String, CipherError> {
        let bytes = self.environment.cipher.random(16)?;
        Ok(json::hex(&bytes))
    }

    /// Seals what still stands readable.
    ///
    /// # Errors
    /// When there is no room or no cipher, or when the lock is gone. What was not sealed still stands readable.
    pub(super) async fn seal_readable(&self) -> Result<(), LockOutcome> {
        for (key, text) in raw(&self.storage)? {
            let stands = || matches!(self.storage.text(&key), Ok(Some(now)) if now == text);
            if is_never_sealed(&key) || !stands() {
                continue;
            }
            if self.holds(&key, &text)? {
                // It was sealed, and the page stopped before the readable text was removed.
                self.storage.remove(&key)?;
                continue;
            }
            let name = self.new_name()?;
            let sealed = self.seal_text(&name, &key, &text).await?;
            // Deleted or changed while it was sealed.
            if !stands() {
                continue;
            }
            // Another tab has taken the lock off: sealed now, it could never be opened again.
            if !self.fits()? {
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
        if self.fits()? {
            Ok(())
        } else {
            Err(LockOutcome::Elsewhere)
        }
    }

    /// Whether `text` stands sealed, under its `key`, too.
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
    fn fits(&self) -> Result<bool, Fault> {
        let locks = locks(&self.storage)?;
        let mut locks = locks.iter().flatten();
        Ok(locks.any(|lock| lock.contains(&self.id_tag)))
    }

    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        let unopened = self.unopened.borrow();
        let shown = |key: &str| match Kind::of(key) {
            // A text that another tab has just sealed was not tried yet.
            Some((Kind::Sealed, name)) => find(&unopened, |other| other.as_str().cmp(name)).is_ok(),
            _ => true,
        };
        let mut all = raw(&self.storage)?;
        all.retain(|(key, _)| shown(key));
        let entries = self.entries.borrow();
        let pair = |entry: &Entry| (entry.key.clone(), entry.text.clone());
        all.extend(entries.all().iter().map(pair));
        // Two tabs may each have sealed the same thing.
        Ok(merge(&all, &[]))
    }

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        let stands = |name: &str| Ok(self.storage.text(&Kind::Sealed.key(name))?.is_some());
        let entries = self.entries.borrow();
        Ok(entries.text(key, stands)?.map(str::to_owned))
    }

    fn put(self: Rc<Self>, key: &str, text: &str) -> Result<(), Fault> {
        // Checks for room now, for this text and for all pending ones, so that later writes seldom fail.
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
