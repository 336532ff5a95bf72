//! The values of expressions, with the answers left open.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::Code;
use instrument::rational::Rational;

/// Why an expression cannot be scored exactly. Ends its evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsupported {
    pub code: Code,
    pub what: String,
}

impl Unsupported {
    /// An expression that is not understood.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            code: Code::UnsupportedExpression,
            what: what.into(),
        }
    }
}

/// The number, or an [`Unsupported`] if it was too large to be kept exactly.
pub(super) fn exact(number: Option<Rational>) -> Result<Rational, Unsupported> {
    number.ok_or_else(|| Unsupported {
        code: Code::TooLarge,
        what: "a number too large to be kept exactly".to_owned(),
    })
}

/// Items, by their place in the form.
pub(super) type Set = BTreeSet<usize>;

/// Where an extension is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// The option in the questionnaire.
    Option,
    /// The answer in the response.
    Answer,
}

/// The number that an item adds to a list, for each option. `None` if the option adds none. Without an answer, the item
/// adds none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub item: usize,
    pub by: Vec<Option<Rational>>,
    /// Whether a filter left out answers that have a weight. Then the item may have an answer and still add no number.
    pub filtered: bool,
}

/// The value of an expression. Items are given by their place in the form.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val {
    Empty,
    Boolean(bool),
    Number(Rational),
    Text(String),
    Texts(Vec<String>),
    Response,
    Questionnaire,
    /// Items of the response.
    Items(Set),
    /// Everything inside these items of the response.
    Descendants(Set),
    Answers(Set),
    /// Answers to these items, but only those with the marked options.
    AnswersWithOptions(Vec<(usize, Vec<bool>)>),
    /// The values of answers.
    Values(Set),
    /// The codes of the values of answers.
    Codes(Set),
    /// Items of the questionnaire.
    FormItems(Set),
    /// The options of items of the questionnaire.
    AnswerOptions(Set),
    /// The option of this item that is chosen.
    ChosenOption(usize),
    /// Extensions. The address is `None` until it is known.
    Extensions(Set, On, Option<String>),
    Numbers(Vec<Term>),
    Score(Score),
    Condition(Condition),
}

/// What one item adds to a score: `by` for each option, `missing` without an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub by: Vec<Rational>,
    pub missing: Rational,
}

/// A condition on a score: at least `least` of the items `of` are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MinAnswered {
    pub least: usize,
    pub of: Set,
}

/// A number that depends on the answers: `plus + times · (base + parts) / n`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Score {
    pub base: Rational,
    pub parts: BTreeMap<usize, Part>,
    /// The items whose answers are counted for `n`. `None`: `n` is 1.
    pub over: Option<Set>,
    pub times: Rational,
    pub plus: Rational,
    pub requirements: Vec<MinAnswered>,
}

impl Score {
    pub fn constant(base: Rational) -> Self {
        Self {
            base,
            parts: BTreeMap::new(),
            over: None,
            times: Rational::ONE,
            plus: Rational::ZERO,
            requirements: Vec::new(),
        }
    }

    /// The number, if it does not depend on the answers.
    pub fn as_constant(&self) -> Option<Rational> {
        let plain = self.parts.is_empty() && self.over.is_none() && self.requirements.is_empty();
        plain.then_some(self.base)
    }

    /// The sum of `terms`. Empty if none of their items is answered.
    pub fn sum(terms: &[Term]) -> Result<Self, Unsupported> {
        let mut score = Self::counting(terms)?;
        for term in terms {
            if term.filtered {
                return Err(Unsupported::new("a sum over some answers only"));
            }
        }
        score.requirements.push(MinAnswered {
            least: 1,
            of: score.parts.keys().copied().collect(),
        });
        Ok(score)
    }

    /// The sum of `terms`. 0 if none of their items is answered.
    pub fn counting(terms: &[Term]) -> Result<Self, Unsupported> {
        let mut score = Self::constant(Rational::ZERO);
        for term in terms {
            let part = Part {
                by: term
                    .by
                    .iter()
                    .map(|by| by.unwrap_or(Rational::ZERO))
                    .collect(),
                missing: Rational::ZERO,
            };
            score.add(term.item, part)?;
        }
        Ok(score)
    }

    /// Adds a part to what `item` adds already.
    pub fn add(&mut self, item: usize, part: Part) -> Result<(), Unsupported> {
        let Some(known) = self.parts.get_mut(&item) else {
            self.parts.insert(item, part);
            return Ok(());
        };
        for (sum, by) in known.by.iter_mut().zip(part.by) {
            *sum = exact(sum.plus(by))?;
        }
        known.missing = exact(known.missing.plus(part.missing))?;
        Ok(())
    }

    /// Adds a requirement, unless the score has it already.
    pub fn require(&mut self, requirement: MinAnswered) {
        if !self.requirements.contains(&requirement) {
            self.requirements.push(requirement);
        }
    }

    /// The items, if the score is just the number of those that are answered.
    pub fn as_count(&self) -> Option<Set> {
        let one = |part: &Part| {
            part.missing == Rational::ZERO && part.by.iter().all(|by| *by == Rational::ONE)
        };
        let plain = self.base == Rational::ZERO
            && self.over.is_none()
            && self.requirements.is_empty()
            && !self.parts.is_empty();
        (plain && self.parts.values().all(one)).then(|| self.parts.keys().copied().collect())
    }
}

/// `one and two` or `one or two` in FHIRPath's three-valued logic: one side may decide if the other is empty (`None`).
pub(super) fn joined(and: bool, one: Option<bool>, two: Option<bool>) -> Option<bool> {
    match (one, two) {
        (Some(one), _) | (_, Some(one)) if one != and => Some(one),
        (Some(_), Some(_)) => Some(and),
        _ => None,
    }
}

/// A truth value, with the answers left open.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// At least `least` of these are answered.
    AtLeast(MinAnswered),
    /// Fewer than `least` of these are answered.
    Fewer(MinAnswered),
    /// Depends on the answer to one item: `by` for each option, `missing` without an answer. `None` is an empty result.
    Item {
        item: usize,
        by: Vec<Option<bool>>,
        missing: Option<bool>,
    },
}
