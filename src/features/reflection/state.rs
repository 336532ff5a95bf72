//! The outcome chosen in the reflection.

use instrument::Moment;

/// Something that happens in the reflection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The outcome at this place in the pack was chosen.
    Choose(usize),
}

/// The outcome chosen in the reflection. It is never stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The place of the outcome in the pack, and when it was chosen. It is about that day and not about one check, so it
    /// holds for each result.
    pub outcome: Option<(usize, Moment)>,
}
