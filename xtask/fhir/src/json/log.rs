//! What there is to tell, and where in the text it stands.

use std::cell::RefCell;

use crate::problem::{Code, Place, Problem, Report};

/// Where each line begins.
#[derive(Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// Line and column, from 1. On a line too long to be read by anyone the column counts bytes.
    pub(super) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= offset);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = match text.get(start..offset) {
            Some(before) if before.len() < 4096 => before.chars().count(),
            _ => offset - start,
        };
        (line, column + 1)
    }
}

/// More than this nobody reads; it also bounds the time a file made to be wrong can take.
const MOST_TOLD: usize = 300;

/// Collects what there is to tell while a file is read.
#[derive(Debug)]
pub struct Log<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Lines,
    report: RefCell<Report>,
}

impl<'a> Log<'a> {
    /// For a file with this text.
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            text,
            lines: Lines::of(text),
            report: RefCell::default(),
        }
    }

    /// Refuses the file.
    pub fn refuse(&self, code: Code, place: Place, what: impl Into<String>) {
        let what = what.into();
        let list = &mut self.report.borrow_mut().refusals;
        if list.len() < MOST_TOLD {
            list.push(Problem { code, place, what });
        }
    }

    /// Tells something.
    pub fn note(&self, code: Code, place: Place, what: impl Into<String>) {
        let what = what.into();
        let list = &mut self.report.borrow_mut().notes;
        if list.len() < MOST_TOLD {
            list.push(Problem { code, place, what });
        }
    }

    /// Whether the file is refused already.
    pub fn refused(&self) -> bool {
        !self.report.borrow().refusals.is_empty()
    }

    /// What was told.
    pub fn into_report(self) -> Report {
        let mut report = self.report.into_inner();
        report.settle();
        report
    }
}
