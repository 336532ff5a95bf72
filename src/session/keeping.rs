//! What becomes of something that should be stored: it is stored, stored as a check of its own, or still waiting for room.

use super::lazy;
use super::parts::{Keeping, Notice, TabConflict};
use super::state::Session;
use instrument::check::CheckId;
use vault::{Change, Fault, Kind, StoreOutcome, Unreadable, VaultSnapshot};

impl Session {
    /// Drops the waiting changes to this check and its note.
    pub(crate) fn stop_waiting(&mut self, id: &CheckId) {
        let name = id.0.as_str();
        self.wait_only_for(|change| {
            let about = change.keeps();
            about != Some((Kind::Record, name)) && about != Some((Kind::Note, name))
        });
    }

    /// Drops the waiting changes that are not `wanted`. If none is left, the notice about missing room goes, too.
    pub(crate) fn wait_only_for(&mut self, wanted: impl Fn(&Change) -> bool) {
        let waited = !self.waiting.is_empty();
        self.waiting.retain(wanted);
        if waited && self.waiting.is_empty() && self.notice == Some(Notice::Full) {
            self.notice = None;
        }
    }

    /// Puts `change` among the waiting ones, in place of an earlier change to the same thing.
    pub(super) fn wait(&mut self, change: Change) {
        self.waiting.retain(|other| other.keeps() != change.keeps());
        self.waiting.push(change);
    }

    /// Whether this finished check is waiting to be stored.
    pub fn awaits(&self, id: &CheckId) -> bool {
        self.waiting
            .iter()
            .any(|change| matches!(change, Change::KeepRecord { check, .. } if check.id == *id))
    }

    /// The waiting changes, with the notes to checks that wait. A copy of everything includes them.
    pub fn to_keep(&self) -> Vec<Change> {
        let notes = self.forms.note.unkept.iter();
        let notes = notes.filter(|note| self.awaits(&note.check));
        let notes = notes.cloned().map(Change::KeepNote);
        self.waiting.iter().cloned().chain(notes).collect()
    }

    /// Moves to `fresh` the changes that wait to be stored, and the checks, notes and plans that they are about.
    pub(super) fn keep_waiting(&mut self, fresh: &mut Self) {
        let forms = std::mem::take(&mut self.forms);
        let (checks, notes, plans) = (
            std::mem::take(&mut self.unkept).into_iter(),
            forms.note.unkept.into_iter(),
            forms.plan.unkept.into_iter(),
        );
        fresh.unkept = checks.filter(|check| self.awaits(&check.id)).collect();
        let waits = |kind, name: &str| {
            let mut waiting = self.waiting.iter();
            waiting.any(|change| change.keeps() == Some((kind, name)))
        };
        let note_waits = |id: &CheckId| self.awaits(id) || waits(Kind::Note, &id.0);
        fresh.forms.note.unkept = notes.filter(|note| note_waits(&note.check)).collect();
        fresh.forms.plan.unkept = plans.filter(|plan| waits(Kind::Plan, &plan.id.0)).collect();
        fresh.waiting = std::mem::take(&mut self.waiting);
        fresh.notice = self.notice.filter(|_| !fresh.waiting.is_empty());
    }

    /// The effect that stores `change`, which is not about a check, if results are kept on the device or it is `kept` there already.
    pub(crate) fn keep_if_chosen(&self, change: Change, kept: bool) -> Vec<super::effect::Effect> {
        if kept || self.chosen == Keeping::Device {
            vec![super::effect::Effect::Vault(change)]
        } else {
            Vec::new()
        }
    }

    /// The vault could not do `change`.
    pub(crate) fn not_kept(&mut self, change: Change, fault: Fault) {
        let restores = matches!(change, Change::Restore(_));
        if restores {
            self.forms.faulted(fault);
        }
        let deletes = change.keeps().is_none() && !restores;
        if change.keeps().is_some() {
            self.wait(change);
        }
        // The cause may be gone a moment later, and then only this notice says that it was not deleted.
        self.faulted(match fault {
            Fault::Blocked if deletes => Fault::Stuck,
            other => other,
        });
    }

    /// The store could not be read, or an operation on it failed.
    pub(crate) fn faulted(&mut self, fault: Fault) {
        self.notice = Some(match fault {
            Fault::Locked => {
                self.lock_snapshot();
                return;
            }
            Fault::Blocked => Notice::Blocked,
            Fault::InTheWay => Notice::Unreadable,
            Fault::Full => Notice::Full,
            Fault::Stuck => Notice::Stuck,
        });
        if fault == Fault::Blocked {
            self.can_keep = false;
            self.keeping = Keeping::Nothing;
        }
    }

