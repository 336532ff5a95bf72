//! What an expression can stand for, with the answers left open.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::Code;
use instrument::rational::Rational;

/// Why an expression cannot be scored exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub code: Code,
    pub what: String,
}

impl Stop {
    /// An expression that is not understood.
    pub fn unknown(what: impl Into<String>) -> Self {
        Self {
            code: Code::UnsupportedExpression,
            what: what.into(),
        }
    }
}

/// A number too large to stay exact.
pub(super) fn exact(number: Option<Rational>) -> Result<Rational, Stop> {
    number.ok_or_else(|| Stop {
        code: Code::TooLarge,
        what: "a number too large to be kept exactly".to_owned(),
    })
}

/// Items, by their place in the form.
pub(super) type Set = BTreeSet<usize>;

/// Where extensions are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// On the option chosen.
    Option,
    /// On the answer given.
    Answer,
}

/// The number an item adds to a list, by option; nothing when it adds none. Without an answer it adds none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub item: usize,
    pub by: Vec<Option<Rational>>,
    /// Answers that have a weight were left out: an answer may be there, and its number not.
    pub filtered: bool,
}

/// What an expression stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val {
    Nothing,
    Truth(bool),
    Number(Rational),
    Text(String),
    Texts(Vec<String>),
    Response,
    Questionnaire,
    /// Items of the response.
    Items(Set),
    /// Everything in these items of the response.
    Below(Set),
    Answers(Set),
    /// Answers by some of their options alone.
    Given(Vec<(usize, Vec<bool>)>),
    /// Their values.
    Values(Set),
    /// The codes of their values.
    Codes(Set),
    /// Items of the questionnaire.
    FormItems(Set),
    /// What they offer.
    Offered(Set),
    /// Of that, what is chosen.
    Picked(usize),
    /// Extensions, of one address once it is known.
    Extensions(Set, On, Option<String>),
    Numbers(Vec<Term>),
    Score(Score),
    Condition(Condition),
}

/// What one item adds to a score.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub by: Vec<Rational>,
    pub missing: Rational,
}

/// There is no score with fewer of these answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gate {
    pub least: usize,
    pub of: Set,
}

/// A number that depends on the answers: `plus + times · (base + parts) / n`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Score {
    pub base: Rational,
    pub parts: BTreeMap<usize, Part>,
    /// The items whose answers are counted for `n`; without them `n` is 1.
    pub over: Option<Set>,
    pub times: Rational,
    pub plus: Rational,
    pub gates: Vec<Gate>,
}

impl Score {
    pub fn constant(base: Rational) -> Self {
        Self {
            base,
            parts: BTreeMap::new(),
            over: None,
            times: Rational::ONE,
            plus: Rational::ZERO,
            gates: Vec::new(),
        }
    }

    /// The number, when no answer changes it.
    pub fn as_constant(&self) -> Option<Rational> {
        let plain = self.parts.is_empty() && self.over.is_none() && self.gates.is_empty();
        plain.then_some(self.base)
    }

    /// The sum of `terms`: nothing when none of them is there.
    pub fn sum(terms: &[Term]) -> Result<Self, Stop> {
        let mut score = Self::counting(terms)?;
        for term in terms {
            if term.filtered {
                return Err(Stop::unknown("a sum over some answers only"));
            }
        }
        score.gates.push(Gate {
            least: 1,
            of: score.parts.keys().copied().collect(),
        });
        Ok(score)
    }

    /// The sum of `terms`, 0 when none of them is there.
    pub fn counting(terms: &[Term]) -> Result<Self, Stop> {
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

    /// Adds what one item adds.
    pub fn add(&mut self, item: usize, part: Part) -> Result<(), Stop> {
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

    /// Adds a gate, once.
    pub fn gate(&mut self, gate: Gate) {
        if !self.gates.contains(&gate) {
            self.gates.push(gate);
        }
    }

    /// The items counted, when it is nothing but how many are answered.
    pub fn as_count(&self) -> Option<Set> {
        let one = |part: &Part| {
            part.missing == Rational::ZERO && part.by.iter().all(|by| *by == Rational::ONE)
        };
        let plain = self.base == Rational::ZERO
            && self.over.is_none()
            && self.gates.is_empty()
            && !self.parts.is_empty();
        (plain && self.parts.values().all(one)).then(|| self.parts.keys().copied().collect())
    }
}

/// `one and two` or `one or two`, as FHIRPath has it: one of them may decide while there is nothing of the other.
pub(super) fn joined(and: bool, one: Option<bool>, two: Option<bool>) -> Option<bool> {
    match (one, two) {
        (Some(one), _) | (_, Some(one)) if one != and => Some(one),
        (Some(_), Some(_)) => Some(and),
        _ => None,
    }
}

/// Whether something holds, with the answers left open.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// So many of these are answered.
    AtLeast(Gate),
    /// Fewer are.
    Fewer(Gate),
    /// By the option of one item; `missing` when it is not answered. Nothing stands for an empty comparison.
    Item {
        item: usize,
        by: Vec<Option<bool>>,
        missing: Option<bool>,
    },
}
