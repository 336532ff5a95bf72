//! What was found, each with its path in the pack: `scales[2].items[0].item`.

use super::place::Places;

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
    /// A line and a column, from 1.
    Line(usize, usize),
}

/// Everything found so far.
#[derive(Clone, Debug, Default)]
pub struct Found(Vec<Finding>);

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
        // What could not be read stands in for something else: whatever that looks like is not the author's doing.
        let unread = |known: &&Finding| match &known.at {
            At::Path(other) => known.hint == UNREAD && !other.is_empty() && within(&path, other),
            At::Line(..) => false,
        };
        let finding = Finding {
            weight,
            at: At::Path(path.clone()),
            what,
            hint,
        };
        if self.0.iter().find(unread).is_none() && !self.0.contains(&finding) {
            self.0.push(finding);
        }
    }

    /// A line of the JSON parser: `not JSON at line 3, column 7`.
    pub fn syntax(&mut self, line: &str) {
        let numbers: Vec<usize> = line
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|digits| digits.parse().ok())
            .collect();
        let at = match numbers.as_slice() {
            [.., line, column] => At::Line(*line, *column),
            _ => At::Path(String::new()),
        };
        self.0.push(Finding {
            weight: Weight::Error,
            at,
            what: "not JSON".to_owned(),
            hint: "Often a comma or a quote is missing or too many just before this. Nothing else could be checked.".to_owned(),
        });
    }

    /// A line of the reader: `scales[2].items: not a list`.
    pub fn unread(&mut self, line: &str, places: &Places) {
        let (path, what) = line.split_once(": ").unwrap_or(("", line));
        let what = if places.has(path) { what } else { "missing" };
        self.0.push(Finding {
            weight: Weight::Error,
            at: At::Path(path.to_owned()),
            what: what.to_owned(),
            hint: UNREAD.to_owned(),
        });
    }

    /// All of them, errors first.
    pub fn all(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.0.iter().collect();
        all.sort_by_key(|finding| finding.weight);
        all
    }

    /// Whether the pack cannot be used.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.weight == Weight::Error)
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
