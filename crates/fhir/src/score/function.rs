//! Functions: `weight`, `sum`, `count`, `exists` and so on.

use std::collections::BTreeSet;

use super::eval::{Eval, Scope};
use super::value::{Condition, Gate, Part, Score, Set, Stop, Term, Val};
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
    ) -> Result<Val, Stop> {
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
                    _ => Err(Stop::unknown("extension() without an address")),
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
                    (left, right) => Ok(left.or(right).map_or(Val::Nothing, Val::Numbers)),
                }
            }
            ("ofType" | "as", [_]) => match before {
                Val::Values(_) | Val::Nothing => Ok(before),
                _ => Err(Stop::unknown(format!(
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
            _ => Err(Stop::unknown(format!(
                "{name}() with arguments is not understood"
            ))),
        }
    }

    fn plain(&self, before: Val, name: &str) -> Result<Val, Stop> {
        match (name, before) {
            ("count", Val::Nothing) => Ok(Val::Number(Rational::ZERO)),
            ("exists" | "hasValue" | "empty", before) => {
                let exists = self.exists(before)?;
                if name == "empty" {
                    Self::not(exists)
                } else {
                    Ok(exists)
                }
            }
            ("not", before) => Self::not(before),
            (_, Val::Nothing) => Ok(Val::Nothing),
            ("descendants", before) => Ok(Val::Below(self.below(&before)?)),
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
            ("weight" | "ordinal", Val::Given(given)) => Ok(Val::Numbers(self.weights_of(given)?)),
            ("weight" | "ordinal", Val::Picked(item)) => {
                Ok(Val::Numbers(self.weights(&BTreeSet::from([item]))?))
            }
            ("sum", before) => match self.listed(before)? {
                Some(terms) if terms.is_empty() => Ok(Val::Nothing),
                Some(terms) => Ok(Val::Score(Score::sum(&terms)?)),
                None => Ok(Val::Nothing),
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
            _ => Err(Stop::unknown(format!("{name}() is not understood here"))),
        }
    }

    /// The number 1 for each answer, as needed to count them.
    pub(super) fn answered(&self, set: &Set) -> Result<Vec<Term>, Stop> {
        for &at in set {
            self.asked_or_empty(at)?;
        }
        let questions: Set = set
            .iter()
            .copied()
            .filter(|&at| self.form.items[at].asks())
            .collect();
        if questions
            .iter()
            .any(|&at| self.form.items[at].options.is_empty())
        {
            return Err(Stop::unknown("it counts answers that are typed in"));
        }
        if questions
            .iter()
            .any(|&at| self.form.items[at].present().contains(&false))
        {
            return Err(Stop::unknown(
                "it counts answers, some of which have no weight",
            ));
        }
        self.numbers(&questions, |_| Some(Rational::ONE))
    }

    /// `val` as a list of numbers. `None` if it is empty.
    pub(super) fn listed(&self, val: Val) -> Result<Option<Vec<Term>>, Stop> {
        match val {
            Val::Numbers(terms) => Ok(Some(terms)),
            Val::Values(set) => self.valued(&set).map(Some),
            Val::Nothing => Ok(None),
            _ => Err(Stop::unknown("it adds up something else than numbers")),
        }
    }

    /// `val` itself, if it can have at most one element. Otherwise the answers would decide which element is picked.
    pub(super) fn only(val: Val, name: &str) -> Result<Val, Stop> {
        let single = match &val {
            Val::Items(set) | Val::Answers(set) | Val::Values(set) | Val::Codes(set) => {
                set.len() <= 1
            }
            Val::Numbers(terms) => terms.len() <= 1,
            Val::Score(_) | Val::Number(_) | Val::Nothing | Val::Picked(_) => true,
            _ => false,
        };
        if single {
            return Ok(val);
        }
        Err(Stop::unknown(format!(
            "{name} picks one of several, which depends on what is answered"
        )))
    }

    /// `val`, if it is always a whole number, so that rounding changes nothing. Fails otherwise, or without `rounds`.
    fn whole(&self, val: Val, rounds: bool) -> Result<Val, Stop> {
        let Some(score) = self.scored(val)? else {
            return Ok(Val::Nothing);
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
        Err(Stop::unknown("it rounds the score; a pack keeps it exact"))
    }

    /// Whether `val` is not empty.
    fn exists(&self, val: Val) -> Result<Val, Stop> {
        let all = |of: Set| {
            if of.is_empty() {
                Val::Truth(false)
            } else {
                Val::Condition(Condition::AtLeast(Gate { least: 1, of }))
            }
        };
        Ok(match val {
            Val::Nothing => Val::Truth(false),
            Val::Number(_) | Val::Text(_) | Val::Truth(_) => Val::Truth(true),
            Val::Answers(set) | Val::Values(set) | Val::Codes(set) => {
                all(self.answered(&set)?.iter().map(|term| term.item).collect())
            }
            Val::Picked(item) => all(BTreeSet::from([item])),
            Val::Numbers(terms) => {
                if terms.iter().any(|term| term.by.iter().any(Option::is_none)) {
                    return Err(Stop::unknown("exists() over some answers only"));
                }
                all(terms.iter().map(|term| term.item).collect())
            }
            Val::Score(score) => match score.gates.as_slice() {
                [] => Val::Truth(true),
                [gate] => Val::Condition(Condition::AtLeast(gate.clone())),
                _ => {
                    return Err(Stop::unknown(
                        "exists() of a score with several rules of its own",
                    ));
                }
            },
            _ => {
                return Err(Stop::unknown(
                    "exists() of something else than answers and scores",
                ));
            }
        })
    }
}
