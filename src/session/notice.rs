//! What the person is told about storage and about other tabs.

/// A notice about storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser gives this page no storage.
    Blocked,
    /// There is no room left.
    Full,
    /// What was stored was cleared while the check was open.
    Cleared,
    /// Something that is stored cannot be read.
    Unreadable,
    /// Something that is stored was written by a newer version.
    Newer,
    /// Something could not be deleted.
    Stuck,
}

/// What became of a check that was open in two tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabConflict {
    /// It was finished in both with different answers, and now there are two checks.
    Finished,
    /// It goes on in this tab as a check of its own.
    UnderWay,
}
