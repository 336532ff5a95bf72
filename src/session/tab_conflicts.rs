//! Resolves conflicts with checks that other tabs have written. This code is loaded lazily, see [`super::lazy`].

use super::confirmation::Confirmation;
use super::notice::TabConflict;
use super::state::Session;
use instrument::check::{Check, CheckId};
use instrument::order::stable_sort_by;
use vault::{Change, Kind, VaultSnapshot, with_content_id};

impl Session {
    /// Compares this tab with `snapshot`, which is about to replace its own. Returns the changes that this tab has to
    /// write, or another tab's would replace them.
    pub(super) fn compare(&mut self, snapshot: &mut VaultSnapshot) -> Vec<Change> {
        self.separate_drafts(snapshot);
        let mut changes = self.separate_records(snapshot);
        // A pending draft need not be written once another tab has finished the check with all its answers.
        let record = |id: &CheckId| snapshot.records.iter().find(|record| record.id == *id);
        self.retain_pending(|change| match change {
            Change::KeepDraft { check, .. } => {
                !record(&check.id).is_some_and(|finished| check.is_within(finished))
            }
            _ => true,
        });
        changes.extend(self.drafts_to_rewrite(snapshot));
        self.unsaved.retain(|check| {
            let kept = record(&check.id);
            !kept.is_some_and(|kept| kept.same_answers(check))
        });
        changes
    }

    /// Gives a finished check of this tab another id.
    pub(super) fn rename(&mut self, old: &CheckId, new: &CheckId) {
        let unsaved = self.unsaved.iter_mut();
        for check in unsaved.filter(|check| check.id == *old) {
            check.id = new.clone();
        }
        for id in self.written_ids.iter_mut().filter(|id| *id == old) {
            *id = new.clone();
        }
        for note in self
            .features
            .note
            .unsaved
            .iter_mut()
            .filter(|note| note.check == *old)
        {
            note.check = new.clone();
        }
        for change in &mut self.pending_changes {
            match change {
                Change::KeepRecord { check, .. } if check.id == *old => check.id = new.clone(),
                Change::KeepNote(note) if note.check == *old => note.check = new.clone(),
                _ => {}
            }
        }
        if self.confirmation == Some(Confirmation::Delete(old.clone())) {
            self.confirmation = Some(Confirmation::Delete(new.clone()));
        }
        if self.features.sheet.check.as_ref() == Some(old) {
            self.features.sheet.check = Some(new.clone());
        }
        self.navigation.rename(old, new);
    }

    /// Removes from `snapshot` the drafts of checks that are finished here and still wait to be stored, so that they
    /// are not offered to be resumed. If another tab has gone on with such a draft, it keeps its id, and the finished
    /// check gets a new one.
    fn separate_drafts(&mut self, snapshot: &mut VaultSnapshot) {
        for check in self.unsaved.clone() {
            let ours = |draft: &Check| {
                let written = self.pending_changes.iter().any(|change| match change {
                    Change::KeepRecord {
                        check: it,
                        draft: own,
                    } => it.id == check.id && own.as_deref() == Some(draft),
                    _ => false,
                });
                written || draft.is_within(&check)
            };
            snapshot
                .drafts
                .retain(|draft| draft.id != check.id || !ours(draft));
            if snapshot.drafts.iter().any(|draft| draft.id == check.id) {
                let own = with_content_id(&check, |_| true);
                self.rename(&check.id, &own.id);
            }
        }
    }

    /// Gives checks of this tab a new id if another tab has stored other answers under theirs. Returns the changes that
    /// store again what another tab has overwritten: local storage has no locks, so both tabs may have found the id
    /// free.
    fn separate_records(&mut self, snapshot: &VaultSnapshot) -> Vec<Change> {
        let by_id = stable_sort_by(&snapshot.records.iter().collect::<Vec<_>>(), |a, b| {
            a.id.cmp(&b.id)
        });
        let finished = |id: &CheckId| by_id.binary_search_by(|record| record.id.cmp(id)).ok();
        let taken = |check: &Check| {
            let have = finished(&check.id);
            have.is_some_and(|place| !by_id[place].same_answers(check))
        };
        let same = |check: &Check| {
            snapshot
                .records
                .iter()
                .find(|other| other.id.origin() == check.id.origin() && other.same_answers(check))
        };
        let before = std::mem::take(&mut self.snapshot);
        for check in before.records.iter().filter(|check| taken(check)) {
            // Two tabs sealed one check at the same moment, and the older of the two was given a new id on the device.
            if let Some(own) = same(check) {
                self.rename(&check.id, &own.id);
                self.tab_conflict = Some(TabConflict::Finished);
            } else if self.written_ids.contains(&check.id) {
                self.unsaved.push(check.clone());
            }
        }
        self.snapshot = before;
        let mut changes = Vec::new();
        for check in self.unsaved.clone() {
            if taken(&check) {
                let own = with_content_id(&check, |own| !taken(own));
                let written = self.written_ids.contains(&check.id);
                self.written_ids.retain(|id| *id != check.id);
                self.rename(&check.id, &own.id);
                self.tab_conflict = Some(TabConflict::Finished);
                if written {
                    changes.push(Change::KeepRecord {
                        check: own,
                        draft: None,
                    });
                }
            } else if !self.is_pending(&check.id)
                && let Some(own) = same(&check)
            {
                // It was stored under another id before this code had loaded.
                self.rename(&check.id, &own.id);
            }
        }
        // A check that is no longer there was deleted in another tab.
        self.written_ids.retain(|id| finished(id).is_some());
        let stood = |id: &str| self.snapshot.text(&Kind::Record.key(id)).is_some();
        let stands = |id: &str| snapshot.text(&Kind::Record.key(id)).is_some();
        let is_new = |id: &str| stands(id) && !stood(id);
        let is_known = |id: &str| stood(id) || self.unsaved.iter().any(|check| check.id.0 == id);
        let met = |own: &CheckId| {
            let (own, first) = (own.0.as_str(), own.origin());
            own != first && (is_new(own) && is_known(first) || is_new(first) && is_known(own))
        };
        if snapshot.records.iter().any(|check| met(&check.id)) {
            self.tab_conflict = Some(TabConflict::Finished);
        }
        changes
    }

    /// Rewrites the draft of the check under way, if another tab has overwritten it with one that lacks answers of this
    /// tab.
    fn drafts_to_rewrite(&mut self, snapshot: &VaultSnapshot) -> Vec<Change> {
        let under_way = self.under_way.as_ref();
        let Some(under_way) = under_way.filter(|it| it.kept.is_some()) else {
            return Vec::new();
        };
        let check = &under_way.check;
        // A pending change will write it anyway.
        let name = check.id.0.as_str();
        let mut pending = self.pending_changes.iter();
        if pending.any(|change| change.keeps() == Some((Kind::Record, name))) {
            return Vec::new();
        }
        let mut there = snapshot.records.iter().chain(&snapshot.drafts);
        let there = there.find(|other| other.id == check.id);
        match there {
            Some(other) if !check.is_within(other) => self.keep_draft(),
            _ => Vec::new(),
        }
    }
}
