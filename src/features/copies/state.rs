//! Copies of everything.

/// Something that happens to a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The text of a backup file was read.
    Restore(String),
}
