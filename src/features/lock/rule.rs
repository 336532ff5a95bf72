//! What follows once a job on the lock has ended.

use super::state;
use crate::features::action::FeatureAction;
use crate::session::action::Action;
use crate::session::status::StatusMessage;
use vault::lock::{DeferredFailure, LockOutcome};

/// The actions that follow when a job has ended, in this order. The vault is read first, so that the message never stands
/// next to the state from before the job.
pub fn job_ended(outcome: LockOutcome) -> [Action; 2] {
    let status = StatusMessage::Locked(outcome);
    [
        Action::Reload,
        Action::Feature(FeatureAction::Status(status)),
    ]
}

/// The action that follows when a text that an open lock had accepted could not be written or removed.
pub fn deferred_failure(failure: DeferredFailure) -> Action {
    match failure {
        DeferredFailure::Write(failed) => {
            Action::Feature(state::Action::WriteFailed(failed).into())
        }
        DeferredFailure::Remove(fault) => Action::Faulted(fault),
    }
}
