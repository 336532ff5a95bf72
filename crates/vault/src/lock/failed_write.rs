//! A text that an open lock had accepted and could not write.

use crate::{Change, Fault, Kind, stored};

/// Something that was sealed, and could not be written after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedWrite {
    /// The key it has open.
    pub key: String,
    /// Its text.
    pub text: String,
    /// What is on the device instead: an earlier state of it, or the draft of a finished check.
    pub before: Option<String>,
    /// Why.
    pub fault: Fault,
}

impl FailedWrite {
    /// What is to be asked of the vault once more. `None` for a pack of other questions, which came with a backup.
    pub fn change(&self) -> Option<Change> {
        let check = |text: &str| stored::read_check(text).ok();
        let before = self.before.as_deref().and_then(check).map(Box::new);
        let text = self.text.as_str();
        Some(match Kind::of(&self.key)?.0 {
            Kind::Draft => Change::KeepDraft {
                check: check(text)?,
                before,
            },
            Kind::Record => Change::KeepRecord {
                check: check(text)?,
                draft: before,
            },
            Kind::Note => Change::KeepNote(stored::read_note(text).ok()?),
            Kind::Plan => Change::KeepPlan(stored::read_plan(text).ok()?),
            Kind::Settings => Change::KeepSettings(stored::read_settings(text).ok()?),
            Kind::Pack => Change::KeepPack,
            _ => return None,
        })
    }
}
