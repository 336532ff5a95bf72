//! How much of a long list is shown.

/// Something that happens to a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show more of it.
    More,
}

/// How much of a long list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// How many entries.
    pub shown: usize,
}

impl State {
    /// How many entries are shown at first, and how many more each time.
    pub const MORE: usize = 12;
}

impl Default for State {
    fn default() -> Self {
        Self { shown: Self::MORE }
    }
}
