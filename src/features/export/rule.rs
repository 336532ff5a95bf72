//! What the person is told once a document was handed over, or could not be.

use super::state::{Document, Obstacle};
use crate::session::status::StatusMessage;
use instrument::Moment;

/// How sharing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareOutcome {
    /// It was passed to another app. What that app did with it cannot be known.
    Done,
    /// The person closed the share sheet.
    Closed,
    /// It failed: this page or frame may not share, or no app accepts it.
    Failed,
}

/// How handing over a document ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportOutcome {
    /// Whether the browser took it as a download.
    Download(bool),
    /// Whether its text is on the clipboard.
    Copy(bool),
    /// It went to the share sheet as a file.
    ShareFile(ShareOutcome),
    /// It went to the share sheet as text.
    ShareText(ShareOutcome),
    /// Whether the browser reported a print dialogue.
    Print(bool),
}

/// The message about `document`, made at `made`. `None` if the person has seen for themselves how it ended.
pub fn status(outcome: ExportOutcome, document: Document, made: Moment) -> Option<StatusMessage> {
    let obstacle = match outcome {
        ExportOutcome::Download(true) | ExportOutcome::ShareFile(ShareOutcome::Done) => {
            return Some(StatusMessage::HandedOver(document, made));
        }
        ExportOutcome::Copy(true) => return Some(StatusMessage::Copied),
        ExportOutcome::ShareFile(ShareOutcome::Closed) => {
            return Some(StatusMessage::Unshared(document));
        }
        ExportOutcome::ShareText(ShareOutcome::Done | ShareOutcome::Closed)
        | ExportOutcome::Print(true) => return None,
        ExportOutcome::Download(false) => Obstacle::Lost,
        ExportOutcome::Copy(false) => Obstacle::Clipboard,
        ExportOutcome::ShareFile(ShareOutcome::Failed)
        | ExportOutcome::ShareText(ShareOutcome::Failed) => Obstacle::ShareSheet,
        ExportOutcome::Print(false) => Obstacle::Printer,
    };
    Some(StatusMessage::ByHand(obstacle, document, made))
}
