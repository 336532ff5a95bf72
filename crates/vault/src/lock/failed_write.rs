//! A text that an open lock accepted but could not write.

use crate::{Change, Fault, Kind, stored};

/// A write that was accepted and then failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedWrite {
    /// The key that the text has when it is readable.
    pub key: String,
    /// The text that was not written.
    pub text: String,
    /// What is on the device instead: an earlier version of the text, or the draft of a finished check.
    pub before: Option<String>,
    /// Why the write failed.
    pub fault: Fault,
}

impl FailedWrite {
    /// The change to ask the vault for again. For any pack it is [`Change::KeepPack`], which writes only the current
    /// one. `None` if the text cannot be read.
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
