//! The message next to the control that was pressed.

use crate::features::export::state::{Document, Obstacle};
use instrument::Moment;
use vault::backup::{Refusal, RestoreReport};
use vault::lock::{LockOutcome, WeakPassphrase};

/// The message next to the control that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusMessage {
    /// The plan lacks a part.
    PlanUnfinished,
    /// The plan is made.
    PlanMade,
    /// It is on the clipboard.
    Copied,
    /// A file, made at this moment, was handed to the browser. Only the person can tell whether it arrived, so they are
    /// asked.
    HandedOver(Document, Moment),
    /// The file arrived.
    Arrived,
    /// The share sheet for a file was closed: nothing was shared.
    Unshared(Document),
    /// The document, made at this moment, has to be copied by hand for this reason. Its text is shown.
    ByHand(Obstacle, Document, Moment),
    /// What was asked could not be done here.
    NotDone,
    /// A file was restored.
    Restored(RestoreReport),
    /// A file was not read.
    Refused(Refusal),
    /// A file was not restored, as there was no room for all of it.
    NoRoom,
    /// The passphrase is not accepted.
    Weak(WeakPassphrase),
    /// Something is being done and takes a moment.
    Working,
    /// How it went with the lock.
    Locked(LockOutcome),
}
