//! The small values that a session is made of.

use instrument::check::CheckId;
use site_config::Config;
use vault::plan::PlanId;

/// Whether results stay on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In this browser's local storage.
    Device,
    /// Nowhere: they are gone when the page is closed.
    Nothing,
}

impl Keeping {
    /// The organisation's default.
    pub fn by_default(config: &Config) -> Self {
        if config.keep_by_default() {
            Self::Device
        } else {
            Self::Nothing
        }
    }
}

/// A notice about storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser gives this page no storage.
    Blocked,
    /// There is no room left.
    Full,
    /// What was stored was cleared while the check was open.
    Cleared,
    /// Something that is stored cannot be read.
    Unreadable,
    /// Something that is stored was written by a newer version.
    Newer,
    /// Something could not be deleted.
    Stuck,
}

/// What became of a check that was open in two tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabConflict {
    /// It was finished in both with different answers, and now there are two checks.
    Finished,
    /// It goes on in this tab as a check of its own.
    UnderWay,
}

/// What the person has to confirm before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Delete this finished or unfinished check.
    Delete(CheckId),
    /// Delete the unreadable text under this key.
    DeleteAside(String),
    /// Delete this plan.
    DeletePlan(PlanId),
    /// Clear everything.
    ClearAll,
}

impl Confirmation {
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

/// Whether the code of the lazy screens has loaded. It is fetched once the first screen works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LazyCode {
    /// It is loading.
    Loading,
    /// It has loaded.
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
