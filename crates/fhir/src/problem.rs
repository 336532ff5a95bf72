//! What is told about a file: why it is refused, and what was not carried over.

use std::fmt;

/// Why a file is refused, or what about it is worth telling. The name of each is stable: scripts may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Not JSON at all.
    NotJson,
    /// Larger, deeper or more involved than any questionnaire.
    TooLarge,
    /// JSON, but no Questionnaire.
    NotAQuestionnaire,
    /// A member is not what FHIR says it is.
    Invalid,
    /// Neither R4 nor R5.
    UnsupportedFhirVersion,
    /// A modifier that is not known: FHIR forbids to go on.
    ModifierExtension,
    /// No items.
    NoItems,
    /// An item without `linkId`.
    MissingLinkId,
    /// Two items with one `linkId`.
    DuplicateLinkId,
    /// A `type` that items do not have.
    InvalidItemType,
    /// A question to choose from that offers nothing.
    NoOptions,
    /// A question without words.
    NoText,
    /// A set of answers that is not in the file.
    UnresolvedValueSet,
    /// Two different weights for one answer.
    ConflictingWeights,
    /// No answer has a weight.
    NoWeights,
    /// Some answers or questions have weights, others that may count do not.
    PartialWeights,
    /// A vendor's own way of scoring.
    UnsupportedScoringConvention,
    /// An expression that is not one of those understood.
    UnsupportedExpression,
    /// A scored question of a kind that packs do not have.
    UnsupportedQuestion,
    /// A condition that packs do not have.
    UnsupportedCondition,
    /// A condition on an item that does not exist.
    EnableWhenUnknownItem,
    /// Conditions that wait for each other.
    EnableWhenCycle,
    /// Something in the file of bands is wrong.
    Bands,
    /// The pack that came of it does not hold.
    Pack,
    /// Something that could bear on a total that the file does not state, and is not understood.
    NotUnderstood,
    /// Several totals could be meant, and the file states none.
    UnclearTotal,
    /// Two variables of one name where an expression could see both.
    DuplicateVariable,
    /// A total that the file does not state.
    InferredSum,
    /// An answer chosen beforehand.
    PresetAnswer,
    /// Something that packs have no place for.
    NotCarriedOver,
    /// Something the file should say, and does not.
    Missing,
    /// The file says of itself that it is out of use, or not yet in use.
    Status,
    /// When there is no score.
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

/// Where in a file something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The item it is about, if it is about one.
    pub link_id: Option<String>,
    /// The way there, such as `item[2].answerOption[0]`; empty for the whole file.
    pub path: String,
    /// Counted from 1; 0 when there is no line to point at.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// One thing to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What, in words.
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

/// Everything told about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Why it is refused; nothing when it is not.
    pub refusals: Vec<Problem>,
    /// What its author should know.
    pub notes: Vec<Problem>,
}

impl Report {
    /// Whether a refusal is of this kind.
    pub fn refuses(&self, code: Code) -> bool {
        self.refusals.iter().any(|problem| problem.code == code)
    }

    /// Puts it in the order of the file, and says nothing twice.
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
