//! Entries for a calendar.

/// What an entry in a calendar is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The plan.
    Plan,
    /// The next check.
    NextCheck,
}

/// An entry in a calendar, as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// What it is about.
    pub about: About,
    /// Its title: what others may see.
    pub title: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The time, `HH:MM`.
    pub time: String,
    /// Whether it repeats every week.
    pub weekly: bool,
    /// Whether the words of the plan go in.
    pub words: bool,
}

/// Something that happens to an entry for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A field of it has changed. This is the whole entry as it now is.
    Fill(Appointment),
}

/// The entries for a calendar, complete or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// At most one about each thing.
    pub appointments: Vec<Appointment>,
}
