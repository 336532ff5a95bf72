//! The readable texts of an open lock, and which of them are still on their way to the device.
//!
//! Web Crypto is asynchronous, but a write has to be visible at once. So a text that is put here can be read at once,
//! and the sealed text is written when the cipher is done. Until then, and if the write fails, the device keeps what it
//! had before.

use std::cmp::Ordering;

use super::FailedWrite;
use super::store::Unsettled;
use crate::merge::newer;
use crate::{Fault, Kind};
use instrument::check::CheckId;
use instrument::order::{find, stable_sort_by};

/// One sealed text in readable form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The random name that it is stored under.
    pub name: String,
    /// The sealed text as it is on the device. Empty until it is written for the first time.
    pub sealed: String,
    /// The key that the text has when it is readable.
    pub key: String,
    /// The readable text.
    pub text: String,
    /// The text that is on the device, while a newer one is still being written.
    pub before: Option<String>,
}

impl Entry {
    /// Whether its text is not yet on the device.
    pub fn is_pending(&self) -> bool {
        self.sealed.is_empty() || self.before.is_some()
    }
}

/// All the texts that an open lock could open, in readable form.
#[derive(Debug, Default)]
pub struct Entries {
    /// The readable texts, in the order of their keys. If two tabs sealed a text under the same key, the newer comes
    /// first.
    pub(super) all: Vec<Entry>,
    /// Bytes that are still to be written to the device.
    pending: usize,
    /// The size of the last trial write that succeeded, including the pending bytes. 0 if there was none.
    room: usize,
    /// The size of the last trial write that failed. 0 if there was none.
    too_much: usize,
    /// Entries to remove from the device once all pending writes are done: a draft may only go after its record has
    /// been written.
    pub(super) removed: Vec<Entry>,
}

impl Entries {
    /// Creates entries that are all on the device.
    pub fn of(all: Vec<Entry>) -> Self {
        let mut entries = Self::default();
        entries.extend(all);
        entries
    }

    /// All entries, in the order of their keys.
    pub fn all(&self) -> &[Entry] {
        &self.all
    }

    /// Adds these entries. None of them may be here already.
    pub fn extend(&mut self, more: Vec<Entry>) {
        self.all.extend(more);
        self.all = stable_sort_by(&self.all, before);
    }

    /// Adds an entry, which may not be here already.
    pub fn add(&mut self, entry: Entry) {
        let (Ok(place) | Err(place)) = find(&self.all, |other| before(other, &entry));
        self.all.insert(place, entry);
    }

    /// The pending writes and the pending removals.
    pub(super) fn unsettled(&self) -> Unsettled {
        let pending = self.all.iter().filter(|entry| entry.is_pending());
        let removed = self.removed.iter();
        Unsettled {
            puts: pending
                .map(|entry| (entry.key.clone(), entry.text.clone()))
                .collect(),
            removals: removed.map(|entry| entry.name.clone()).collect(),
        }
    }

    /// The entries on the device with this `key` and `text`.
    pub(super) fn holding(&self, key: &str, text: &str) -> impl Iterator<Item = &Entry> {
        let first = self.first(key).unwrap_or(self.all.len());
        let same = self.all[first..]
            .iter()
            .take_while(move |entry| entry.key == key);
        same.filter(move |entry| entry.text == text && !entry.is_pending())
    }

    fn first(&self, key: &str) -> Result<usize, usize> {
        find(&self.all, |entry| entry.key.as_str().cmp(key))
    }

    /// The index of the entry with this key and name. The error is the index to insert it at.
    fn place(&self, key: &str, name: &str) -> Result<usize, usize> {
        let first = self.first(key)?;
        let mut same = self.all[first..]
            .iter()
            .take_while(|entry| entry.key == key);
        let at = same.position(|entry| entry.name == name);
        at.map(|at| first + at).ok_or(first)
    }

    fn get(&self, key: &str) -> Option<&Entry> {
        Some(&self.all[self.first(key).ok()?])
    }

    /// The text under `key`. `stands` says whether a sealed text of that name is on the device. If it is gone, another
    /// tab has deleted it and this tab has not noticed yet. Then this is `None`.
    ///
    /// # Errors
    /// When `stands` fails.
    pub fn text(
        &self,
        key: &str,
        stands: impl FnOnce(&str) -> Result<bool, Fault>,
    ) -> Result<Option<&str>, Fault> {
        match self.get(key) {
            Some(entry) if entry.sealed.is_empty() || stands(&entry.name)? => Ok(Some(&entry.text)),
            _ => Ok(None),
        }
    }

    /// The name under which the text with this `key` is stored.
    pub fn name(&self, key: &str) -> Option<&str> {
        self.get(key).map(|entry| entry.name.as_str())
    }

    /// Makes sure that the device has room for `length` more bytes. `try_room` writes that many bytes as a trial. If
    /// writes are already pending, it tries a larger size first, so that it need not try again for each text.
    ///
    /// # Errors
    /// When there is no room.
    pub fn make_room(
        &mut self,
        length: usize,
        mut try_room: impl FnMut(usize) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let needed = self.pending + length;
        if needed <= self.room {
            return Ok(());
        }
        if self.pending > 0 {
            let more = match self.too_much.saturating_sub(needed) {
                0 => 2 * needed,
                between => (2 * needed).min(needed + between / 2),
            };
            match try_room(more) {
                Ok(()) => {
                    self.room = more;
                    return Ok(());
                }
                Err(_) => self.too_much = more,
            }
        }
        try_room(needed)?;
        self.room = needed;
        Ok(())
    }

