//! A note that a user writes on a finished check, for themselves only.

use instrument::{CheckId, Moment};

/// A private note on one check, with tags for what else was going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The check it belongs to.
    pub check: CheckId,
    /// When it was last changed.
    pub changed: Moment,
    /// The text of the note.
    pub text: String,
    /// The ids of the chosen tags of the pack.
    pub tags: Vec<String>,
}

impl Note {
    /// An empty note on `check`.
    pub fn blank(check: CheckId, now: Moment) -> Self {
        Self {
            check,
            changed: now,
            text: String::new(),
            tags: Vec::new(),
        }
    }

    /// Whether the note has neither text nor tags, so that it need not be stored.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.tags.is_empty()
    }
}
