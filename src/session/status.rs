//! What is told beside what was pressed.

use crate::features::export::state::{Document, Obstacle};
use instrument::Moment;
use vault::backup::{Refusal, RestoreReport};
use vault::lock::{LockOutcome, Weak};

/// What is told beside what was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusMessage {
    /// The plan lacks a part.
    PlanUnfinished,
    /// The plan is made.
    PlanMade,
    /// It is on the clipboard.
    Copied,
    /// A file that was made then was handed to the browser. Whether it arrived nobody but the person can tell, so they are asked.
    HandedOver(Document, Moment),
    /// The file arrived.
    Arrived,
    /// The share sheet for a file was closed: nothing was shared.
    Unshared(Document),
    /// It has to be copied by hand, for this reason: its text is shown, as it was made then.
    ByHand(Obstacle, Document, Moment),
    /// What was asked could not be done here.
    NotDone,
    /// A file was read, and this was taken.
    Restored(RestoreReport),
    /// A file was not read.
    Refused(Refusal),
    /// It was taken back: there was no room for all of it.
    NoRoom,
    /// The passphrase cannot be taken.
    Weak(Weak),
    /// It takes a moment.
    Working,
    /// How it went with the lock.
    Locked(LockOutcome),
}
