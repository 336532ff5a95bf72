//! Putting the lock on, opening it, and letting go of what it closes.

use super::forms::{LockJob, StatusMessage};
use super::{Effect, Session, lazy};
use instrument::CheckId;
use vault::lock::strong;
use vault::plan::Plan;
use vault::{Fault, Returned, VaultSnapshot};

impl Session {
    pub(super) fn lock(&mut self, job: LockJob) -> Vec<Effect> {
        self.forms.status = None;
        let new = match &job {
            LockJob::Set { new, again, .. } | LockJob::Change { new, again, .. } => {
                Some((new, again))
            }
            _ => None,
        };
        if let Some((new, again)) = new
            && let Err(weak) = strong(&new.0, &again.0)
        {
            self.forms.status = Some(StatusMessage::Weak(weak));
            return Vec::new();
        }
        if job == LockJob::Now {
            if self.snapshot.lock.is_none() {
                return Vec::new();
            }
            self.forget();
        } else {
            self.forms.status = Some(StatusMessage::Working);
        }
        vec![Effect::Lock(job)]
    }

    /// The vault is locked: of the snapshot only the lock remains, and of the forms only what is kept nowhere else.
    pub(super) fn shut(&mut self) {
        let kept = std::mem::take(&mut self.snapshot);
        // Before the lazy screens are here their forms are still empty, and to call their code would trap.
        if self.has_lazy() {
            lazy::empty_forms(self, &kept);
        }
        self.snapshot = VaultSnapshot {
            lock: kept.lock,
            lock_copy: kept.lock_copy,
            locked: true,
            ..VaultSnapshot::default()
        };
    }

    /// Empties the forms of the lazy screens, but for notes and plans that are not among what was `kept`.
    pub(super) fn empty_forms(&mut self, kept: &VaultSnapshot) {
        let forms = std::mem::take(&mut self.forms);
        let is_kept = |id: &CheckId| kept.records.iter().any(|check| &check.id == id);
        let notes = forms.notes.into_iter();
        self.forms.notes = notes.filter(|note| !is_kept(&note.check)).collect();
        let was_kept = |plan: &Plan| kept.plans.iter().any(|other| other.id == plan.id);
        let plans = forms.plans.into_iter();
        self.forms.plans = plans.filter(|plan| !was_kept(plan)).collect();
        self.forms.status = forms.status;
    }

    /// Something that was sealed has no place on the device after all: it is only on screen again, and waits like anything else that
    /// found no room. Where that is because the lock was taken off ([`Fault::Locked`]), returns what is to be kept at once.
    pub(super) fn returned(&mut self, returned: &Returned) -> Option<vault::Effect> {
        let newer = |effect: &vault::Effect| {
            let mut waiting = self.waiting.iter();
            waiting.any(|other| other.keeps() == effect.keeps())
        };
        let unlocked = returned.fault == Fault::Locked;
        let Some(effect) = returned.effect() else {
            self.forms.faulted(returned.fault);
            if !unlocked {
                self.faulted(returned.fault);
            }
            return None;
        };
        if newer(&effect) {
            if !unlocked {
                self.faulted(returned.fault);
            }
            return None;
        }
        match &effect {
            vault::Effect::KeepRecord { check, .. } => {
                self.unkept.retain(|other| other.id != check.id);
                self.unkept.push(check.clone());
            }
            vault::Effect::KeepDraft { check, before } => {
                let under_way = self.under_way.as_mut();
                if let Some(under_way) = under_way.filter(|it| it.check.id == check.id) {
                    under_way.kept = before.as_deref().cloned();
                }
            }
            vault::Effect::KeepNote(note) => {
                self.forms.notes.retain(|other| other.check != note.check);
                self.forms.notes.push(note.clone());
            }
            vault::Effect::KeepPlan(plan) => {
                self.forms.plans.retain(|other| other.id != plan.id);
                self.forms.plans.push(plan.clone());
            }
            _ => {}
        }
        if unlocked {
            return Some(effect);
        }
        let finished = matches!(effect, vault::Effect::KeepRecord { .. });
        self.not_kept(effect, returned.fault);
        if finished {
            // First of all: a note is written only beside its check.
            self.waiting.rotate_right(1);
        }
        None
    }

    /// Lets go of everything that can be read again once it is unlocked.
    fn forget(&mut self) {
        if self
            .under_way
            .as_ref()
            .is_some_and(|check| check.kept.is_some())
        {
            self.under_way = None;
        }
        self.shut();
        self.search = Default::default();
        self.asking = None;
        self.navigation.restart();
    }
}
