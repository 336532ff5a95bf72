//! Functions on lists of numbers: `select`, `aggregate` and `where`.

use std::collections::BTreeSet;

use super::eval::{Eval, Scope};
use super::value::{Score, Term, Unsupported, Val, exact};
use crate::path::Expr;
use instrument::rational::Rational;

impl Eval<'_> {
    pub(super) fn select(
        &self,
        before: Val,
        each: &Expr,
        scope: Scope,
    ) -> Result<Val, Unsupported> {
        let mut out = Vec::new();
        let one = |this: &Val| {
            self.eval(
                each,
                Scope {
                    this: Some(this),
                    ..scope
                },
            )
        };
        match before {
            Val::Empty => return Ok(Val::Empty),
            Val::Items(set) => {
                for at in set {
                    let found = one(&Val::Items(BTreeSet::from([at])))?;
                    out.extend(self.listed(found)?.unwrap_or_default());
                }
            }
            Val::Answers(set) | Val::Values(set) => {
                for at in set {
                    let found = one(&Val::Answers(BTreeSet::from([at])))?;
                    out.extend(self.listed(found)?.unwrap_or_default());
                }
            }
            Val::Numbers(terms) => {
                for term in terms {
                    let by = term.by.iter().map(|by| match by {
                        None => Ok(None),
                        Some(by) => match self.scored(one(&Val::Number(*by))?)? {
                            None => Ok(None),
                            Some(score) => score.as_constant().map(Some).ok_or_else(|| {
                                Unsupported::new("select() with something else than numbers")
                            }),
                        },
                    });
                    let by = by.collect::<Result<_, _>>()?;
                    out.push(Term { by, ..term });
                }
            }
            _ => {
                return Err(Unsupported::new(
                    "select() of something else than items and numbers",
                ));
            }
        }
        Ok(Val::Numbers(out))
    }

    /// `aggregate($total + …, start)`.
    pub(super) fn aggregate(
        &self,
        before: Val,
        each: &Expr,
        start: &[Expr],
        scope: Scope,
    ) -> Result<Val, Unsupported> {
        let other = || Unsupported::new("aggregate() that does more than add up");
        let total = |expr: &Expr| *expr == Expr::Total;
        let added = |expr: &Expr| match expr {
            Expr::Binary("+", left, right) if total(left) => Some((**right).clone()),
            Expr::Binary("+", left, right) if total(right) => Some((**left).clone()),
            _ => None,
        };
        let (each, empty_if_none) = match each {
            // `iif($total.empty(), …, $total + …)`: a sum without a start, which is empty over an empty list.
            Expr::Call(None, name, parts) if name == "iif" => match parts.as_slice() {
                [Expr::Call(Some(first), empty, none), alone, sum]
                    if total(first) && empty == "empty" && none.is_empty() =>
                {
                    let each = added(sum).filter(|each| each == alone).ok_or_else(other)?;
                    (each, true)
                }
                _ => return Err(other()),
            },
            _ => (added(each).ok_or_else(other)?, false),
        };
        let start = match start {
            [] if empty_if_none => Rational::ZERO,
            [start] if !empty_if_none => match self.eval(start, scope)? {
                Val::Number(start) => start,
                _ => return Err(other()),
            },
            _ => return Err(other()),
        };
        let mut score = self.added_up(before, &each, empty_if_none, scope)?;
        score.base = exact(score.base.plus(start))?;
        Ok(Val::Score(score))
    }

    /// The sum of `each` over `before`. Fails if `each` may be empty: in FHIRPath, that makes the whole sum empty.
    fn added_up(
        &self,
        before: Val,
        each: &Expr,
        empty_if_none: bool,
        scope: Scope,
    ) -> Result<Score, Unsupported> {
        let empty = || Unsupported::new("aggregate() over something that may be empty");
        if let Val::Items(set) = before {
            let mut sum = Score::constant(Rational::ZERO);
            for at in set {
                let this = Val::Items(BTreeSet::from([at]));
                let found = self.eval(
                    each,
                    Scope {
                        this: Some(&this),
                        ..scope
                    },
                )?;
                let score = self.scored(found)?.ok_or_else(empty)?;
                // A response may contain an unanswered question or leave it out. It must count 0 in both cases.
                let even = score.requirements.is_empty()
                    && score.over.is_none()
                    && score.base == Rational::ZERO
                    && score
                        .parts
                        .values()
                        .all(|part| part.missing == Rational::ZERO);
                if !even || empty_if_none {
                    return Err(empty());
                }
                for (item, part) in score.parts {
                    sum.add(item, part)?;
                }
            }
            return Ok(sum);
        }
        let expected = match &before {
            Val::Answers(set) | Val::Values(set) => Some(self.answered(set)?.len()),
            _ => None,
        };
        let Val::Numbers(terms) = self.select(before, each, scope)? else {
            return Err(empty());
        };
        let whole = terms.iter().all(|term| term.by.iter().all(Option::is_some));
        if !whole || expected.is_some_and(|expected| expected != terms.len()) {
            return Err(empty());
        }
        if empty_if_none {
            Score::sum(&terms)
        } else {
            Score::counting(&terms)
        }
    }

    /// Keeps only the numbers for which `test` is true, as in `where($this > 2)`.
    pub(super) fn kept(
        &self,
        terms: Vec<Term>,
        test: &Expr,
        scope: Scope,
    ) -> Result<Vec<Term>, Unsupported> {
        let mut out = Vec::new();
        for term in terms {
            let mut by = Vec::new();
            for number in &term.by {
                let keep = match number {
                    None => false,
                    Some(number) => {
                        let this = Val::Number(*number);
                        match self.eval(
                            test,
                            Scope {
                                this: Some(&this),
                                ..scope
                            },
                        )? {
                            Val::Boolean(keep) => keep,
                            Val::Empty => false,
                            _ => {
                                return Err(Unsupported::new(
                                    "where() that looks at more than the number",
                                ));
                            }
                        }
                    }
                };
                by.push(number.filter(|_| keep));
            }
            out.push(Term {
                by,
                filtered: true,
                ..term
            });
        }
        Ok(out)
    }
}
