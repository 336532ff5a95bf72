//! The format of a pack's review.

use serde::Deserialize;

use crate::moment::Local;

/// A clinical lead's review of the questions and the words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Who signed it, with their role: `Dr A. Example, clinical lead of the Example Register`.
    pub by: String,
    /// The day of the review, such as `2026-11-28`.
    pub on: String,
    /// The day by which it is to be reviewed again.
    pub next: String,
}

impl Review {
    /// Whether it has a name, and two days in their order.
    pub fn is_sound(&self) -> bool {
        let day = |written: &str| Local::read(written, "00:00").map(Local::days);
        let days = day(&self.on).zip(day(&self.next));
        !self.by.trim().is_empty() && days.is_some_and(|(on, next)| on < next)
    }
}
