//! What is kept on the device: checks and the packs they were answered on, notes, plans, settings. The only writer of stored forms.
//!
//! Each thing has a key of its own, so two tabs never overwrite each other's records. What cannot be read stays where it is. A finished
//! check is never replaced: other answers under its id become a check of their own ([`Kept::Apart`]).
//!
//! Where texts are kept is a [`Store`]: local storage in a browser, a map in this example.
//!
//! ```
//! use std::cell::RefCell;
//! use std::collections::BTreeMap;
//! use std::rc::Rc;
//!
//! use instrument::{Answer, Answers, Check, CheckId, Moment, Pack};
//! use vault::{Change, Fault, Store, Vault};
//!
//! #[derive(Default)]
//! struct Memory(RefCell<BTreeMap<String, String>>);
//!
//! impl Store for Memory {
//!     fn all(&self) -> Result<Vec<(String, String)>, Fault> {
//!         Ok(self.0.borrow().clone().into_iter().collect())
//!     }
//!     fn read(&self, key: &str) -> Result<Option<String>, Fault> {
//!         Ok(self.0.borrow().get(key).cloned())
//!     }
//!     fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
//!         self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
//!         Ok(())
//!     }
//!     fn remove(&self, key: &str) -> Result<(), Fault> {
//!         self.0.borrow_mut().remove(key);
//!         Ok(())
//!     }
//! }
//!
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/examples/wellbeing.json"));
//! let pack = Rc::new(Pack::read(text).expect("a whole pack"));
//! let vault = Vault::new(Memory::default(), pack.clone(), text.into());
//!
//! // Tuesday 3 March 2026, 21:30 in London.
//! let now = Moment { utc: 1_772_573_400_000, offset: 0 };
//! let mut answers = Answers::blank(pack.len());
//! answers.set(0, Answer::Chosen(3));
//! let check = Check::begin(CheckId::new(now, 7), &pack, now).with(&pack, &answers, now);
//! vault.apply(&Change::KeepRecord { check: check.clone(), draft: None })?;
//!
//! let kept = vault.load()?;
//! assert_eq!(kept.records, [check]);
//! assert!(kept.aside.is_empty(), "nothing that could not be read");
//! # Ok::<(), Fault>(())
//! ```

mod apply;
pub mod backup;
mod lazy;
pub mod lock;
mod merge;
pub mod note;
pub mod plan;
mod snapshot;
mod stored;

pub use apply::Vault;
pub use lock::FailedWrite;
pub use merge::{apart, merge};
pub use note::Note;
pub use plan::Plan;
pub use snapshot::{Settings, Unread, VaultSnapshot};

use crate::plan::PlanId;
use instrument::check::{Check, CheckId};

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
    /// A second copy of [`Kind::Lock`]: without that text nothing sealed could ever be opened again.
    LockCopy,
    /// Something the lock has sealed.
    Sealed,
}

const KINDS: [(Kind, &str); 10] = [
    (Kind::Draft, "draft/"),
    (Kind::Record, "record/"),
    (Kind::Note, "note/"),
    (Kind::Plan, "plan/"),
    (Kind::Pack, "pack/"),
    (Kind::Settings, "settings"),
    (Kind::Language, "language"),
    // Before the lock, whose key is the beginning of this one.
    (Kind::LockCopy, "lock-copy"),
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
        matches!(
            self,
            Self::Settings | Self::Language | Self::Lock | Self::LockCopy
        )
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
    /// The browser did not remove something.
    Stuck,
}

/// A place for texts under keys: the browser's local storage, or memory in tests.
pub trait Store {
    /// Every key that begins with [`PREFIX`], with its text.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    fn all(&self) -> Result<Vec<(String, String)>, Fault>;
    /// The text under `key`.
    ///
    /// # Errors
    /// When the store cannot be asked: whether something stands there is then unknown, and must not be taken for no.
    fn read(&self, key: &str) -> Result<Option<String>, Fault>;
    /// The text under `key`, or `None` also where the store cannot be asked.
    fn get(&self, key: &str) -> Option<String> {
        self.read(key).ok().flatten()
    }
    /// Writes `text` under `key`.
    ///
    /// # Errors
    /// When there is no storage or no room; what stood there stays.
    fn put(&self, key: &str, text: &str) -> Result<(), Fault>;
    /// Removes `key`.
    ///
    /// # Errors
    /// When the browser does not remove it.
    fn remove(&self, key: &str) -> Result<(), Fault>;
    /// Removes every key of ours, sealed ones too, and those in `known`, which helps where the store cannot list its keys.
    ///
    /// # Errors
    /// When something of ours may still be there. Everything else is gone.
    fn clear(&self, known: &[String]) -> Result<(), Fault> {
        let all = self.all();
        let keys = all.map(|all| all.into_iter().map(|(key, _)| key).collect());
        clear_each(keys, known.to_vec(), &|key| self.remove(key))
    }
    /// Whether a lock was put on what is kept, and this store has not been given what opens it.
    ///
    /// # Errors
    /// When the store cannot be asked.
    fn locked(&self) -> Result<bool, Fault> {
        Ok(self.read(&Kind::Lock.key(""))?.is_some())
    }
}

