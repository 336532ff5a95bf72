//! Deletes one thing, after it was confirmed.

use super::confirmation::Confirmation;
use super::navigation::Screen;
use super::state::Session;
use vault::Kind;

/// Deletes what was confirmed. Returns what the vault has to do.
pub fn delete(session: &mut Session, confirmation: Confirmation) -> Vec<vault::Change> {
    match confirmation {
        Confirmation::Delete(id) => {
            let was_draft = session.has_draft(&id);
            let seen = session.record(&id).cloned();
            let under_way = session.under_way.as_ref();
            if under_way.is_some_and(|under_way| under_way.check.id == id) {
                session.under_way = None;
                // The screens behind may be its questions, so they go, too.
                let here = session.navigation.here().clone();
                session.navigation.restart_at(here);
            }
            session.unsaved.retain(|check| check.id != id);
            session.written_ids.retain(|other| *other != id);
            session
                .features
                .note
                .unsaved
                .retain(|note| note.check != id);
            session.snapshot.records.retain(|check| check.id != id);
            session.drop_draft(&id);
            session.drop_pending(&id);
            if session.navigation.here() == &Screen::Result(id.clone()) {
                session.navigation.back();
            }
            // Two tabs may have left both a record and a draft of it.
            let mut changes = vec![vault::Change::DropRecord {
                id: id.clone(),
                seen,
            }];
            if was_draft {
                changes.push(vault::Change::DropDraft { id, seen: None });
            }
            changes
        }
        Confirmation::DeleteUnreadable(key) => {
            session
                .snapshot
                .unreadable
                .retain(|(other, _)| other != &key);
            if let Some(about) = Kind::of(&key) {
                session.retain_pending(|change| change.keeps() != Some(about));
                session
                    .features
                    .note
                    .unsaved
                    .retain(|note| (Kind::Note, &*note.check.0) != about);
            }
            vec![vault::Change::DropUnreadable(key)]
        }
        Confirmation::DeletePlan(id) => {
            session.features.plan.unsaved.retain(|plan| plan.id != id);
            let about = Some((Kind::Plan, id.0.as_str()));
            session.retain_pending(|change| change.keeps() != about);
            session.snapshot.plans.retain(|plan| plan.id != id);
            vec![vault::Change::DropPlan(id)]
        }
        Confirmation::ClearAll => Vec::new(),
    }
}
