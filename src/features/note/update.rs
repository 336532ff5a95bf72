//! Writes notes.

use super::state::Action;
use crate::session::effect::Effect;
use crate::session::state::Session;
use instrument::{CheckId, Moment};
use vault::Note;

/// Lets `action` happen `now`.
pub fn update(session: &mut Session, action: Action, now: Moment) -> Vec<Effect> {
    match action {
        Action::Write(id, text) => session.change_note(&id, now, |note| note.text = text),
        Action::Tag(id, tag, on) => session.change_note(&id, now, |note| {
            note.tags.retain(|other| *other != tag);
            if on {
                note.tags.push(tag);
            }
        }),
    }
}

impl Session {
    /// The note to a check: the one in memory, or else the stored one.
    pub fn note(&self, id: &CheckId) -> Option<&Note> {
        let mut here = self.features.note.unsaved.iter();
        let here = here.find(|note| &note.check == id);
        here.or_else(|| self.snapshot.note(id))
    }

    fn change_note(
        &mut self,
        id: &CheckId,
        now: Moment,
        change: impl FnOnce(&mut Note),
    ) -> Vec<Effect> {
        let mut note = match self.note(id) {
            Some(note) => note.clone(),
            None => Note::blank(id.clone(), now),
        };
        note.changed = now;
        change(&mut note);
        self.features
            .note
            .unsaved
            .retain(|other| &other.check != id);
        // It stays here until the vault has it. Otherwise it would be lost when the vault is read again after a
        // failure.
        self.features.note.unsaved.push(note.clone());
        if self.is_kept(id) {
            vec![Effect::Vault(vault::Change::KeepNote(note))]
        } else {
            Vec::new()
        }
    }
}