    /// Adds or replaces the text under `key`. It will be written to the device under `name` and take `length` bytes
    /// there.
    pub fn put(&mut self, name: &str, key: &str, text: &str, length: usize) {
        self.pending += length;
        match self.place(key, name) {
            Ok(place) => {
                let entry = &mut self.all[place];
                let old = std::mem::replace(&mut entry.text, text.to_owned());
                if entry.before.is_none() && !entry.sealed.is_empty() {
                    entry.before = Some(old);
                }
            }
            Err(place) => self.all.insert(
                place,
                Entry {
                    name: name.to_owned(),
                    key: key.to_owned(),
                    text: text.to_owned(),
                    ..Entry::default()
                },
            ),
        }
    }

    /// Counts `length` more pending bytes for an entry that is sealed once more.
    pub fn seal_again(&mut self, length: usize) {
        self.pending += length;
    }

    /// Removes all entries under `key`. Calls `remove` with their names at once, or leaves the removal until the
    /// pending writes are done.
    ///
    /// # Errors
    /// When `remove` fails. The entry can then still be read.
    pub fn remove(
        &mut self,
        key: &str,
        mut remove: impl FnMut(&str) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        while let Ok(place) = self.first(key) {
            if self.pending == 0 {
                remove(&self.all[place].name)?;
            }
            let entry = self.all.remove(place);
            if self.pending > 0 {
                self.removed.push(entry);
            }
        }
        Ok(())
    }

    /// Whether `text` is still the one to write under `name` and `key`. It may have been changed or deleted while it
    /// was being sealed.
    pub fn wants(&self, name: &str, key: &str, text: &str) -> bool {
        let place = self.place(key, name);
        place.is_ok_and(|place| self.all[place].text == text)
    }

    /// The sealed text as it was last known on the device. Empty if it was never written.
    pub(super) fn sealed(&self, name: &str, key: &str) -> &str {
        let place = self.place(key, name);
        place.map_or("", |place| &self.all[place].sealed)
    }

    /// Records that `sealed` is now on the device under `name`.
    pub fn written(&mut self, name: &str, key: &str, sealed: String) {
        if let Ok(place) = self.place(key, name) {
            let entry = &mut self.all[place];
            entry.sealed = sealed;
            entry.before = None;
        }
    }

    /// Records that `text` could not be written under `name`. The entry goes back to what is on the device; for a
    /// finished check that is its draft, which is then not removed. Returns the failed write. `None` if the entry was
    /// changed or deleted meanwhile.
    pub fn failed(
        &mut self,
        name: &str,
        key: &str,
        text: &str,
        fault: Fault,
    ) -> Option<FailedWrite> {
        let place = self.place(key, name).ok()?;
        let entry = &mut self.all[place];
        if entry.text != text {
            return None;
        }
        let mut before = entry.before.take();
        match &before {
            Some(old) => entry.text.clone_from(old),
            None if entry.sealed.is_empty() => {
                self.all.remove(place);
            }
            // Only its key was going to change, see `Entries::separate`.
            None => return None,
        }
        if let Some((Kind::Record, id)) = Kind::of(key) {
            // The record's id may differ from its draft's: it may have been changed when the check was finished.
            let record = CheckId(id.to_owned());
            let is_its_draft = |entry: &Entry| match Kind::of(&entry.key) {
                Some((Kind::Draft, id)) => CheckId(id.to_owned()).origin() == record.origin(),
                _ => false,
            };
            let removed = std::mem::take(&mut self.removed).into_iter();
            let (mine, others): (Vec<_>, _) = removed.partition(is_its_draft);
            self.removed = others;
            for mut entry in mine.into_iter().filter(|entry| !entry.sealed.is_empty()) {
                if let Some(old) = entry.before.take() {
                    entry.text = old;
                }
                before = Some(entry.text.clone());
                // A change by another tab may already have brought it back.
                if let Err(place) = self.place(&entry.key, &entry.name) {
                    self.all.insert(place, entry);
                }
            }
        }
        Some(FailedWrite {
            key: key.to_owned(),
            text: text.to_owned(),
            before,
            fault,
        })
    }

    /// Counts `length` bytes as no longer pending. Once none are pending, returns the entries that are now to be
    /// removed.
    pub fn settle(&mut self, length: usize) -> Vec<Entry> {
        for bytes in [&mut self.pending, &mut self.room, &mut self.too_much] {
            *bytes = bytes.saturating_sub(length);
        }
        if self.pending > 0 {
            return Vec::new();
        }
        // Other tabs may use up the room from now on, so the results of the trials no longer count.
        (self.room, self.too_much) = (0, 0);
        std::mem::take(&mut self.removed)
    }
}

/// The order of [`Entries`]: by key, and the newer of two with the same key first.
fn before(a: &Entry, b: &Entry) -> Ordering {
    let keys = a.key.cmp(&b.key);
    keys.then_with(|| newer(&a.key, &b.text, &a.text))
}
