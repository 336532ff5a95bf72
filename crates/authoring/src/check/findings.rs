//! Findings, each with its path in the pack: `scales[2].items[0].item`.

use json::fault::Fault;
use json::{Error, ErrorKind, Expected, Step, nearest};

use crate::sentences::sentences;

/// How serious it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used, but its author should look at this.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How serious it is.
    pub severity: Severity,
    /// Where it is: a path, or a line and a column if the file is not JSON.
    pub at: At,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// The place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A path in the JSON. Empty for the whole file.
    Path(String),
    /// The line and the column, both from 1, and the length. Columns and length are in characters.
    Line(usize, usize, usize),
}

/// Everything found so far.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    all: Vec<Finding>,
    /// The paths of parts that could not be read. The form has a placeholder at each.
    unread: Vec<String>,
}

impl Findings {
    /// Adds an error.
    pub fn error(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Error, path.into(), what.into(), hint.into());
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        path: impl Into<String>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Warning, path.into(), what.into(), hint.into());
    }

    /// Adds a finding with this severity.
    pub fn add_finding(
        &mut self,
        severity: Severity,
        path: impl Into<String>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(severity, path.into(), what.into(), hint.into());
    }

    fn add(&mut self, severity: Severity, path: String, what: String, hint: String) {
        // The author did not write the placeholder, so findings about it would be misleading.
        let mut unread = self.unread.iter();
        let unread = unread.any(|other| !other.is_empty() && within(&path, other));
        let finding = Finding {
            severity,
            at: At::Path(path.clone()),
            what,
            hint,
        };
        if !unread && !self.all.contains(&finding) {
            self.all.push(finding);
        }
    }

    /// Adds the fault that makes the file unreadable, in these words.
    pub fn fault(&mut self, fault: &Fault, what: String, hint: String) {
        let length = fault.excerpt.mark.chars().count();
        self.all.push(Finding {
            severity: Severity::Error,
            at: At::Line(fault.line, fault.column, length),
            what,
            hint,
        });
    }

    /// Adds the fault that makes the file unreadable, in the words of `config check`.
    pub fn unreadable(&mut self, fault: Fault) {
        let [what, hint] = sentences(&fault.clone().into());
        self.fault(&fault, what, hint);
    }

    /// Adds an error about a part that could not be read. Later findings about that part are left out.
    pub fn unread(&mut self, error: &Error) {
        let meant = match (error.kind(), error.steps().next_back()) {
            (ErrorKind::UnknownMember(known), Some(Step::Member(name))) => nearest(name, known),
            _ => None,
        };
        let hint = match meant {
            Some(meant) => format!("Did you mean “{meant}”? {UNREAD}"),
            None if unknown_branch(error) => BRANCH.to_owned(),
            None => UNREAD.to_owned(),
        };
        self.unread.push(error.path());
        self.all.push(Finding {
            severity: Severity::Error,
            at: At::Path(error.path()),
            what: error.kind().to_string(),
            hint,
        });
    }

    /// All findings, errors first.
    pub fn all(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.all.iter().collect();
        all.sort_by_key(|finding| finding.severity);
        all
    }

    /// Whether the pack cannot be used.
    pub fn has_errors(&self) -> bool {
        self.all
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// Whether `path` is `outer` or inside it: `scale.id` is inside `scale`, but `scales[0]` is not.
fn within(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether a condition under which an item or a section is shown has a name that such conditions do not have.
fn unknown_branch(error: &Error) -> bool {
    let member = |name: &str| {
        let mut steps = error.steps();
        steps.any(|step| matches!(step, Step::Member(known) if *known == name))
    };
    *error.kind() == ErrorKind::Expected(Expected::Name) && member("sections") && member("when")
}

/// The hint for a condition on a result where only a condition on answers may stand.
const BRANCH: &str =
    "Only answers to items can decide what is shown: use `item`, `all`, `any` and `not`.";

/// The hint for a part that could not be read.
const UNREAD: &str =
    "schema/pack.json says what may stand here; an editor that knows it helps while you write.";
