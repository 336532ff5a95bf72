//! What someone writes beside a finished check, for nobody but themselves.

use instrument::{CheckId, Moment};

/// A private note to one check, with the tags that say what else was going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The check it belongs to.
    pub check: CheckId,
    /// When it was last changed.
    pub changed: Moment,
    /// The words.
    pub text: String,
    /// Ids of the pack's tags.
    pub tags: Vec<String>,
}

impl Note {
    /// An empty note to `check`.
    pub fn blank(check: CheckId, now: Moment) -> Self {
        Self {
            check,
            changed: now,
            text: String::new(),
            tags: Vec::new(),
        }
    }

    /// Whether there is nothing in it, so that it need not be kept.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.tags.is_empty()
    }
}
