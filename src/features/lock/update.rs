//! Sets, opens and closes the lock, and takes back what could not be written under it.

use super::state::Action;
use crate::session::effect::Effect;
use crate::session::state::Session;
use crate::session::status::StatusMessage;
use instrument::CheckId;
use vault::lock::{FailedWrite, LockJob, strong};
use vault::plan::Plan;
use vault::{Fault, VaultSnapshot};

/// Lets `action` happen. `status` is what was told beside what was pressed.
pub fn update(session: &mut Session, action: Action, status: Option<StatusMessage>) -> Vec<Effect> {
    match action {
        Action::Minutes(minutes) => {
            session.features.lock.minutes = minutes;
            Vec::new()
        }
        Action::Do(job) => session.lock(job),
        Action::WriteFailed(failed) => {
            // The person has done nothing, so the message on screen stays.
            session.features.status = status;
            let unlocked = session.write_failed(&failed).map(Effect::Vault);
            unlocked.into_iter().chain([Effect::Reload]).collect()
        }
    }
}

/// Empties the state of the features. What stays: notes and plans that are not among what was `kept`, the search of the
/// register, the nation that was chosen under the lock, and the last status message.
pub fn empty_features(session: &mut Session, kept: &VaultSnapshot) {
    let features = std::mem::take(&mut session.features);
    let is_kept = |id: &CheckId| kept.records.iter().any(|check| &check.id == id);
    let notes = features.note.unsaved.into_iter();
    session.features.note.unsaved = notes.filter(|note| !is_kept(&note.check)).collect();
    let was_kept = |plan: &Plan| kept.plans.iter().any(|other| other.id == plan.id);
    let plans = features.plan.unsaved.into_iter();
    session.features.plan.unsaved = plans.filter(|plan| !was_kept(plan)).collect();
    session.features.status = features.status;
    // Keep a nation that was chosen on the locked screen. Locking itself forgets the one chosen before.
    if kept.locked {
        session.features.help = features.help;
    }
    // The screen with the search stays open under a lock.
    session.features.find = features.find;
}

impl Session {
    fn lock(&mut self, job: LockJob) -> Vec<Effect> {
        self.features.status = None;
        let new = match &job {
            LockJob::Set { new, again, .. } | LockJob::Change { new, again, .. } => {
                Some((new, again))
            }
            _ => None,
        };
        if let Some((new, again)) = new
            && let Err(weak) = strong(&new.0, &again.0)
        {
            self.features.status = Some(StatusMessage::Weak(weak));
            return Vec::new();
        }
        if job == LockJob::Close {
            if self.snapshot.lock.is_none() {
                return Vec::new();
            }
            self.forget();
        } else {
            self.features.status = Some(StatusMessage::Working);
        }
        vec![Effect::Lock(job)]
    }

    /// An open lock had accepted a text but could not write it. The text is only in memory again, and waits like
    /// anything else that could not be stored. If the reason is that the lock was removed ([`Fault::Locked`]), returns
    /// the change to make at once.
    fn write_failed(&mut self, failed: &FailedWrite) -> Option<vault::Change> {
        let newer = |change: &vault::Change| {
            let mut pending = self.pending_changes.iter();
            pending.any(|other| other.keeps() == change.keeps())
        };
        let unlocked = failed.fault == Fault::Locked;
        let Some(change) = failed.change() else {
            self.features.faulted(failed.fault);
            if !unlocked {
                self.faulted(failed.fault);
            }
            return None;
        };
        if newer(&change) {
            if !unlocked {
                self.faulted(failed.fault);
            }
            return None;
        }
        match &change {
            vault::Change::KeepRecord { check, .. } => {
                self.unsaved.retain(|other| other.id != check.id);
                self.unsaved.push(check.clone());
            }
            vault::Change::KeepDraft { check, before } => {
                let under_way = self.under_way.as_mut();
                if let Some(under_way) = under_way.filter(|it| it.check.id == check.id) {
                    under_way.kept = before.as_deref().cloned();
                }
            }
            vault::Change::KeepNote(note) => {
                self.features
                    .note
                    .unsaved
                    .retain(|other| other.check != note.check);
                self.features.note.unsaved.push(note.clone());
            }
            vault::Change::KeepPlan(plan) => {
                self.features
                    .plan
                    .unsaved
                    .retain(|other| other.id != plan.id);
                self.features.plan.unsaved.push(plan.clone());
            }
            _ => {}
        }
        if unlocked {
            return Some(change);
        }
        let finished = matches!(change, vault::Change::KeepRecord { .. });
        self.not_kept(change, failed.fault);
        if finished {
            // The check goes first, as a note is only written for a check that is stored.
            self.pending_changes.rotate_right(1);
        }
        None
    }

    /// Forgets everything that can be read again after unlocking.
    fn forget(&mut self) {
        if self
            .under_way
            .as_ref()
            .is_some_and(|check| check.kept.is_some())
        {
            self.under_way = None;
        }
        self.lock_snapshot();
        self.features.find = Default::default();
        self.confirmation = None;
        self.navigation.restart();
    }
}
