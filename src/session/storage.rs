//! What becomes of something that should be stored: it is stored, stored as a check of its own, or still pending
//! because there was no room.

use super::lazy;
use super::notice::{Notice, TabConflict};
use super::state::Session;
use super::storage_mode::StorageMode;
use instrument::check::CheckId;
use vault::{Change, Fault, Kind, StoreOutcome, Unreadable, VaultSnapshot};

impl Session {
    /// Drops the pending changes to this check and its note.
    pub(crate) fn drop_pending(&mut self, id: &CheckId) {
        let name = id.0.as_str();
        self.retain_pending(|change| {
            let about = change.keeps();
            about != Some((Kind::Record, name)) && about != Some((Kind::Note, name))
        });
    }

    /// Drops the pending changes that are not `wanted`. If none is left, the notice about missing room goes, too.
    pub(crate) fn retain_pending(&mut self, wanted: impl Fn(&Change) -> bool) {
        let waited = !self.pending_changes.is_empty();
        self.pending_changes.retain(wanted);
        if waited && self.pending_changes.is_empty() && self.notice == Some(Notice::Full) {
            self.notice = None;
        }
    }

    /// Adds `change` to the pending ones, in place of an earlier change to the same thing.
    pub(super) fn add_pending(&mut self, change: Change) {
        self.pending_changes
            .retain(|other| other.keeps() != change.keeps());
        self.pending_changes.push(change);
    }

    /// Whether this finished check is waiting to be stored.
    pub fn is_pending(&self, id: &CheckId) -> bool {
        self.pending_changes
            .iter()
            .any(|change| matches!(change, Change::KeepRecord { check, .. } if check.id == *id))
    }

    /// The pending changes, with the notes to pending checks. A copy of everything includes them.
    pub fn changes_for_backup(&self) -> Vec<Change> {
        let notes = self.features.note.unsaved.iter();
        let notes = notes.filter(|note| self.is_pending(&note.check));
        let notes = notes.cloned().map(Change::KeepNote);
        self.pending_changes.iter().cloned().chain(notes).collect()
    }

    /// Moves to `fresh` the pending changes, and the checks, notes and plans that they are about.
    pub(super) fn move_pending(&mut self, fresh: &mut Self) {
        let features = std::mem::take(&mut self.features);
        let (checks, notes, plans) = (
            std::mem::take(&mut self.unsaved).into_iter(),
            features.note.unsaved.into_iter(),
            features.plan.unsaved.into_iter(),
        );
        fresh.unsaved = checks.filter(|check| self.is_pending(&check.id)).collect();
        let has_change = |kind, name: &str| {
            let mut pending = self.pending_changes.iter();
            pending.any(|change| change.keeps() == Some((kind, name)))
        };
        let note_is_pending = |id: &CheckId| self.is_pending(id) || has_change(Kind::Note, &id.0);
        fresh.features.note.unsaved = notes.filter(|note| note_is_pending(&note.check)).collect();
        fresh.features.plan.unsaved = plans
            .filter(|plan| has_change(Kind::Plan, &plan.id.0))
            .collect();
        fresh.pending_changes = std::mem::take(&mut self.pending_changes);
        fresh.notice = self.notice.filter(|_| !fresh.pending_changes.is_empty());
    }

    /// The effect that stores `change`, which is not about a check, if results are kept on the device or it is `kept`
    /// there already.
    pub(crate) fn keep_if_chosen(&self, change: Change, kept: bool) -> Vec<super::effect::Effect> {
        if kept || self.storage_choice == StorageMode::Device {
            vec![super::effect::Effect::Vault(change)]
        } else {
            Vec::new()
        }
    }

    /// The vault could not do `change`.
    pub(crate) fn not_kept(&mut self, change: Change, fault: Fault) {
        let restores = matches!(change, Change::Restore(_));
        if restores {
            self.features.faulted(fault);
        }
        let deletes = change.keeps().is_none() && !restores;
        if change.keeps().is_some() {
            self.add_pending(change);
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
            self.storage_available = false;
            self.storage_mode = StorageMode::Memory;
        }
    }

    /// The vault is locked. Of the snapshot only the lock stays, and of the features
    /// only what is not stored.
    pub(crate) fn lock_snapshot(&mut self) {
        let kept = std::mem::take(&mut self.snapshot);
        // Before the lazy code has loaded the features have no state, and a call to it would trap.
        if self.has_lazy() {
            lazy::empty_features(self, &kept);
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
        self.pending_changes
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
                let note = self
                    .features
                    .note
                    .unsaved
                    .iter()
                    .find(|note| note.check == id);
                changes.extend(note.cloned().map(Change::KeepNote));
                self.written_ids.push(id);
            }
            _ => {}
        }
        if self.pending_changes.is_empty() && self.tells_of_unsaved() {
            self.notice = None;
        }
        changes
    }

    /// The storage works, so the person's choice applies again. Returns whether it was thought to be blocked.
    fn storage_answered(&mut self) -> bool {
        let blocked = !self.storage_available;
        if blocked {
            self.storage_available = true;
            self.storage_mode = self.storage_choice;
        }
        blocked
    }

    /// Whether the person is told that something could not be kept.
    fn tells_of_unsaved(&self) -> bool {
        matches!(self.notice, Some(Notice::Full | Notice::Blocked))
    }

    /// Shows a notice, unless there is one about something that could not be stored, which matters more.
    fn set_minor_notice(&mut self, notice: Notice) {
        if self.pending_changes.is_empty() || !self.tells_of_unsaved() {
            self.notice = Some(notice);
        }
    }

    /// The vault was read. Returns the changes that this tab has to write now, or another tab's would replace them.
    pub(super) fn loaded(&mut self, mut snapshot: VaultSnapshot) -> Vec<Change> {
        if self.storage_answered() && self.notice == Some(Notice::Blocked) {
            self.notice = (!self.pending_changes.is_empty()).then_some(Notice::Full);
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
        let mut unsaved = std::mem::take(&mut self.unsaved);
        unsaved.retain(|check| {
            !self.written_ids.contains(&check.id)
                || snapshot.text(&Kind::Record.key(&check.id.0)).is_some()
                || self.is_pending(&check.id)
        });
        self.unsaved = unsaved;
        // The code that compares tabs is lazy. Until it has loaded, this tab keeps everything else. Then the vault is
        // read again.
        let changes = if self.has_lazy() {
            lazy::compare(self, &mut snapshot)
        } else {
            Vec::new()
        };
        // Of a draft that waits to be stored, this tab's state is shown.
        for change in &self.pending_changes {
            if let Change::KeepDraft { check, .. } = change {
                snapshot.drafts.retain(|draft| draft.id != check.id);
                snapshot.drafts.insert(0, check.clone());
            }
        }
        self.features.settle(&snapshot);
        self.snapshot = snapshot;
        changes
    }
}
