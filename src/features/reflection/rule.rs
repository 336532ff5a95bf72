//! The reflection that goes with every result, and what the outcome adds to a note.

use crate::session::Session;
use crate::text::{Messages, date};
use instrument::pack::Reflection;

/// The reflection of the current questions. An earlier check has it too, as it is about the present week: old words that
/// were mended since must not come back with an old check.
pub fn reflection(session: &Session) -> Option<&Reflection> {
    session.pack.form().after.reflection.as_deref()
}

/// The chosen outcome: the day of the choice with the question, and the outcome's title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Such as "29 November 2026: Am I all right to see clients this week?".
    pub question: String,
    /// Such as "Pause, and arrange cover".
    pub outcome: String,
}

impl Chosen {
    /// The chosen outcome. `None` if the person has not chosen one.
    pub fn of(session: &Session, messages: &Messages) -> Option<Self> {
        let (at, when) = session.features.reflection.outcome?;
        let reflection = reflection(session)?;
        let outcome = reflection.outcomes.get(at)?;
        Some(Self {
            question: [&date(messages, when), ": ", &reflection.title].concat(),
            outcome: outcome.title.clone(),
        })
    }

    /// The line for a note.
    pub fn line(&self) -> String {
        [&self.question, " ", &self.outcome].concat()
    }

    /// Whether `note` has it.
    pub fn is_in(&self, note: &str) -> bool {
        let line = self.line();
        note.lines().any(|other| other == line)
    }

    /// `note` with the outcome as its last line, in place of another outcome of the same day.
    pub fn added_to(&self, note: &str) -> String {
        let others = note
            .lines()
            .filter(|line| !line.starts_with(&self.question));
        let mut lines: Vec<&str> = others.collect();
        let line = self.line();
        lines.push(&line);
        lines.join("\n")
    }
}
