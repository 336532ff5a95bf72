//! The way a person came, so that the screen's Back and the browser's own Back are one thing.

use crate::domain::check::CheckId;

/// A screen of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// What it is, and Start.
    Intro,
    /// The item at this place of the pack.
    Question(usize),
    /// Stop here? Keep or drop.
    Pause,
    /// The result of a finished check.
    Result(CheckId),
    /// Earlier checks.
    History,
    /// What is stored, and clearing it.
    Data,
    /// The way to someone who can help.
    Find,
    /// References and further reading.
    Reading,
    /// How a result came about.
    Explain(CheckId),
    /// A private note to a check.
    Note(CheckId),
    /// The one plan.
    Plan,
    /// The sheet for supervision.
    Sheet(CheckId),
    /// Entries for a calendar.
    Calendar,
    /// Copies of everything in files, and back.
    Copies,
    /// The lock, on or off.
    Lock,
    /// Everything is locked.
    Locked,
    /// How to see for oneself that nothing is sent.
    Proof,
}

impl Screen {
    /// Whether its code comes after the first load: `ui::later` holds it.
    pub fn is_later(&self) -> bool {
        !matches!(self, Self::Intro | Self::Question(_) | Self::Pause)
    }

    /// The check it is about.
    fn check_mut(&mut self) -> Option<&mut CheckId> {
        match self {
            Self::Result(id) | Self::Explain(id) | Self::Note(id) | Self::Sheet(id) => Some(id),
            _ => None,
        }
    }
}

/// The screens behind, the one shown, and those the browser's Forward leads to.
///
/// The browser's history holds only the depth of each entry, never a screen: no question and no answer can stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// Never empty; begins with the intro.
    way: Vec<Screen>,
    /// Place in `way` of the screen shown.
    at: usize,
}

impl Default for Trail {
    fn default() -> Self {
        Self {
            way: vec![Screen::Intro],
            at: 0,
        }
    }
}

impl Trail {
    /// The screen shown.
    pub fn here(&self) -> &Screen {
        &self.way[self.at]
    }

    /// How many screens are behind.
    pub fn depth(&self) -> usize {
        self.at
    }

    /// On to `screen`; what Forward led to is gone. To where one already is, nothing happens.
    pub fn go(&mut self, screen: Screen) {
        if self.here() == &screen {
            return;
        }
        self.way.truncate(self.at + 1);
        self.way.push(screen);
        self.at += 1;
    }

    /// One screen back, if there is one.
    pub fn back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// To the screen at `depth`, or the nearest there is.
    pub fn to_depth(&mut self, depth: usize) {
        self.at = depth.min(self.way.len() - 1);
    }

    /// The check `old` is called `new` from now on.
    pub fn rename(&mut self, old: &CheckId, new: &CheckId) {
        let checks = self.way.iter_mut().filter_map(Screen::check_mut);
        for id in checks.filter(|id| *id == old) {
            *id = new.clone();
        }
    }

    /// Back to the intro, with nothing behind and nothing ahead.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// To `screen`, with only the intro behind.
    pub fn restart_at(&mut self, screen: Screen) {
        self.restart();
        self.go(screen);
    }
}
