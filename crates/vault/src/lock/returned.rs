//! A text that an open lock had accepted and could not write.

use crate::{Effect, Fault, Kind, stored};

/// Something that was sealed, and could not be written after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The key it has open.
    pub key: String,
    /// Its text.
    pub text: String,
    /// What is on the device instead: an earlier state of it, or the draft of a finished check.
    pub before: Option<String>,
    /// Why.
    pub fault: Fault,
}

impl Returned {
    /// What is to be asked of the vault once more. `None` for a pack of other questions, which came with a backup.
    pub fn effect(&self) -> Option<Effect> {
        let check = |text: &str| stored::read_check(text).ok();
        let before = self.before.as_deref().and_then(check).map(Box::new);
        let text = self.text.as_str();
        Some(match Kind::of(&self.key)?.0 {
            Kind::Draft => Effect::KeepDraft {
                check: check(text)?,
                before,
            },
            Kind::Record => Effect::KeepRecord {
                check: check(text)?,
                draft: before,
            },
            Kind::Note => Effect::KeepNote(stored::read_note(text).ok()?),
            Kind::Plan => Effect::KeepPlan(stored::read_plan(text).ok()?),
            Kind::Settings => Effect::KeepSettings(stored::read_settings(text).ok()?),
            Kind::Pack => Effect::KeepPack,
            _ => return None,
        })
    }
}
