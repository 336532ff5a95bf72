//! What is kept on the device: drafts, records and the packs they were answered on. The only writer of stored forms.
//!
//! One key a check, so two tabs never overwrite each other's records. What cannot be read stays where it is.

mod stored;

use std::rc::Rc;

use crate::domain::Pack;
use crate::domain::check::{Check, CheckId};
use crate::domain::order::sorted;

/// Every key begins with this.
pub const PREFIX: &str = "compassion-check/";
const DRAFT: &str = "compassion-check/draft/";
const RECORD: &str = "compassion-check/record/";
const PACK: &str = "compassion-check/pack/";

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser gives this page no storage.
    Blocked,
    /// There is storage, but no room.
    Full,
}

/// Whether the text under `key` is a copy of a pack.
pub fn is_pack(key: &str) -> bool {
    key.starts_with(PACK)
}

/// The keys a check may stand under: as a draft, and finished.
pub fn keys_of(check: &Check) -> [String; 2] {
    [DRAFT, RECORD].map(|prefix| [prefix, &check.id.0].concat())
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
}

/// Why a stored text was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Not something this app wrote, or damaged.
    Garbage,
    /// Written by a newer version of this app.
    Newer,
    /// The questions it was answered on are no longer here, or do not fit.
    NoPack,
}

/// Everything found in the store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// Finished checks, newest first.
    pub records: Vec<Check>,
    /// Unfinished checks, newest first.
    pub drafts: Vec<Check>,
    /// The packs, other than the current one, that records and drafts were answered on.
    pub packs: Vec<Rc<Pack>>,
    /// What could not be read: its key, and why.
    pub aside: Vec<(String, Unread)>,
    /// All keys and texts as they stand.
    pub raw: Vec<(String, String)>,
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
    /// Remove a finished check.
    DropRecord(CheckId),
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
        let raw = sorted(&self.store.all()?, |a, b| a.0.cmp(&b.0));
        let mut shelf = Shelf::default();
        for (key, text) in &raw {
            if key.starts_with(PACK) {
                match Pack::read(text) {
                    Ok(pack) if pack.key() == self.pack.key() => {}
                    Ok(pack) => shelf.packs.push(Rc::new(pack)),
                    Err(_) => shelf.aside.push((key.clone(), Unread::Garbage)),
                }
            }
        }
        for (key, text) in &raw {
            let (list, id) = if let Some(id) = key.strip_prefix(DRAFT) {
                (&mut shelf.drafts, id)
            } else if let Some(id) = key.strip_prefix(RECORD) {
                (&mut shelf.records, id)
            } else {
                if !key.starts_with(PACK) {
                    shelf.aside.push((key.clone(), Unread::Garbage));
                }
                continue;
            };
            let fits = |check: &Check| {
                std::iter::once(&self.pack)
                    .chain(&shelf.packs)
                    .any(|pack| check.answers(pack).is_some())
            };
            match stored::read(text) {
                Ok(check) if check.id.0 != id => shelf.aside.push((key.clone(), Unread::Garbage)),
                Ok(check) if fits(&check) => list.push(check),
                Ok(_) => shelf.aside.push((key.clone(), Unread::NoPack)),
                Err(why) => shelf.aside.push((key.clone(), why)),
            }
        }
        shelf.records = sorted(&shelf.records, Check::newest_first);
        shelf.drafts = sorted(&shelf.drafts, Check::newest_first);
        shelf.raw = raw;
        Ok(shelf)
    }

    /// Does what is asked.
    ///
    /// # Errors
    /// When something could not be written; what was there before is still there.
    pub fn apply(&self, effect: &Effect) -> Result<Kept, Fault> {
        match effect {
            Effect::KeepDraft { check, known } => {
                let key = [DRAFT, &check.id.0].concat();
                let gone = *known && self.store.get(&key).is_none();
                self.keep(&key, check)?;
                return Ok(if gone { Kept::WasCleared } else { Kept::Done });
            }
            Effect::KeepRecord(check) => {
                self.keep(&[RECORD, &check.id.0].concat(), check)?;
                self.drop_draft(&check.id);
            }
            Effect::DropDraft(id) => {
                self.drop_draft(id);
                self.drop_unused_packs()?;
            }
            Effect::DropRecord(id) => {
                self.store.remove(&[RECORD, &id.0].concat());
                self.drop_unused_packs()?;
            }
            Effect::DropAside(key) => {
                self.store.remove(key);
                self.drop_unused_packs()?;
            }
            Effect::ClearAll => {
                for (key, _) in self.store.all()? {
                    self.store.remove(&key);
                }
            }
        }
        Ok(Kept::Done)
    }

    fn drop_draft(&self, id: &CheckId) {
        self.store.remove(&[DRAFT, &id.0].concat());
    }

    /// Writes the check, and beside it the pack it was answered on: without that it could not be shown later.
    fn keep(&self, key: &str, check: &Check) -> Result<(), Fault> {
        if &check.pack == self.pack.key() {
            let pack_key = [PACK, &check.pack.digest].concat();
            if self.store.get(&pack_key).as_deref() != Some(&*self.pack_text) {
                self.store.put(&pack_key, &self.pack_text)?;
            }
        }
        self.store.put(key, &stored::write(check))
    }

    /// Removes packs that no stored text mentions, so that deleting the last check leaves nothing behind.
    fn drop_unused_packs(&self) -> Result<(), Fault> {
        let all = self.store.all()?;
        for (key, _) in &all {
            if let Some(digest) = key.strip_prefix(PACK) {
                let used = all
                    .iter()
                    .any(|(other, text)| !other.starts_with(PACK) && text.contains(digest));
                if !used {
                    self.store.remove(key);
                }
            }
        }
        Ok(())
    }
}
