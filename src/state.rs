//! The whole app as one value, and the one function that changes it. Pure: effects are returned, never done.

mod action;
mod effect;
pub mod exit;
mod export;
pub mod forms;
mod keeping;
mod lazy;
mod locking;
mod navigation;
pub mod presses;
mod session;
mod steps;
pub mod throttle;
mod transition;
mod twins;
mod update;

pub use action::{Action, VaultEvent};
pub use effect::{Effect, Event, Focus};
pub use forms::Further;
pub use navigation::{Departure, NavigationStack, Screen};
pub use session::{Resume, Session, UnderWay};
pub use transition::Transition;
pub use update::{update, update_from_vault};

use std::rc::Rc;

use crate::text::Messages;
use instrument::check::CheckId;
use instrument::{Moment, Pack};
use site_config::Config;
use vault::plan::PlanId;

/// Whether results stay on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In this browser's local storage.
    Device,
    /// Nowhere: gone when the page is closed.
    Nothing,
}

impl Keeping {
    /// What the organisation has chosen beforehand.
    pub fn by_default(config: &Config) -> Self {
        if config.keeps() {
            Self::Device
        } else {
            Self::Nothing
        }
    }
}

/// Something the person has to know about storage, in one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser keeps nothing for this page.
    Blocked,
    /// There is no room left.
    Full,
    /// What was kept was cleared while the check was open.
    Cleared,
    /// Something kept cannot be read.
    Unreadable,
    /// Something kept was written by a newer version.
    Newer,
    /// Something that was to be deleted is still there.
    Stuck,
}

/// What became of a check that was open in two tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// It was finished in both, with different answers: each is a check of its own.
    Finished,
    /// It goes on in this tab as a check of its own.
    UnderWay,
}

/// What is asked once before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Delete this finished or unfinished check.
    Delete(CheckId),
    /// Delete the unreadable text under this key.
    DeleteAside(String),
    /// Delete this plan.
    DeletePlan(PlanId),
    /// Clear everything.
    ClearAll,
}

impl Asking {
    /// What it is about: an id or a key.
    pub fn about(&self) -> &str {
        match self {
            Self::Delete(id) => &id.0,
            Self::DeleteAside(key) => key,
            Self::DeletePlan(id) => &id.0,
            Self::ClearAll => "everything",
        }
    }
}

/// A field of the register search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A place or postcode.
    Location,
    /// A practitioner's name.
    Name,
}

/// Whether the code of the lazy screens is here: it is fetched once the first screen works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LazyCode {
    /// On its way.
    Loading,
    /// Here.
    Loaded,
    /// It did not arrive.
    Missing,
}

/// What became of a change of language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageStatus {
    /// The app is in the language that was chosen.
    Changed,
    /// It did not arrive, so the app stays in the language before.
    Missing,
}

/// The questions and texts of the app in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The questions, at first only what is needed to ask them: see [`Pack::begin`].
    pub pack: Rc<Pack>,
    /// The text the pack was read from. A copy is kept beside the checks answered on it.
    pub pack_text: Rc<str>,
    /// The interface texts, at first only those of the first screens.
    pub messages: Messages,
}

/// When something happened, and a random number to name new things by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The clock.
    pub now: Moment,
    /// Chance.
    pub chance: u32,
}
