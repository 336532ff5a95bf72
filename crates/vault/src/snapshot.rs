//! Reads everything in the store.

use std::rc::Rc;

use super::lock::usable;
use super::{Kind, stored};
use crate::{Note, Plan, Settings, Unreadable};
use instrument::Pack;
use instrument::check::{Check, CheckId};
use instrument::order::{find, stable_sort_by};
use instrument::pack::{digest, read_pack};

/// Everything in the store, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VaultSnapshot {
    /// Finished checks, newest first.
    pub records: Vec<Check>,
    /// Unfinished checks, newest first. Drafts whose answers are all in the finished check with the same id are left
    /// out.
    pub drafts: Vec<Check>,
    /// The packs that records and drafts were answered on, without the current one.
    pub packs: Vec<Rc<Pack>>,
    /// Notes on checks, in the order of the checks' ids.
    pub notes: Vec<Note>,
    /// Plans, newest first.
    pub plans: Vec<Plan>,
    /// The settings.
    pub settings: Settings,
    /// The stored text of the lock, or of its copy if the lock is missing. [`VaultSnapshot::lock`] chooses the one to
    /// read.
    pub lock: Option<String>,
    /// The stored text of the lock's second copy.
    pub lock_copy: Option<String>,
    /// Whether the store is locked. Then only the lock and its copy are given here.
    pub locked: bool,
    /// The keys of texts that could not be read, and why, in the order of the keys.
    pub unreadable: Vec<(String, Unreadable)>,
    /// All keys and texts as they are stored, without the lock and its copy, in the order of the keys.
    pub raw: Vec<(String, String)>,
}

impl VaultSnapshot {
    /// Reads `all`, the texts of a store. `current` is the pack in use.
    pub fn read(all: Vec<(String, String)>, locked: bool, current: &Rc<Pack>) -> Self {
        let mut snapshot = Self {
            locked,
            ..Self::default()
        };
        let text = |kind| {
            let found = all.iter().find(|(key, _)| is(key, kind));
            found.map(|(_, text)| text.clone())
        };
        snapshot.lock_copy = text(Kind::LockCopy);
        snapshot.lock = text(Kind::Lock).or_else(|| snapshot.lock_copy.clone());
        if locked {
            return snapshot;
        }
        snapshot.raw = stable_sort_by(&all, |a, b| a.0.cmp(&b.0));
        snapshot
            .raw
            .retain(|(key, _)| !is(key, Kind::Lock) && !is(key, Kind::LockCopy));
        let raw = std::mem::take(&mut snapshot.raw);
        // Read the packs first, because whether a check can be read depends on them. Until the rest of the current pack
        // and the code that reads it are loaded, the questions are enough for that.
        let read = |text: &str| {
            if current.is_whole() {
                read_pack(text)
            } else {
                Pack::read_questions(text)
            }
        };
        let is_original = current.form().translation_of.is_none();
        let current_key = Kind::Pack.key(&current.key().digest);
        for (key, text) in raw.iter().filter(|(key, _)| is(key, Kind::Pack)) {
            // Nearly every store has a copy of the current pack. The same digest means the same text, so it need not be
            // read again.
            if is_original && *key == current_key && digest(text) == current.key().digest {
                continue;
            }
            match read(text) {
                Ok(pack) if Kind::Pack.key(&pack.key().digest) != *key => {
                    snapshot.unreadable.push((key.clone(), Unreadable::Garbage));
                }
                Ok(pack) if pack.key() == current.key() => {}
                Ok(pack) => snapshot.packs.push(Rc::new(pack)),
                Err(_) => snapshot.unreadable.push((key.clone(), Unreadable::Garbage)),
            }
        }
        for (key, text) in &raw {
            if let Err(why) = snapshot.take(key, text, current) {
                snapshot.unreadable.push((key.clone(), why));
            }
        }
        snapshot.records = stable_sort_by(&snapshot.records, Check::newest_first);
        snapshot.drafts = stable_sort_by(&snapshot.drafts, Check::newest_first);
        snapshot.plans = stable_sort_by(&snapshot.plans, Plan::newest_first);
        snapshot.unreadable = stable_sort_by(&snapshot.unreadable, |a, b| a.0.cmp(&b.0));
        snapshot.raw = raw;
        let mut drafts = std::mem::take(&mut snapshot.drafts);
        drafts.retain(|draft| {
            let record = snapshot.text(&Kind::Record.key(&draft.id.0));
            let record = record.and_then(|text| stored::read_check(text).ok());
            !record.is_some_and(|record| draft.is_within(&record))
        });
        snapshot.drafts = drafts;
        snapshot
    }

    /// The text to open the lock with: whichever of its two copies can be read.
    pub fn lock(&self) -> Option<&str> {
        usable(self.lock.as_deref(), self.lock_copy.as_deref())
    }

    /// The stored text under `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        let found = find(&self.raw, |(other, _)| (**other).cmp(key));
        found.ok().map(|place| self.raw[place].1.as_str())
    }

    /// The note on a check.
    pub fn note(&self, id: &CheckId) -> Option<&Note> {
        let found = find(&self.notes, |note| note.check.cmp(id));
        found.ok().map(|place| &self.notes[place])
    }

    /// Why the text under `key` could not be read. `None` if it could, or if there is none.
    pub fn unreadable_reason(&self, key: &str) -> Option<Unreadable> {
        let found = find(&self.unreadable, |(other, _)| (**other).cmp(key));
        found.ok().map(|place| self.unreadable[place].1)
    }

    /// Reads one text. Packs have already been read.
    fn take(&mut self, key: &str, text: &str, current: &Rc<Pack>) -> Result<(), Unreadable> {
        let (kind, name) = Kind::of(key).ok_or(Unreadable::Garbage)?;
        let named = |id: &str| (id == name).then_some(()).ok_or(Unreadable::Garbage);
        match kind {
            Kind::Draft | Kind::Record => {
                let check = stored::read_check(text)?;
                named(&check.id.0)?;
                let mut packs = std::iter::once(current).chain(&self.packs);
                if !packs.any(|pack| check.answers(pack).is_some()) {
                    return Err(Unreadable::NoPack);
                }
                if kind == Kind::Draft {
                    self.drafts.push(check);
                } else {
                    self.records.push(check);
                }
            }
            // These are read once the rest of the pack is loaded. No screen shows them earlier, and the code that reads
            // them is in the second module. Those that cannot be read are reported then, too.
            Kind::Note | Kind::Plan | Kind::Settings if !current.is_whole() => {}
            Kind::Note | Kind::Plan | Kind::Settings => {
                let Self {
                    notes,
                    plans,
                    settings,
                    ..
                } = self;
                stored::read_into(notes, plans, settings, key, text)?;
            }
            Kind::Sealed if self.lock.is_none() => return Err(Unreadable::NoLock),
            Kind::Sealed => return Err(Unreadable::Sealed),
            Kind::Pack | Kind::Language | Kind::Lock | Kind::LockCopy => {}
        }
        Ok(())
    }
}

fn is(key: &str, kind: Kind) -> bool {
    Kind::of(key).is_some_and(|(found, _)| found == kind)
}
