//! What can be wrong with a stored text.

/// Why a stored text could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Damaged, or not written by this app.
    Garbage,
    /// Written by a newer version of this app.
    Newer,
    /// The questions it was answered on are missing, or its answers do not fit them.
    NoPack,
    /// Sealed, and the open lock could not open it.
    Sealed,
    /// Sealed, but both copies of the lock are gone, so no passphrase can open it.
    NoLock,
}
