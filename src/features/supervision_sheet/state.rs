//! What goes on the page for supervision.

use instrument::CheckId;

/// A part of the sheet for supervision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands out, in words.
    Words,
    /// The answers that stood out.
    StoodOut,
    /// What is going well.
    Holds,
    /// The plan.
    Plan,
    /// The outcome chosen in the reflection.
    Reflection,
    /// The private note.
    Note,
    /// The averages, as numbers.
    Numbers,
}

impl Part {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Words,
        Self::StoodOut,
        Self::Holds,
        Self::Plan,
        Self::Reflection,
        Self::Note,
        Self::Numbers,
    ];

    /// Its name in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::StoodOut => "stood-out",
            Self::Holds => "holds",
            Self::Plan => "plan",
            Self::Reflection => "reflection",
            Self::Note => "note",
            Self::Numbers => "numbers",
        }
    }
}

/// Something that happens on the page for supervision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A part is included or not.
    Include(Part, bool),
    /// A question of the pack, by its id, is included or not.
    Question(String, bool),
    /// The person's own questions have changed.
    OwnQuestions(String),
    /// Print the page of this check, which is on the screen.
    Print(CheckId),
}

/// The choices for the page for supervision. They are never stored.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The parts that go in.
    pub parts: Vec<Part>,
    /// Ids of the questions that go in.
    pub questions: Vec<String>,
    /// The person's own questions.
    pub own: String,
    /// The check whose page it is.
    pub check: Option<CheckId>,
}

impl Default for State {
    /// The page starts with words. The numbers, the note and the outcome of the reflection are included only if the person
    /// chooses them.
    fn default() -> Self {
        Self {
            parts: vec![Part::Words, Part::StoodOut, Part::Holds, Part::Plan],
            questions: Vec::new(),
            own: String::new(),
            check: None,
        }
    }
}

impl State {
    /// Opens the page of `check`. If another check's page was open before, the choices start again.
    pub fn open(&mut self, check: &CheckId) {
        if self.check.as_ref() != Some(check) {
            *self = Self {
                check: Some(check.clone()),
                ..Self::default()
            };
        }
    }
}
