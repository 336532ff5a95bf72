//! Documents that leave the app, and where they can go.

use crate::features::calendar::state::Appointment;
use instrument::CheckId;

/// What separates the columns of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// A comma, as in RFC 4180.
    #[default]
    Comma,
    /// A semicolon, for spreadsheets in countries that write `2,25`. With a comma they would take `2.25` for a date in
    /// February.
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
    /// The browser did not report a print dialogue. Some open one without reporting it.
    Printer,
}

/// Where a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file: a download, or, in an installed app whose share sheet accepts files, the share sheet.
    File,
    /// A file, as a download.
    Download,
    /// The clipboard, as text.
    Clipboard,
    /// The share sheet, as text.
    ShareSheet,
}

/// Something that happens to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make the document and send it to the destination.
    Export(Document, Destination),
    /// The person says whether the file that was handed over arrived.
    FileArrived(bool),
}
