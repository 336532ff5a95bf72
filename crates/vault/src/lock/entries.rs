//! What an open lock seals, as it reads open, and what of it is still on its way to the device.
//!
//! Web Crypto is asynchronous, but a write has to be visible at once. A text that is put here can be read at once; the sealed text is written when the
//! cipher is done. Until then the device holds what it held before. Where the write fails, that is what is left.

use std::cmp::Ordering;

use super::FailedWrite;
use super::store::Unsettled;
use crate::merge::newer;
use crate::{Fault, Kind};
use instrument::check::CheckId;
use instrument::order::{find, stable_sort_by};

/// Something sealed, open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name it stands under.
    pub name: String,
    /// The sealed text as it stands; empty until it is written for the first time.
    pub sealed: String,
    /// The key it had before it was sealed.
    pub key: String,
    /// Its text.
    pub text: String,
    /// While a newer text is on its way: the text that is on the device.
    pub before: Option<String>,
}

impl Entry {
    /// Whether its text is still on its way to the device.
    pub fn is_pending(&self) -> bool {
        self.sealed.is_empty() || self.before.is_some()
    }
}

/// Everything sealed that opened.
#[derive(Debug, Default)]
pub struct Entries {
    /// What can be read, in the order of the keys. Where two tabs sealed one thing, the newer comes first.
    pub(super) all: Vec<Entry>,
    /// Bytes on their way to the device.
    pending: usize,
    /// A trial write of this many bytes succeeded, those on their way included.
    room: usize,
    /// A trial write of this many bytes failed. 0 if none has.
    too_much: usize,
    /// What is to be removed once they have arrived: a draft goes only after its record has come.
    pub(super) removed: Vec<Entry>,
}

impl Entries {
    /// These entries, all of which are on the device.
    pub fn of(all: Vec<Entry>) -> Self {
        let mut entries = Self::default();
        entries.extend(all);
        entries
    }

    /// Each of them, in the order of the keys.
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

    /// What is on its way to the device, and what is to be removed from it.
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

    /// The sealed texts on the device that hold `text` under `key`.
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

    /// Where the one with this key and name is, or else where it belongs.
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

    /// The text under `key`. If it was on the device and no longer `stands` there under its name, another tab has deleted it and this one
    /// has not heard of that yet. Then this is `None`.
    ///
    /// # Errors
    /// When `stands` cannot look.
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

    /// The name under which something has its place.
    pub fn name(&self, key: &str) -> Option<&str> {
        self.get(key).map(|entry| entry.name.as_str())
    }

    /// Makes sure that the device has room for `length` more bytes. `try_room` writes that many bytes as a trial. When many texts are
    /// being sealed, it tries more than is needed, so that it need not try again with each text.
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

    /// Takes `text`, which goes on its way to the device under `name` and has `length` bytes there.
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

    /// An entry is sealed once more. It will have `length` bytes on the device.
    pub fn seal_again(&mut self, length: usize) {
        self.pending += length;
    }

    /// Removes what stands under `key`, by `remove` from the device, or after what is on its way.
    ///
    /// # Errors
    /// When it is not removed from the device. Then it can still be read.
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

    /// Whether `text` is still what is to stand under `name` and `key`: it may have been changed or deleted while it was sealed.
    pub fn wants(&self, name: &str, key: &str, text: &str) -> bool {
        let place = self.place(key, name);
        place.is_ok_and(|place| self.all[place].text == text)
    }

    /// The sealed text of something as it was last known to stand; empty where it was never written.
    pub(super) fn sealed(&self, name: &str, key: &str) -> &str {
        let place = self.place(key, name);
        place.map_or("", |place| &self.all[place].sealed)
    }

    /// `sealed` is on the device, under `name`.
    pub fn written(&mut self, name: &str, key: &str, sealed: String) {
        if let Ok(place) = self.place(key, name) {
            let entry = &mut self.all[place];
            entry.sealed = sealed;
            entry.before = None;
        }
    }

    /// `text` could not be written under `name`. From now on there is only what is on the device; of a finished check that is its
    /// draft, which stays. Returns what it is that has no place there, unless it was changed or deleted meanwhile.
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
            // Only its key was to be changed, see `Entries::separate`.
            None => return None,
        }
        if let Some((Kind::Record, id)) = Kind::of(key) {
            // It may have got another id as it was finished.
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
                // Another tab's change may have brought it back before.
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

    /// So many bytes are no longer on their way. Once none is, returns what waited to be removed.
    pub fn settle(&mut self, length: usize) -> Vec<Entry> {
        for bytes in [&mut self.pending, &mut self.room, &mut self.too_much] {
            *bytes = bytes.saturating_sub(length);
        }
        if self.pending > 0 {
            return Vec::new();
        }
        // What other tabs write from here on is not known.
        (self.room, self.too_much) = (0, 0);
        std::mem::take(&mut self.removed)
    }
}

/// The order of [`Entries`].
fn before(a: &Entry, b: &Entry) -> Ordering {
    let keys = a.key.cmp(&b.key);
    keys.then_with(|| newer(&a.key, &b.text, &a.text))
}
