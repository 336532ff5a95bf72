//! What can be taken out of the app, and the ways out: a file, the clipboard, the share sheet, a printer.

use super::forms::LockJob;
use crate::export::csv::Separator;
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

/// Something that can be taken out of the app.
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

/// Something to do outside the session: with a file, the clipboard, a printer, a cipher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Save it to a file: as a download, or in an installed app by the share sheet where that takes files.
    Save(Document),
    /// Save it as a download.
    Download(Document),
    /// Put it on the clipboard.
    Copy(Document),
    /// Hand it to the share sheet, as text.
    Share(Document),
    /// Print the sheet for supervision, which is shown.
    Print(CheckId),
    /// Do something with the lock.
    Lock(LockJob),
}
