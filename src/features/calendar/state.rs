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
    /// Whether it comes again every week.
    pub weekly: bool,
    /// Whether the words of the plan go in.
    pub words: bool,
}

/// Something that happens to an entry for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// It was filled in so far.
    Fill(Appointment),
}

/// Entries for a calendar, as far as they were filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// At most one about each thing.
    pub appointments: Vec<Appointment>,
}
