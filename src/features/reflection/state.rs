//! Where it ended when the person thought something through.

use instrument::CheckId;

/// Something that happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The outcome with this id was chosen.
    Choose(String),
    /// Put the chosen outcome in the note to this check.
    AddToNote(CheckId),
}

/// What was chosen. It is never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The id of the outcome. It is about this week and not about one check, so it holds for each result.
    pub outcome: Option<String>,
}
