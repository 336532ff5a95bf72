//! What is kept on the device: checks and the packs they were answered on, notes, plans, settings. The only writer of stored forms.
//!
//! One key a thing, so two tabs never overwrite each other's records. What cannot be read stays where it is.

pub mod backup;
pub mod lock;
mod merge;
mod shelf;
mod stored;

use std::rc::Rc;

pub use merge::merge;
pub use shelf::{Settings, Shelf, Unread};

use crate::domain::check::{Check, CheckId};
use crate::domain::plan::{Plan, PlanId};
use crate::domain::{Note, Pack};

/// Every key begins with this.
pub const PREFIX: &str = "compassion-check/";

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An unfinished check.
    Draft,
    /// A finished check.
    Record,
    /// A note to a check.
    Note,
    /// A plan.
    Plan,
    /// A copy of a pack.
    Pack,
    /// The settings.
    Settings,
    /// The language that was chosen: its tag and nothing else. Known before anything is unlocked, so never sealed.
    Language,
    /// What the lock opens with.
    Lock,
    /// Something the lock has sealed.
    Sealed,
}

const KINDS: [(Kind, &str); 9] = [
    (Kind::Draft, "draft/"),
    (Kind::Record, "record/"),
    (Kind::Note, "note/"),
    (Kind::Plan, "plan/"),
    (Kind::Pack, "pack/"),
    (Kind::Settings, "settings"),
    (Kind::Language, "language"),
    (Kind::Lock, "lock"),
    (Kind::Sealed, "sealed/"),
];

impl Kind {
    /// The kind of thing under `key`, and its name; nothing when this version writes no such key.
    pub fn of(key: &str) -> Option<(Self, &str)> {
        let rest = key.strip_prefix(PREFIX)?;
        let known = |(kind, prefix): &(Self, &str)| Some((*kind, rest.strip_prefix(prefix)?));
        KINDS
            .iter()
            .find_map(known)
            .filter(|(kind, name)| name.is_empty() == kind.is_single())
    }

    /// Whether there is only one of it.
    fn is_single(self) -> bool {
        matches!(self, Self::Settings | Self::Language | Self::Lock)
    }

    /// The key under which the thing called `name` stands.
    pub fn key(self, name: &str) -> String {
        let prefix = KINDS.iter().find(|(kind, _)| *kind == self);
        [PREFIX, prefix.map_or("", |(_, prefix)| prefix), name].concat()
    }
}

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser gives this page no storage.
    Blocked,
    /// There is storage, but no room.
    Full,
    /// What is kept is locked, perhaps by another tab.
    Locked,
    /// Something that cannot be read stands in the place, and is not overwritten.
    InTheWay,
}

/// A place for texts under keys: the browser's local storage, or memory in tests.
pub trait Store {
    /// Every key that begins with [`PREFIX`], with its text.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    fn all(&self) -> Result<Vec<(String, String)>, Fault>;
    /// The text under `key`.
    fn get(&self, key: &str) -> Option<String>;
    /// Writes `text` under `key`.
    ///
    /// # Errors
    /// When there is no storage or no room; what stood there stays.
    fn put(&self, key: &str, text: &str) -> Result<(), Fault>;
    /// Removes `key`.
    fn remove(&self, key: &str);
    /// Removes every key of ours, sealed ones too.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    fn clear(&self) -> Result<(), Fault> {
        for (key, _) in self.all()? {
            self.remove(&key);
        }
        Ok(())
    }
    /// Whether a lock was put on what is kept, and this store has not been given what opens it.
    fn locked(&self) -> bool {
        self.get(&Kind::Lock.key("")).is_some()
    }
}

/// What the rest of the app asks of the vault.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write the draft. `known` says that it had been written before, so its absence means it was cleared.
    KeepDraft {
        /// The check under way.
        check: Check,
        /// Whether it was written before.
        known: bool,
    },
    /// Remove the draft.
    DropDraft(CheckId),
    /// Write the finished check; its draft goes once that has worked.
    KeepRecord(Check),
    /// Remove a finished check, and the note to it.
    DropRecord(CheckId),
    /// Write a note; a blank one is removed.
    KeepNote(Note),
    /// Write a plan.
    KeepPlan(Plan),
    /// Remove a plan.
    DropPlan(PlanId),
    /// Write the settings.
    KeepSettings(Settings),
    /// Write all of this, or, where one cannot be written, leave everything as it was.
    Restore(Vec<(String, String)>),
    /// Write the current pack, if something kept was answered on it before all of it was here.
    KeepPack,
    /// Remove a text that was set aside.
    DropAside(String),
    /// Remove every key of this app's.
    ClearAll,
}

/// How an effect went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As asked.
    Done,
    /// Written, but what had been there was gone.
    WasCleared,
}

/// Keeps checks in a [`Store`].
pub struct Vault<S> {
    store: S,
    pack: Rc<Pack>,
    pack_text: Rc<str>,
}

impl<S: Store> Vault<S> {
    /// A vault over `store` for checks on `pack`, whose text is kept beside the first check on it.
    pub fn new(store: S, pack: Rc<Pack>, pack_text: Rc<str>) -> Self {
        Self {
            store,
            pack,
            pack_text,
        }
    }

