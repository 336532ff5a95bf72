//! What is done only after the person has confirmed it.

use instrument::check::CheckId;
use vault::plan::PlanId;

/// What the person has to confirm before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Delete this finished or unfinished check.
    Delete(CheckId),
    /// Delete the unreadable text under this key.
    DeleteUnreadable(String),
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
            Self::DeleteUnreadable(key) => key,
            Self::DeletePlan(id) => &id.0,
            Self::ClearAll => "everything",
        }
    }
}
