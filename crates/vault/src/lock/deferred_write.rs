//! Seals and writes later what an open lock has accepted. By then the store may have been closed, or the lock removed.

use std::rc::Rc;

use super::open::{OpenStore, sealed_length};
use super::store::OpenLock;
use super::{Cipher, CipherError, DeferredFailure, Entries, RawStorage};
use crate::{Fault, Kind};

impl<D: RawStorage, C: Cipher> OpenStore<D, C> {
    /// The store's open lock if it is a different one: this one was closed, and the store was unlocked again.
    fn successor(&self) -> Option<Rc<dyn OpenLock>> {
        let open = self.shared.upgrade()?.open()?;
        let same = std::ptr::addr_eq(Rc::as_ptr(&open), self);
        (!same).then_some(open)
    }

    fn is_current(&self) -> bool {
        let shared = self.shared.upgrade();
        let open = shared.and_then(|shared| shared.open());
        open.is_some_and(|open| std::ptr::addr_eq(Rc::as_ptr(&open), self))
    }

    /// Seals `text` in the background and then writes it under `name`.
    pub(super) fn send(self: &Rc<Self>, name: String, key: String, text: String) {
        let lock = Rc::clone(self);
        let task = async move { lock.write_later(&name, key, text).await };
        (self.environment.spawn)(Box::pin(task));
    }

    async fn write_later(&self, name: &str, key: String, text: String) {
        let report = |failure| (self.environment.report)(failure);
        let written = match self.seal_text(name, &key, &text).await {
            Ok(sealed) => self.write(name, &key, &text, sealed),
            Err(CipherError) => Err(Fault::Blocked),
        };
        let current = self.is_current();
        let (failed, removed) = {
            let mut entries = self.entries.borrow_mut();
            let failed = written.err();
            let failed = failed.and_then(|fault| entries.failed(name, &key, &text, fault));
            (failed, entries.settle(sealed_length(&key, &text)))
        };
        // A text that was accepted before everything was cleared must not come back.
        let cleared = || {
            self.matches_stored_lock() == Ok(false)
                && !self.lock_was_removed(&self.entries.borrow(), &key)
        };
        if let Some(failed) = failed.filter(|_| !cleared()) {
            report(DeferredFailure::Write(Box::new(failed)));
        }
        for entry in removed {
            let place = Kind::Sealed.key(&entry.name);
            // If this lock was closed, a text that differs from ours was changed by another lock or tab.
            let same = || matches!(self.storage.text(&place), Ok(Some(now)) if now == entry.sealed);
            if (current || same())
                && let Err(fault) = self.storage.remove(&place)
            {
                report(DeferredFailure::Remove(fault));
            }
        }
        if let Some(successor) = self.successor() {
            successor.refresh().await;
        }
    }

    /// Writes a sealed text, unless a newer one has replaced it meanwhile. A lock that was closed meanwhile still
    /// writes it, as long as the lock on the device is the one it was sealed for.
    ///
    /// # Errors
    /// [`Fault::Locked`] when another tab has removed the lock meanwhile. Then the caller has to store the text
    /// unsealed.
    fn write(&self, name: &str, key: &str, text: &str, sealed: String) -> Result<(), Fault> {
        let fits = self.matches_stored_lock()?;
        let mut entries = self.entries.borrow_mut();
        if !entries.wants(name, key, text) {
            return Ok(());
        }
        if !fits {
            return if self.lock_was_removed(&entries, key) {
                Err(Fault::Locked)
            } else {
                Ok(())
            };
        }
        let place = Kind::Sealed.key(name);
        if !self.is_current() {
            // Another lock or tab may have changed it since.
            let before = self.storage.text(&place)?;
            if before.as_deref().unwrap_or_default() != entries.sealed(name, key) {
                return Ok(());
            }
        }
        self.storage.put(&place, &sealed)?;
        entries.written(name, key, sealed);
        Ok(())
    }

    /// Whether another tab has removed the lock without clearing everything. This is so if a text of the same check or
    /// plan is readable on the device, or a text that this lock held.
    fn lock_was_removed(&self, entries: &Entries, key: &str) -> bool {
        let stands = |key: &str| matches!(self.storage.text(key), Ok(Some(_)));
        let about = of_a_check_or_plan(key);
        let same = about.is_some_and(|id| KINDS.iter().any(|kind| stands(&kind.key(id))));
        let mut held = entries.all().iter();
        same || held.any(|entry| of_a_check_or_plan(&entry.key).is_some() && stands(&entry.key))
    }

    /// Gives a new id to the older of two checks that two tabs sealed under one id, see [`Entries::separate`].
    pub(super) fn separate(self: &Rc<Self>) {
        let separated = self.entries.borrow_mut().separate();
        for entry in separated {
            let length = sealed_length(&entry.key, &entry.text);
            self.entries.borrow_mut().seal_again(length);
            self.send(entry.name, entry.key, entry.text);
        }
    }
}

/// The kinds of text that belong to one check or one plan.
const KINDS: [Kind; 4] = [Kind::Draft, Kind::Record, Kind::Note, Kind::Plan];

/// The id of the check or plan that the text under `key` belongs to.
fn of_a_check_or_plan(key: &str) -> Option<&str> {
    let (kind, id) = Kind::of(key)?;
    KINDS.contains(&kind).then_some(id)
}