    /// Reads everything. Removes nothing.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn load(&self) -> Result<Shelf, Fault> {
        Ok(Shelf::read(
            self.store.all()?,
            self.store.locked(),
            &self.pack,
        ))
    }

    /// Does what is asked.
    ///
    /// # Errors
    /// When something could not be written; what was there before is still there.
    pub fn apply(&self, effect: &Effect) -> Result<Kept, Fault> {
        // A lock put on by another tab: nothing readable may be written beside it.
        if self.store.locked() && effect != &Effect::ClearAll {
            return Err(Fault::Locked);
        }
        match effect {
            Effect::KeepDraft { check, known } => {
                let key = Kind::Draft.key(&check.id.0);
                let gone = *known && self.store.get(&key).is_none();
                self.keep(&key, check)?;
                return Ok(if gone { Kept::WasCleared } else { Kept::Done });
            }
            Effect::KeepRecord(check) => {
                self.keep(&Kind::Record.key(&check.id.0), check)?;
                self.drop_draft(&check.id);
            }
            Effect::DropDraft(id) => {
                self.drop_draft(id);
                self.drop_unused_packs()?;
            }
            Effect::DropRecord(id) => {
                self.store.remove(&Kind::Record.key(&id.0));
                self.store.remove(&Kind::Note.key(&id.0));
                self.drop_unused_packs()?;
            }
            Effect::KeepNote(note) if note.is_blank() => {
                let key = Kind::Note.key(&note.check.0);
                let have = self.store.get(&key);
                if have.is_some_and(|have| stored::readable(Kind::Note, &have)) {
                    self.store.remove(&key);
                }
            }
            Effect::KeepNote(note) => {
                self.put(Kind::Note, &note.check.0, &stored::write_note(note))?
            }
            Effect::KeepPlan(plan) => {
                self.put(Kind::Plan, &plan.id.0, &stored::write_plan(plan))?
            }
            Effect::DropPlan(id) => self.store.remove(&Kind::Plan.key(&id.0)),
            Effect::KeepSettings(settings) => {
                self.put(Kind::Settings, "", &stored::write_settings(settings))?;
            }
            Effect::Restore(all) => {
                self.put_all(all)?;
                for (key, _) in all {
                    // What was finished elsewhere is no longer unfinished here.
                    if let Some((Kind::Record, name)) = Kind::of(key) {
                        self.store.remove(&Kind::Draft.key(name));
                    }
                }
            }
            Effect::KeepPack => {
                let digest = &self.pack.key().digest;
                let key = Kind::Pack.key(digest);
                let all = self.store.all()?;
                let wanted = all.iter().any(|(_, text)| text.contains(digest));
                if self.pack.is_whole() && wanted && !all.iter().any(|(have, _)| *have == key) {
                    self.store.put(&key, &self.pack_text)?;
                }
            }
            Effect::DropAside(key) => {
                self.store.remove(key);
                self.drop_unused_packs()?;
            }
            Effect::ClearAll => self.store.clear()?,
        }
        Ok(Kept::Done)
    }

    /// Writes something that is changed again and again, but never over what cannot be read.
    fn put(&self, kind: Kind, name: &str, text: &str) -> Result<(), Fault> {
        let key = kind.key(name);
        match self.store.get(&key) {
            Some(have) if !stored::readable(kind, &have) => Err(Fault::InTheWay),
            _ => self.store.put(&key, text),
        }
    }

    /// Writes all, or takes back what it wrote.
    fn put_all(&self, all: &[(String, String)]) -> Result<(), Fault> {
        let mut before = Vec::new();
        for (key, text) in all {
            before.push((key, self.store.get(key)));
            if let Err(fault) = self.store.put(key, text) {
                // The last goes first: each step back leads to what had room before.
                for (key, old) in before.iter().rev() {
                    match old {
                        Some(old) => self.store.put(key, old)?,
                        None => self.store.remove(key),
                    }
                }
                return Err(fault);
            }
        }
        Ok(())
    }

    fn drop_draft(&self, id: &CheckId) {
        self.store.remove(&Kind::Draft.key(&id.0));
    }

    /// Writes the check, and beside it the pack it was answered on: without that it could not be shown later. As long as only
    /// the questions are here, [`Effect::KeepPack`] has to follow.
    fn keep(&self, key: &str, check: &Check) -> Result<(), Fault> {
        if self.pack.is_whole() && &check.pack == self.pack.key() {
            let pack_key = Kind::Pack.key(&check.pack.digest);
            if self.store.get(&pack_key).as_deref() != Some(&*self.pack_text) {
                self.store.put(&pack_key, &self.pack_text)?;
            }
        }
        self.store.put(key, &stored::write_check(check))
    }

    /// Removes packs that no stored text mentions, so that deleting the last check leaves nothing behind.
    fn drop_unused_packs(&self) -> Result<(), Fault> {
        let all = self.store.all()?;
        for (key, _) in &all {
            if let Some((Kind::Pack, digest)) = Kind::of(key) {
                let used = all.iter().any(|(other, text)| {
                    !matches!(Kind::of(other), Some((Kind::Pack, _))) && text.contains(digest)
                });
                if !used {
                    self.store.remove(key);
                }
            }
        }
        Ok(())
    }
}
