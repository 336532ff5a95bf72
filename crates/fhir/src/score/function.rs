//! Functions: `weight`, `sum`, `count`, `exists` and so on.

use std::collections::BTreeSet;

use super::eval::{Eval, Scope};
use super::value::{Condition, MinAnswered, Part, Score, Set, Term, Unsupported, Val};
use crate::path::Expr;
use instrument::rational::Rational;

impl Eval<'_> {
    /// `before.name(arguments)`.
    pub(super) fn call(
        &self,
        before: Val,
        name: &str,
        arguments: &[Expr],
        scope: Scope,
    ) -> Result<Val, Unsupported> {
        match (name, arguments) {
            ("where", [test]) => self.filter(before, test, scope),
            ("select", [each]) => self.select(before, each, scope),
            ("aggregate", [each, rest @ ..]) => self.aggregate(before, each, rest, scope),
            ("iif", _) => self.choose(
                arguments,
                Scope {
                    this: Some(&before),
                    ..scope
                },
            ),
            ("exists", [test]) => {
                let kept = self.filter(before, test, scope)?;
                self.exists(kept)
            }
            ("extension", [url]) => {
                let all = self.member(&before, "extension")?;
                match (all, self.eval(url, scope)?) {
                    (Val::Extensions(set, on, None), Val::Text(url)) => {
                        Ok(Val::Extensions(set, on, Some(url)))
                    }
                    _ => Err(Unsupported::new("extension() without an address")),
                }
            }
            ("repeat", [Expr::Member(None, member)]) if member == "item" => {
                Ok(Val::Items(self.repeat(&before)?))
            }
            ("combine", [other]) => {
                let other = self.eval(other, scope)?;
                match (self.listed(before)?, self.listed(other)?) {
                    (Some(mut left), Some(right)) => {
                        left.extend(right);
                        Ok(Val::Numbers(left))
                    }
                    (left, right) => Ok(left.or(right).map_or(Val::Empty, Val::Numbers)),
                }
            }
            ("ofType" | "as", [_]) => match before {
                Val::Values(_) | Val::Empty => Ok(before),
                _ => Err(Unsupported::new(format!(
                    "{name}() of something else than answers"
                ))),
            },
            ("round", [places]) => {
                let whole = matches!(self.eval(places, scope)?, Val::Number(places) if places >= Rational::ZERO);
                self.whole(before, whole)
            }
            ("round", []) | ("toInteger", []) => self.whole(before, true),
            ("trace", _) => Ok(before),
            (_, []) => self.plain(before, name),
            _ => Err(Unsupported::new(format!(
                "{name}() with arguments is not understood"
            ))),
        }
    }

    fn plain(&self, before: Val, name: &str) -> Result<Val, Unsupported> {
        match (name, before) {
            ("count", Val::Empty) => Ok(Val::Number(Rational::ZERO)),
            ("exists" | "hasValue" | "empty", before) => {
                let exists = self.exists(before)?;
                if name == "empty" {
                    Self::not(exists)
                } else {
                    Ok(exists)
                }
            }
            ("not", before) => Self::not(before),
            (_, Val::Empty) => Ok(Val::Empty),
            ("descendants", before) => Ok(Val::Descendants(self.below(&before)?)),
            // A function of SDC: the answers at any depth.
            ("answers", before @ (Val::Response | Val::Items(_))) => {
                let mut set = self.below(&before)?;
                if let Val::Items(own) = &before {
                    set.extend(own);
                }
                self.member(&Val::Items(set), "answer")
            }
            ("weight" | "ordinal", Val::Answers(set) | Val::Values(set)) => {
                Ok(Val::Numbers(self.weights(&set)?))
            }
            ("weight" | "ordinal", Val::AnswersWithOptions(given)) => {
                Ok(Val::Numbers(self.weights_of(given)?))
            }
            ("weight" | "ordinal", Val::ChosenOption(item)) => {
                Ok(Val::Numbers(self.weights(&BTreeSet::from([item]))?))
            }
            ("sum", before) => match self.listed(before)? {
                Some(terms) if terms.is_empty() => Ok(Val::Empty),
                Some(terms) => Ok(Val::Score(Score::sum(&terms)?)),
                None => Ok(Val::Empty),
            },
            ("avg", before) => {
                let terms = self.listed(before)?.unwrap_or_default();
                let mut score = Score::sum(&terms)?;
                score.over = Some(score.parts.keys().copied().collect());
                Ok(Val::Score(score))
            }
            ("count", Val::Numbers(terms)) => {
                let ones = terms.into_iter().map(|term| Term {
                    by: term.by.iter().map(|by| by.map(|_| Rational::ONE)).collect(),
                    ..term
                });
                Ok(Val::Score(Score::counting(&ones.collect::<Vec<_>>())?))
            }
            ("count", Val::Answers(set) | Val::Values(set)) => {
                let terms = self.answered(&set)?;
                Ok(Val::Score(Score::counting(&terms)?))
            }
            ("toDecimal" | "toQuantity", before) => Ok(before),
            ("first" | "last" | "single", before) => Self::only(before, name),
            _ => Err(Unsupported::new(format!("{name}() is not understood here"))),
        }
    }

    /// The number 1 for each answer, as needed to count them.
    pub(super) fn answered(&self, set: &Set) -> Result<Vec<Term>, Unsupported> {
        for &at in set {
            self.asked_or_empty(at)?;
        }
        let questions: Set = set
            .iter()
            .copied()
            .filter(|&at| self.form.items[at].is_question())
            .collect();
        if questions
            .iter()
            .any(|&at| self.form.items[at].options.is_empty())
        {
            return Err(Unsupported::new("it counts answers that are typed in"));
        }
        if questions
            .iter()
            .any(|&at| self.form.items[at].present().contains(&false))
        {
            return Err(Unsupported::new(
                "it counts answers, some of which have no weight",
            ));
        }
        self.numbers(&questions, |_| Some(Rational::ONE))
    }

    /// `val` as a list of numbers. `None` if it is empty.
    pub(super) fn listed(&self, val: Val) -> Result<Option<Vec<Term>>, Unsupported> {
        match val {
            Val::Numbers(terms) => Ok(Some(terms)),
            Val::Values(set) => self.valued(&set).map(Some),
            Val::Empty => Ok(None),
            _ => Err(Unsupported::new("it adds up something else than numbers")),
        }
    }

    /// `val` itself, if it can have at most one element. Otherwise the answers would decide which element is picked.
    pub(super) fn only(val: Val, name: &str) -> Result<Val, Unsupported> {
        let single = match &val {
            Val::Items(set) | Val::Answers(set) | Val::Values(set) | Val::Codes(set) => {
                set.len() <= 1
            }
            Val::Numbers(terms) => terms.len() <= 1,
            Val::Score(_) | Val::Number(_) | Val::Empty | Val::ChosenOption(_) => true,
            _ => false,
        };
        if single {
            return Ok(val);
        }
        Err(Unsupported::new(format!(
            "{name} picks one of several, which depends on what is answered"
        )))
    }

    /// `val`, if it is always a whole number, so that rounding changes nothing. Fails otherwise, or without `rounds`.
    fn whole(&self, val: Val, rounds: bool) -> Result<Val, Unsupported> {
        let Some(score) = self.scored(val)? else {
            return Ok(Val::Empty);
        };
        let part = |part: &Part| {
            part.by
                .iter()
                .chain([&part.missing])
                .all(|by| by.as_whole().is_some())
        };
        let whole = score.over.is_none()
            && score.base.as_whole().is_some()
            && score.parts.values().all(part);
        if whole && rounds {
            return Ok(Val::Score(score));
        }
        Err(Unsupported::new(
            "it rounds the score; a pack keeps it exact",
        ))
    }

    /// Whether `val` is not empty.
    fn exists(&self, val: Val) -> Result<Val, Unsupported> {
        let all = |of: Set| {
            if of.is_empty() {
                Val::Boolean(false)
            } else {
                Val::Condition(Condition::AtLeast(MinAnswered { least: 1, of }))
            }
        };
        Ok(match val {
            Val::Empty => Val::Boolean(false),
            Val::Number(_) | Val::Text(_) | Val::Boolean(_) => Val::Boolean(true),
            Val::Answers(set) | Val::Values(set) | Val::Codes(set) => {
                all(self.answered(&set)?.iter().map(|term| term.item).collect())
            }
            Val::ChosenOption(item) => all(BTreeSet::from([item])),
            Val::Numbers(terms) => {
                if terms.iter().any(|term| term.by.iter().any(Option::is_none)) {
                    return Err(Unsupported::new("exists() over some answers only"));
                }
                all(terms.iter().map(|term| term.item).collect())
            }
            Val::Score(score) => match score.requirements.as_slice() {
                [] => Val::Boolean(true),
                [requirement] => Val::Condition(Condition::AtLeast(requirement.clone())),
                _ => {
                    return Err(Unsupported::new(
                        "exists() of a score with several rules of its own",
                    ));
                }
            },
            _ => {
                return Err(Unsupported::new(
                    "exists() of something else than answers and scores",
                ));
            }
        })
    }
}
