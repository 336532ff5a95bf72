//! Chooses an outcome, and puts it in a note if that is wanted.

use std::rc::Rc;

use super::state::Action;
use crate::features::note;
use crate::session::effect::Effect;
use crate::session::state::Session;
use crate::session::status::StatusMessage;
use instrument::pack::{Passage, Reflection};
use instrument::{Check, CheckId, Moment, Pack};

/// Lets `action` happen at `now`.
pub fn update(session: &mut Session, action: Action, now: Moment) -> Vec<Effect> {
    match action {
        Action::Choose(outcome) => {
            session.features.reflection.outcome = Some(outcome);
            Vec::new()
        }
        Action::AddToNote(id) => session.add_outcome_to_note(id, now),
    }
}

/// The pack whose reflection goes with `check`: that of the check, or else the current one. An old pack may have none.
pub fn pack_with_reflection(session: &Session, check: &Check) -> Option<Rc<Pack>> {
    let own = session.pack_of(check);
    let mut packs = own.into_iter().chain([session.pack.clone()]);
    packs.find(|pack| pack.form().after.reflection.is_some())
}

/// The outcome that was chosen.
pub fn chosen<'a>(session: &Session, reflection: &'a Reflection) -> Option<&'a Passage> {
    reflection
        .outcomes
        .get(session.features.reflection.outcome?)
}

impl Session {
    /// Adds the question and the chosen outcome as a line to the note. A line that is there is not added again.
    fn add_outcome_to_note(&mut self, id: CheckId, now: Moment) -> Vec<Effect> {
        let pack = self
            .record(&id)
            .and_then(|check| pack_with_reflection(self, check));
        let reflection = pack
            .as_ref()
            .and_then(|pack| pack.form().after.reflection.as_ref());
        let Some(reflection) = reflection else {
            return Vec::new();
        };
        let Some(outcome) = chosen(self, reflection) else {
            return Vec::new();
        };
        let line = [&reflection.title, " ", &outcome.title].concat();
        let written = self.note(&id).map_or("", |note| &note.text);
        let is_there = written.lines().any(|other| other == line);
        let text = match written {
            "" => line,
            written => [written, "\n", &line].concat(),
        };
        self.features.status = Some(StatusMessage::Noted);
        if is_there {
            return Vec::new();
        }
        note::update::update(self, note::state::Action::Write(id, text), now)
    }
}
