//! Why a value cannot be read as a type: what is wrong, and where.

use std::fmt;

use serde::de;

/// Why a value cannot be read as a type.
///
/// It is boxed so that a `Result` with it stays small, which makes the binary smaller (`docs/size.md`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    /// From the innermost step to the outermost, in the order in which they become known.
    steps: Vec<Step>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is not JSON from this place on. Both count from 1, the column in characters.
    Syntax {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// The value is not of the kind that the type is written as.
    Expected(Expected),
    /// The number does not fit in the type.
    OutOfRange,
    /// The type does not have this member. Contains the names that it has.
    UnknownMember(&'static [&'static str]),
    /// A required member is missing.
    MissingMember,
    /// A rule of the type itself is broken. Contains its message.
    Other(String),
}

/// The kind of value that a type is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A string.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    WholeNumber,
    /// An array.
    List,
    /// An array of this many elements.
    ListOf(usize),
    /// An object.
    Object,
    /// One of the names of an enum's variants, or an object with one of them as its only member.
    Name,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the member of this name.
    Member(String),
    /// To the element at this place, from 0.
    Element(usize),
}

impl Error {
    #[inline(never)]
    pub(super) fn new(kind: ErrorKind) -> Self {
        let steps = Vec::new();
        Self(Box::new(Inner { kind, steps }))
    }

    /// Adds the step from an object to its member `name`.
    #[inline(never)]
    pub(super) fn in_member(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Member(name.to_owned()));
        self
    }

    /// Adds the step from a list to its element at `place`.
    #[inline(never)]
    pub(super) fn in_element(mut self, place: usize) -> Self {
        self.0.steps.push(Step::Element(place));
        self
    }

    /// What is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The path from the whole value to what is wrong, outermost step first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> + ExactSizeIterator {
        self.0.steps.iter().rev()
    }

    /// The path as text: `scales[2].items`. Empty for the whole value.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps() {
            match step {
                Step::Member(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Step::Element(place) => path.push_str(&["[", &place.to_string(), "]"].concat()),
            }
        }
        path
    }
}

impl fmt::Display for Error {
    /// As one line: `scales[2].items: not a list`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            f.write_str(&path)?;
            f.write_str(": ")?;
        }
        self.0.kind.fmt(f)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Syntax { line, column } => {
                return write!(f, "not JSON at line {line}, column {column}");
            }
            Self::Expected(Expected::Text) => "not a text",
            Self::Expected(Expected::Bool) => "neither true nor false",
            Self::Expected(Expected::WholeNumber) => "not a whole number",
            Self::Expected(Expected::List) => "not a list",
            Self::Expected(Expected::ListOf(_)) => "not a list of the right length",
            Self::Expected(Expected::Object) => "not an object",
            Self::Expected(Expected::Name) => "not one of the known names",
            Self::OutOfRange => "a number out of range",
            Self::UnknownMember(_) => "unknown member",
            Self::MissingMember => "missing",
            Self::Other(words) => words,
        };
        f.write_str(words)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(words: T) -> Self {
        Self::new(ErrorKind::Other(words.to_string()))
    }

    /// `super::de` checks the kind of a value before a visitor sees it. So this is only called for types that may be
    /// written in several ways.
    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format_args!("not {expected}"))
    }

    /// serde's own types call this when a whole number does not fit.
    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::new(ErrorKind::OutOfRange)
    }

    fn invalid_length(length: usize, _: &dyn de::Expected) -> Self {
        Self::new(ErrorKind::Expected(Expected::ListOf(length)))
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new(ErrorKind::Expected(Expected::Name))
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(ErrorKind::UnknownMember(known)).in_member(name)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(ErrorKind::MissingMember).in_member(name)
    }

    /// Not called for structs, because `super::de` passes each name to them only once.
    fn duplicate_field(_: &'static str) -> Self {
        Self::custom("there twice")
    }
}
