//! What an open lock seals, as it reads open, and what of it is still on its way to the device.
//!
//! The ciphers answer later than a press is answered. What is put here can be read at once; the sealed text is written when the cipher
//! is done. Until then the device holds what it held before, and where the write fails that is what is left.

use super::merge::{apart, newer};
use super::{Effect, Fault, Kind, stored};
use crate::domain::check::CheckId;
use crate::domain::order::sorted;

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

/// Everything sealed that opened.
#[derive(Debug, Default)]
pub struct Entries {
    /// What can be read.
    pub all: Vec<Entry>,
    /// Bytes on their way to the device.
    pub pending: usize,
    /// What is to be removed once they have arrived: a draft goes only after its record has come.
    removed: Vec<Entry>,
}

impl Entries {
    /// These, all of which are on the device.
    pub fn of(all: Vec<Entry>) -> Self {
        Self {
            all,
            ..Self::default()
        }
    }

    /// The text under `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        let found = self.all.iter().find(|entry| entry.key == key);
        found.map(|entry| entry.text.as_str())
    }

    /// The name under which something has its place.
    pub fn name(&self, key: &str) -> Option<&str> {
        let found = self.all.iter().find(|entry| entry.key == key);
        found.map(|entry| entry.name.as_str())
    }

    /// Takes `text`, which goes on its way to the device under `name` and has `length` bytes there.
    pub fn put(&mut self, name: &str, key: &str, text: &str, length: usize) {
        self.pending += length;
        match self.all.iter_mut().find(|entry| entry.name == name) {
            Some(entry) => {
                let old = std::mem::replace(&mut entry.text, text.to_owned());
                if entry.before.is_none() && !entry.sealed.is_empty() {
                    entry.before = Some(old);
                }
            }
            None => self.all.push(Entry {
                name: name.to_owned(),
                key: key.to_owned(),
                text: text.to_owned(),
                ..Entry::default()
            }),
        }
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
        while let Some(place) = self.all.iter().position(|entry| entry.key == key) {
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

    /// Whether `text` is still what is to stand under `name`: it may have been changed or deleted while it was sealed.
    pub fn wants(&self, name: &str, text: &str) -> bool {
        let mut all = self.all.iter();
        all.any(|entry| entry.name == name && entry.text == text)
    }

    /// `sealed` is on the device, under `name`.
    pub fn arrived(&mut self, name: &str, sealed: String) {
        if let Some(entry) = self.all.iter_mut().find(|entry| entry.name == name) {
            entry.sealed = sealed;
            entry.before = None;
        }
    }

    /// `text` could not be written under `name`. From now on there is only what is on the device; of a finished check that is its
    /// draft, which stays. Returns what it is that has no place there, unless it was changed or deleted meanwhile.
    pub fn failed(&mut self, name: &str, text: &str, fault: Fault) -> Option<Returned> {
        let place = (self.all.iter()).position(|it| it.name == name && it.text == text)?;
        let entry = &mut self.all[place];
        let (key, mut before) = (entry.key.clone(), entry.before.take());
        match &before {
            Some(old) => entry.text.clone_from(old),
            None if entry.sealed.is_empty() => {
                self.all.remove(place);
            }
            // Only its key was to be changed, see `Entries::part`.
            None => return None,
        }
        if let Some((Kind::Record, id)) = Kind::of(&key) {
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
                if !self.all.iter().any(|other| other.name == entry.name) {
                    self.all.push(entry);
                }
            }
        }
        Some(Returned {
            key,
            text: text.to_owned(),
            before,
            fault,
        })
    }

    /// So many bytes are no longer on their way. Once none is, returns the names of what waited to be removed.
    pub fn settle(&mut self, length: usize) -> Vec<String> {
        self.pending = self.pending.saturating_sub(length);
        if self.pending > 0 {
            return Vec::new();
        }
        let removed = std::mem::take(&mut self.removed);
        removed.into_iter().map(|entry| entry.name).collect()
    }

    /// Two tabs that finish one check at the same moment each seal it under a name of their own. All but the newest get an id of
    /// their own here, as in [`merge`](super::merge()): else deleting one would delete both. Returns the names under which that has to be sealed
    /// anew.
    pub fn part(&mut self) -> Vec<String> {
        let of_a_record = |entry: &Entry| matches!(Kind::of(&entry.key), Some((Kind::Record, _)));
        let places: Vec<usize> = (0..self.all.len())
            .filter(|place| of_a_record(&self.all[*place]))
            .collect();
        let by_key = sorted(&places, |a, b| {
            let (a, b) = (&self.all[*a], &self.all[*b]);
            a.key
                .cmp(&b.key)
                .then_with(|| newer(&a.key, &a.text, &b.text))
        });
        let mut parted = Vec::new();
        // From the newest of each key down.
        let mut newest: Option<(String, String)> = None;
        for place in by_key.into_iter().rev() {
            let entry = &mut self.all[place];
            match &newest {
                Some((key, text)) if *key == entry.key => {
                    if *text == entry.text {
                        continue;
                    }
                }
                _ => {
                    newest = Some((entry.key.clone(), entry.text.clone()));
                    continue;
                }
            }
            if let Ok(check) = stored::read_check(&entry.text) {
                let own = apart(&check, |_| true);
                entry.key = Kind::Record.key(&own.id.0);
                entry.text = stored::write_check(&own);
                entry.before = None;
                parted.push(entry.name.clone());
            }
        }
        parted
    }
}

/// Something that was sealed, and could not be written after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The key it has open.
    pub key: String,
    /// Its text.
    pub text: String,
    /// What is on the device instead: an earlier state of it, or the draft of a finished check.
    pub before: Option<String>,
    /// Why.
    pub fault: Fault,
}

impl Returned {
    /// What is to be asked of the vault once more. `None` for a pack of other questions, which came with a backup.
    pub fn effect(&self) -> Option<Effect> {
        let check = |text: &str| stored::read_check(text).ok();
        let before = self.before.as_deref().and_then(check).map(Box::new);
        let text = self.text.as_str();
        Some(match Kind::of(&self.key)?.0 {
            Kind::Draft => Effect::KeepDraft {
                check: check(text)?,
                before,
            },
            Kind::Record => Effect::KeepRecord {
                check: check(text)?,
                draft: before,
            },
            Kind::Note => Effect::KeepNote(stored::read_note(text).ok()?),
            Kind::Plan => Effect::KeepPlan(stored::read_plan(text).ok()?),
            Kind::Settings => Effect::KeepSettings(stored::read_settings(text).ok()?),
            Kind::Pack => Effect::KeepPack,
            _ => return None,
        })
    }
}
