//! What is reported about a file: why it is refused, and what was not carried over.

use std::fmt;

/// The kind of a problem: why a file is refused, or what a note is about. Its name is stable: scripts may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Not valid JSON, or an object has two members with the same name.
    NotJson,
    /// Larger, deeper or more complex than any questionnaire, or a number that cannot be kept exactly.
    TooLarge,
    /// JSON, but not a Questionnaire.
    NotAQuestionnaire,
    /// A member is not what FHIR says it is.
    Invalid,
    /// Neither R4 nor R5, or a mixture of both.
    UnsupportedFhirVersion,
    /// A `modifierExtension` or `implicitRules` that is not known. FHIR forbids using such a file.
    ModifierExtension,
    /// No items, or none that a check can ask.
    NoItems,
    /// An item without `linkId`.
    MissingLinkId,
    /// Two items with the same `linkId`.
    DuplicateLinkId,
    /// An item without a `type`, or with one that FHIR does not define.
    InvalidItemType,
    /// A choice question that offers no answers.
    NoOptions,
    /// A question without text.
    NoText,
    /// A value set that cannot be found, or whose answers cannot be listed.
    UnresolvedValueSet,
    /// Two different weights for the same answer.
    ConflictingWeights,
    /// No answer has a weight.
    NoWeights,
    /// Some answers or questions have weights, and others that may count do not.
    PartialWeights,
    /// A vendor's own way of scoring.
    UnsupportedScoringConvention,
    /// An expression that is not understood.
    UnsupportedExpression,
    /// A scored question, or an answer, of a kind that packs do not have.
    UnsupportedQuestion,
    /// A condition that packs do not have, and that a score depends on.
    UnsupportedCondition,
    /// A condition on an item that does not exist or asks nothing.
    EnableWhenUnknownItem,
    /// Conditions that depend on each other in a cycle.
    EnableWhenCycle,
    /// The bands file is wrong, or disagrees with the form.
    Bands,
    /// The resulting pack breaks a rule for packs.
    Pack,
    /// The file states no total, and something in it that could affect one is not understood.
    NotUnderstood,
    /// The file states no total, and several could be meant.
    UnclearTotal,
    /// Two variables with the same name that one expression could see, or a name that FHIR defines itself.
    DuplicateVariable,
    /// The file states no total, and the sum of its questions with weights was inferred.
    InferredSum,
    /// A preset answer.
    PresetAnswer,
    /// Something that packs have no place for.
    NotCarriedOver,
    /// Something that the file should state and does not.
    Missing,
    /// The file's `status` is `retired`.
    Status,
    /// The form gives a score with no question answered; a pack gives none.
    MissingRule,
}

impl Code {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::TooLarge => "too-large",
            Self::NotAQuestionnaire => "not-a-questionnaire",
            Self::Invalid => "invalid",
            Self::UnsupportedFhirVersion => "unsupported-fhir-version",
            Self::ModifierExtension => "modifier-extension",
            Self::NoItems => "no-items",
            Self::MissingLinkId => "missing-linkid",
            Self::DuplicateLinkId => "duplicate-linkid",
            Self::InvalidItemType => "invalid-item-type",
            Self::NoOptions => "no-options",
            Self::NoText => "no-text",
            Self::UnresolvedValueSet => "unresolved-value-set",
            Self::ConflictingWeights => "conflicting-weights",
            Self::NoWeights => "no-weights",
            Self::PartialWeights => "partial-weights",
            Self::UnsupportedScoringConvention => "unsupported-scoring-convention",
            Self::UnsupportedExpression => "unsupported-expression",
            Self::UnsupportedQuestion => "unsupported-question",
            Self::UnsupportedCondition => "unsupported-condition",
            Self::EnableWhenUnknownItem => "enablewhen-unknown-item",
            Self::EnableWhenCycle => "enablewhen-cycle",
            Self::Bands => "bands",
            Self::Pack => "pack",
            Self::NotUnderstood => "not-understood",
            Self::UnclearTotal => "unclear-total",
            Self::DuplicateVariable => "duplicate-variable",
            Self::InferredSum => "inferred-sum",
            Self::PresetAnswer => "preset-answer",
            Self::NotCarriedOver => "not-carried-over",
            Self::Missing => "missing",
            Self::Status => "status",
            Self::MissingRule => "missing-rule",
        }
    }
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The `linkId` of the item that the problem is about, if it is about one.
    pub link_id: Option<String>,
    /// The path, such as `item[2].answerOption[0]`. Empty for the whole file.
    pub path: String,
    /// Counted from 1. 0 if there is no line to point at.
    pub line: usize,
    /// Counted from 1, in characters. In bytes on very long lines, and in text that is not JSON.
    pub column: usize,
}

/// One refusal or note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code.name())?;
        let place = &self.place;
        if let Some(link_id) = &place.link_id {
            write!(f, "item {link_id:?}")?;
            if !place.path.is_empty() {
                write!(f, " ({}", place.path)?;
                if place.line > 0 {
                    write!(f, ", line {}:{}", place.line, place.column)?;
                }
                write!(f, ")")?;
            }
            write!(f, ": ")?;
        } else if !place.path.is_empty() || place.line > 0 {
            let path = if place.path.is_empty() {
                "the file"
            } else {
                &place.path
            };
            write!(f, "{path}")?;
            if place.line > 0 {
                write!(f, " (line {}:{})", place.line, place.column)?;
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", self.what)
    }
}

/// All problems of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Why the file is refused. Empty if it is not.
    pub refusals: Vec<Problem>,
    /// What the author should know, though the file is not refused for it.
    pub notes: Vec<Problem>,
}

impl Report {
    /// Whether there is a refusal of this kind.
    pub fn refuses(&self, code: Code) -> bool {
        self.refusals.iter().any(|problem| problem.code == code)
    }

    /// Sorts the problems in the order of the file, and removes duplicates.
    pub(crate) fn settle(&mut self) {
        for list in [&mut self.refusals, &mut self.notes] {
            list.sort_by_key(|problem| (problem.place.line, problem.place.column, problem.code));
            list.dedup();
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.refusals {
            writeln!(f, "refused: {problem}")?;
        }
        for problem in &self.notes {
            writeln!(f, "note: {problem}")?;
        }
        Ok(())
    }
}
