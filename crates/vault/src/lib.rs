//! What is stored on the device: checks and the packs they were answered on, notes, plans and settings. No other crate
//! writes stored forms.
//!
//! Each thing has its own key, so two tabs never overwrite each other's records. A text that cannot be read stays where
//! it is. A finished check is never replaced: other answers under its id become a separate check
//! ([`StoreOutcome::Forked`]).
//!
//! The texts are kept in a [`Store`]: local storage in a browser, a map in this example.
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
//! assert!(kept.unreadable.is_empty(), "nothing that could not be read");
//! # Ok::<(), Fault>(())
//! ```

mod apply;
pub mod backup;
mod edit;
pub mod lock;
mod merge;
pub mod note;
pub mod plan;
mod removal;
mod settings;
mod snapshot;
mod stored;
mod unreadable;

pub use apply::Vault;
pub use lock::FailedWrite;
pub use merge::{merge, with_content_id};
pub use note::Note;
pub use plan::Plan;
pub use settings::Settings;
pub use snapshot::VaultSnapshot;
pub use unreadable::Unreadable;

use crate::plan::PlanId;
use instrument::check::{Check, CheckId};

/// The prefix of every key.
pub const PREFIX: &str = "compassion-check/";

/// The kind of thing that is stored under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An unfinished check.
    Draft,
    /// A finished check.
    Record,
    /// A note on a check.
    Note,
    /// A plan.
    Plan,
    /// A copy of a pack.
    Pack,
    /// The settings.
    Settings,
    /// The tag of the chosen language. It is needed before anything is unlocked, so it is never sealed.
    Language,
    /// The lock, see [`lock::Lock`].
    Lock,
    /// A second copy of [`Kind::Lock`]. Without that text nothing sealed could ever be opened again.
    LockCopy,
    /// A sealed text.
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
    // Before "lock", which is a prefix of it.
    (Kind::LockCopy, "lock-copy"),
    (Kind::Lock, "lock"),
    (Kind::Sealed, "sealed/"),
];

impl Kind {
    /// The kind and the name in `key`. `None` if this version writes no such key.
    pub fn of(key: &str) -> Option<(Self, &str)> {
        let rest = key.strip_prefix(PREFIX)?;
        let known = |(kind, prefix): &(Self, &str)| Some((*kind, rest.strip_prefix(prefix)?));
        KINDS
            .iter()
            .find_map(known)
            .filter(|(kind, name)| name.is_empty() == kind.is_single())
    }

    /// Whether there is only one thing of this kind, without a name.
    fn is_single(self) -> bool {
        matches!(
            self,
            Self::Settings | Self::Language | Self::Lock | Self::LockCopy
        )
    }

    /// The key of the thing with this name.
    pub fn key(self, name: &str) -> String {
        let prefix = KINDS.iter().find(|(kind, _)| *kind == self);
        [PREFIX, prefix.map_or("", |(_, prefix)| prefix), name].concat()
    }
}

/// Why a change could not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser gives this page no storage.
    Blocked,
    /// There is storage, but no room.
    Full,
    /// The store is locked, perhaps by another tab.
    Locked,
    /// A text that cannot be read is in the way, and is not overwritten.
    InTheWay,
    /// The browser did not remove a key.
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
    /// When the store cannot be accessed. The caller must not take this to mean that there is no text.
    fn read(&self, key: &str) -> Result<Option<String>, Fault>;
    /// The text under `key`. `None` also when the store cannot be accessed.
    fn get(&self, key: &str) -> Option<String> {
        self.read(key).ok().flatten()
    }
    /// Writes `text` under `key`.
    ///
    /// # Errors
    /// When there is no storage or no room. The previous text stays.
    fn put(&self, key: &str, text: &str) -> Result<(), Fault>;
    /// Removes `key`.
    ///
    /// # Errors
    /// When the browser does not remove it.
    fn remove(&self, key: &str) -> Result<(), Fault>;
    /// Removes every key of the app, sealed texts included, and the keys in `known`, which helps if the store cannot
    /// list its keys.
    ///
    /// # Errors
    /// When some keys may not have been removed. All others are gone.
    fn clear(&self, known: &[String]) -> Result<(), Fault> {
        let all = self.all();
        let keys = all.map(|all| all.into_iter().map(|(key, _)| key).collect());
        clear_each(keys, known.to_vec(), &|key| self.remove(key))
    }
    /// Whether the store has a lock that has not been opened.
    ///
    /// # Errors
    /// When the store cannot be accessed.
    fn locked(&self) -> Result<bool, Fault> {
        Ok(self.read(&Kind::Lock.key(""))?.is_some())
    }
}

/// Removes the keys that were `found`, those in `known`, and those whose name never varies. If one cannot be removed,
/// the others still are. Keys that do not begin with [`PREFIX`] are not the app's and are left alone.
///
/// # Errors
/// [`Fault::Stuck`] when a key could not be removed, or when the keys could not be listed, so that there may be more.
pub fn clear_each(
    found: Result<Vec<String>, Fault>,
    known: Vec<String>,
    remove: &dyn Fn(&str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut stuck = found.is_err();
    let mut keys = found.unwrap_or_default();
    keys.extend(known);
    // The host page and other apps of the same origin store their own texts in the same storage.
    keys.retain(|key| key.starts_with(PREFIX));
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

/// A change that the app asks the vault to make.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Write the draft.
    KeepDraft {
        /// The check under way.
        check: Check,
        /// The draft as this tab last read or wrote it. If another draft is stored now, it is from another tab. If none
        /// is stored, it was deleted.
        before: Option<Box<Check>>,
    },
    /// Remove the draft.
    DropDraft {
        /// The id of the check.
        id: CheckId,
        /// The answers that this tab knows. A draft with other answers stays, because another tab has continued it.
        seen: Option<Check>,
    },
    /// Write a finished check, and then remove its draft.
    KeepRecord {
        /// The finished check.
        check: Check,
        /// Its draft as this tab last read or wrote it.
        draft: Option<Box<Check>>,
    },
    /// Remove a finished check and its note.
    DropRecord {
        /// The id of the check.
        id: CheckId,
        /// The check as this tab shows it. If other answers are stored under its id, they are from another tab and
        /// stay.
        seen: Option<Check>,
    },
    /// Write a note. A blank note is removed. A note on a check that is no longer stored is not written, because
    /// another tab has deleted the check together with its note.
    KeepNote(Note),
    /// Write a plan.
    KeepPlan(Plan),
    /// Remove a plan.
    DropPlan(PlanId),
    /// Write the settings.
    KeepSettings(Settings),
    /// Write all these keys and texts. If one cannot be written, the previous texts are restored.
    Restore(Vec<(String, String)>),
    /// Write the current pack, if a stored check was answered on it before the whole pack was loaded.
    KeepPack,
    /// Remove a text that could not be read, by its key.
    DropUnreadable(String),
    /// Remove every key of the app, including these keys, which the user has seen.
    ClearAll(Vec<String>),
}

impl Change {
    /// The kind and the name of what is written. `None` for changes that delete or restore, since these are done at
    /// once or not at all.
    ///
    /// A draft and the finished check with its id are both given as [`Kind::Record`].
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

    /// The key and the text to write for a check, a plan or a note that is not blank. `None` for other changes.
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

/// How a change was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreOutcome {
    /// As requested.
    Done,
    /// Stored under this new id. What this tab had stored under the old id is gone, so the old id is not used again.
    Renamed(CheckId),
    /// Stored as a separate check under this new id, because another tab has stored other answers under the old one.
    Forked(CheckId),
    /// Not stored: the check that the note belongs to has been deleted.
    Gone,
}
