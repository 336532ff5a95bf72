//! Documents that leave the app, and where they can go.

use instrument::CheckId;

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

/// What separates the columns of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// A comma, as in RFC 4180.
    #[default]
    Comma,
    /// For spreadsheets of countries that write `2,25`: they expect a semicolon, and take `2.25` for a day in February.
    Semicolon,
}

/// Something that can leave the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// A copy of everything.
    Backup,
    /// The checks, for a spreadsheet.
    Table(Separator),
    /// One check as a FHIR QuestionnaireResponse.
    Response(CheckId),
    /// An entry for a calendar.
    Appointment(Appointment),
    /// The sheet for supervision.
    Sheet(CheckId),
}

/// Why something has to be copied by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The file did not arrive.
    Lost,
    /// The clipboard cannot be used.
    Clipboard,
    /// The share sheet failed.
    ShareSheet,
    /// Nothing was heard of a print dialogue. Some browsers open one all the same.
    Printer,
}

/// Where a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file: as a download, or in an installed app by the share sheet where that takes files.
    File,
    /// A file, as a download.
    Download,
    /// The clipboard, as text.
    Clipboard,
    /// The share sheet, as text.
    ShareSheet,
}
