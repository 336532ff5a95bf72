//! What was found, each with its path in the pack: `scales[2].items[0].item`.

use json::fault::Fault;
use json::{Error, ErrorKind, Step, nearest};

use crate::config;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The pack cannot be used.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub weight: Weight,
    /// Where: a path, or line and column where it is not even JSON.
    pub at: At,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A path in the JSON; empty for the whole.
    Path(String),
    /// A line and a column, both from 1 and in characters, and how many characters it is about.
    Line(usize, usize, usize),
}

/// Everything found so far.
#[derive(Clone, Debug, Default)]
pub struct Found {
    all: Vec<Finding>,
    /// The paths of what could not be read. A placeholder stands in each.
    unread: Vec<String>,
}

impl Found {
    /// Something that makes the pack unusable.
    pub fn error(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Weight::Error, path.into(), what.into(), hint.into());
    }

    /// Something to look at.
    pub fn warning(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Weight::Warning, path.into(), what.into(), hint.into());
    }

    /// Either.
    pub fn tell(
        &mut self,
        weight: Weight,
        path: impl Into<String>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(weight, path.into(), what.into(), hint.into());
    }

    fn add(&mut self, weight: Weight, path: String, what: String, hint: String) {
        // Whatever a placeholder looks like is not the author's doing.
        let mut unread = self.unread.iter();
        let unread = unread.any(|other| !other.is_empty() && within(&path, other));
        let finding = Finding {
            weight,
            at: At::Path(path.clone()),
            what,
            hint,
        };
        if !unread && !self.all.contains(&finding) {
            self.all.push(finding);
        }
    }

    /// What keeps the file from being read, in words.
    pub fn fault(&mut self, fault: &Fault, what: String, hint: String) {
        let length = fault.excerpt.mark.chars().count();
        self.all.push(Finding {
            weight: Weight::Error,
            at: At::Line(fault.line, fault.column, length),
            what,
            hint,
        });
    }

    /// The same, in the words that editors of a configuration read.
    pub fn unreadable(&mut self, fault: Fault) {
        let [what, hint] = config::sentences(&fault.clone().into());
        self.fault(&fault, what, hint);
    }

    /// What could not be read.
    pub fn unread(&mut self, error: &Error) {
        let meant = match (error.kind(), error.steps().next_back()) {
            (ErrorKind::UnknownMember(known), Some(Step::Member(name))) => nearest(name, known),
            _ => None,
        };
        let hint = match meant {
            Some(meant) => format!("Did you mean “{meant}”? {UNREAD}"),
            None => UNREAD.to_owned(),
        };
        self.unread.push(error.path());
        self.all.push(Finding {
            weight: Weight::Error,
            at: At::Path(error.path()),
            what: error.kind().to_string(),
            hint,
        });
    }

    /// All of them, errors first.
    pub fn all(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.all.iter().collect();
        all.sort_by_key(|finding| finding.weight);
        all
    }

    /// Whether the pack cannot be used.
    pub fn has_errors(&self) -> bool {
        self.all
            .iter()
            .any(|finding| finding.weight == Weight::Error)
    }
}

/// Whether `path` is `outer` or a part of it: `scale.id` of `scale`, but not `scales[0]`.
fn within(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Editors that know the schema say this while one writes.
const UNREAD: &str =
    "schema/pack.json says what may stand here; an editor that knows it helps while you write.";
