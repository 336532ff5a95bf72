//! The problems found while a file is read, each with its line and column.

use std::cell::RefCell;

use crate::lines::{Lines, unmarked};
use crate::problem::{Code, Place, Problem, Report};

/// A report keeps at most this many refusals, and at most this many notes. Nobody reads a longer report. A hostile file
/// could otherwise take a very long time.
const MOST_TOLD: usize = 300;

/// Collects problems while a file is read.
#[derive(Debug)]
pub struct Log<'a> {
    text: &'a str,
    lines: Lines,
    report: RefCell<Report>,
}

impl<'a> Log<'a> {
    /// Makes an empty log for a file with this text.
    pub fn new(text: &'a str) -> Self {
        let text = unmarked(text);
        Self {
            text,
            lines: Lines::of(text),
            report: RefCell::default(),
        }
    }

    /// The line and the column of an offset in the file.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        self.lines.position(self.text, offset)
    }

    /// Adds a refusal.
    pub fn refuse(&self, code: Code, place: Place, what: impl Into<String>) {
        let what = what.into();
        let list = &mut self.report.borrow_mut().refusals;
        if list.len() < MOST_TOLD {
            list.push(Problem { code, place, what });
        }
    }

    /// Adds a note.
    pub fn note(&self, code: Code, place: Place, what: impl Into<String>) {
        let what = what.into();
        let list = &mut self.report.borrow_mut().notes;
        if list.len() < MOST_TOLD {
            list.push(Problem { code, place, what });
        }
    }

    /// Whether there is a refusal.
    pub fn refused(&self) -> bool {
        !self.report.borrow().refusals.is_empty()
    }

    /// All problems in the order of the file, without duplicates.
    pub fn into_report(self) -> Report {
        let mut report = self.report.into_inner();
        report.settle();
        report
    }
}