    /// The vault is locked. Of the snapshot only the lock stays, and of the forms only what is not stored.
    pub(crate) fn lock_snapshot(&mut self) {
        let kept = std::mem::take(&mut self.snapshot);
        // Before the lazy code has loaded the forms are empty, and a call to it would trap.
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

    /// The vault has done `change`. Returns further changes that are possible now.
    pub(super) fn kept(&mut self, change: Change, kept: StoreOutcome) -> Vec<Change> {
        self.storage_answered();
        let about = change.keeps();
        self.waiting
            .retain(|other| about.is_none() || other.keeps() != about);
        let mut changes = Vec::new();
        match change {
            Change::KeepDraft { mut check, .. } => {
                let was = check.id.clone();
                match &kept {
                    StoreOutcome::Forked(_) => self.tab_conflict = Some(TabConflict::UnderWay),
                    StoreOutcome::Renamed(_) => self.set_minor_notice(Notice::Cleared),
                    _ => {}
                }
                if let StoreOutcome::Forked(id) | StoreOutcome::Renamed(id) = &kept {
                    check.id = id.clone();
                    if let Some(draft) = self.snapshot.drafts.iter_mut().find(|it| it.id == was) {
                        draft.id = id.clone();
                    }
                }
                let under_way = self.under_way.as_mut();
                if let Some(under_way) = under_way.filter(|it| it.check.id == was) {
                    under_way.check.id = check.id.clone();
                    under_way.kept = Some(check);
                }
            }
            Change::KeepRecord { check, .. } => {
                let mut id = check.id;
                if matches!(kept, StoreOutcome::Forked(_)) {
                    self.tab_conflict = Some(TabConflict::Finished);
                }
                if let StoreOutcome::Forked(own) | StoreOutcome::Renamed(own) = kept {
                    if self.has_lazy() {
                        lazy::rename(self, &id, &own);
                    }
                    id = own;
                }
                // A note that was written while its check could not be stored.
                let note = self.forms.note.unkept.iter().find(|note| note.check == id);
                changes.extend(note.cloned().map(Change::KeepNote));
                self.written.push(id);
            }
            _ => {}
        }
        if self.waiting.is_empty() && self.tells_of_unkept() {
            self.notice = None;
        }
        changes
    }

    /// The storage works, so the person's choice applies again. Returns whether it was thought to be blocked.
    fn storage_answered(&mut self) -> bool {
        let blocked = !self.can_keep;
        if blocked {
            self.can_keep = true;
            self.keeping = self.chosen;
        }
        blocked
    }

    /// Whether the person is told that something could not be kept.
    fn tells_of_unkept(&self) -> bool {
        matches!(self.notice, Some(Notice::Full | Notice::Blocked))
    }

    /// Shows a notice, unless there is one about something that could not be stored, which matters more.
    fn set_minor_notice(&mut self, notice: Notice) {
        if self.waiting.is_empty() || !self.tells_of_unkept() {
            self.notice = Some(notice);
        }
    }

    /// The vault was read. Returns the changes that this tab has to write now, or another tab's would replace them.
    pub(super) fn loaded(&mut self, mut snapshot: VaultSnapshot) -> Vec<Change> {
        if self.storage_answered() && self.notice == Some(Notice::Blocked) {
            self.notice = (!self.waiting.is_empty()).then_some(Notice::Full);
        }
        if snapshot.locked {
            self.under_way = self.under_way.take().filter(|it| it.kept.is_none());
            self.lock_snapshot();
            self.snapshot = snapshot;
            return Vec::new();
        }
        let newer = snapshot
            .unreadable
            .iter()
            .any(|(_, why)| *why == Unreadable::Newer);
        if snapshot.unreadable.len() > self.snapshot.unreadable.len() {
            self.set_minor_notice(if newer {
                Notice::Newer
            } else {
                Notice::Unreadable
            });
        }
        // A check that was stored and is no longer there was deleted in another tab.
        let mut unkept = std::mem::take(&mut self.unkept);
        unkept.retain(|check| {
            !self.written.contains(&check.id)
                || snapshot.text(&Kind::Record.key(&check.id.0)).is_some()
                || self.awaits(&check.id)
        });
        self.unkept = unkept;
        // The code that compares tabs is lazy. Until it has loaded, this tab keeps everything else. Then the vault is read again.
        let changes = if self.has_lazy() {
            lazy::compare(self, &mut snapshot)
        } else {
            Vec::new()
        };
        // Of a draft that waits to be stored, this tab's state is shown.
        for change in &self.waiting {
            if let Change::KeepDraft { check, .. } = change {
                snapshot.drafts.retain(|draft| draft.id != check.id);
                snapshot.drafts.insert(0, check.clone());
            }
        }
        self.forms.settle(&snapshot);
        self.snapshot = snapshot;
        changes
    }
}
