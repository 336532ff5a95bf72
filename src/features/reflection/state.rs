//! Where it ended when the person thought something through.

use instrument::CheckId;

/// Something that happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The outcome at this place in the pack was chosen.
    Choose(usize),
    /// Put the chosen outcome in the note to this check.
    AddToNote(CheckId),
}

/// What was chosen. It is never stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The place of the outcome in the pack. It is about this week and not about one check, so it holds for each result.
    pub outcome: Option<usize>,
}