/// Removes the keys that were `found`, those in `known`, and those that are always the same. One that cannot be removed does not save
/// the others.
///
/// # Errors
/// [`Fault::Stuck`] when one could not be removed, or when the keys could not be listed and so there may be more.
pub fn clear_each(
    found: Result<Vec<String>, Fault>,
    known: Vec<String>,
    remove: &dyn Fn(&str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut stuck = found.is_err();
    let mut keys = found.unwrap_or_default();
    keys.extend(known);
    for (kind, _) in KINDS {
        if kind.is_single() {
            keys.push(kind.key(""));
        }
    }
    for key in &keys {
        stuck |= remove(key).is_err();
    }
    if stuck { Err(Fault::Stuck) } else { Ok(()) }
}

/// What the rest of the app asks of the vault.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Write the draft.
    KeepDraft {
        /// The check under way.
        check: Check,
        /// The draft as this tab last read or wrote it. Something else in its place comes from another tab, and none at all
        /// means that it was cleared.
        before: Option<Box<Check>>,
    },
    /// Remove the draft.
    DropDraft {
        /// The check it is of.
        id: CheckId,
        /// Leave it if it holds answers other than these: another tab has gone on with it.
        seen: Option<Check>,
    },
    /// Write the finished check; its draft goes once that has worked.
    KeepRecord {
        /// The finished check.
        check: Check,
        /// Its draft as this tab last read or wrote it.
        draft: Option<Box<Check>>,
    },
    /// Remove a finished check, and the note to it.
    DropRecord {
        /// The check.
        id: CheckId,
        /// As this tab shows it. Another tab's with other answers under the same id stays.
        seen: Option<Check>,
    },
    /// Write a note; a blank one is removed. A note to a check that is no longer kept is not written: whoever deleted the check
    /// in another tab wanted its note gone too.
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
    /// Remove every key of this app's, among them these, which the person has seen.
    ClearAll(Vec<String>),
}

impl Change {
    /// What is written, by kind and name. `None` for what deletes or restores: that is done at once or not at all.
    ///
    /// An unfinished and a finished check of one id are the same thing.
    pub fn keeps(&self) -> Option<(Kind, &str)> {
        Some(match self {
            Self::KeepDraft { check, .. } | Self::KeepRecord { check, .. } => {
                (Kind::Record, &check.id.0)
            }
            Self::KeepNote(note) => (Kind::Note, &note.check.0),
            Self::KeepPlan(plan) => (Kind::Plan, &plan.id.0),
            Self::KeepSettings(_) => (Kind::Settings, ""),
            Self::KeepPack => (Kind::Pack, ""),
            _ => return None,
        })
    }

    /// The key and the text of what is written as it stands.
    pub fn text(&self) -> Option<(String, String)> {
        let (kind, text) = match self {
            Self::KeepDraft { check, .. } => (Kind::Draft, stored::write_check(check)),
            Self::KeepRecord { check, .. } => (Kind::Record, stored::write_check(check)),
            Self::KeepNote(note) if !note.is_blank() => (Kind::Note, stored::write_note(note)),
            Self::KeepPlan(plan) => (Kind::Plan, stored::write_plan(plan)),
            _ => return None,
        };
        let (_, name) = self.keeps()?;
        Some((kind.key(name), text))
    }
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As asked.
    Done,
    /// Written under this id. What this tab had written under the old one is gone, so the old one is not used again.
    Renamed(CheckId),
    /// Other answers stand under the id of this check, from another tab. It was written as a check of its own, under this id.
    Apart(CheckId),
    /// Not written: the check it belongs to has been deleted.
    Gone,
}
