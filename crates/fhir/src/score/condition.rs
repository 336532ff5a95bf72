//! Conditions: `iif`, comparisons, `and`, `or`, `not`.

use super::eval::{Eval, Scope};
use super::value::{
    Condition, MinAnswered, Part, Score, Set, Term, Unsupported, Val, exact, joined,
};
use crate::form::Key;
use crate::path::Expr;
use instrument::rational::Rational;

/// An item, and whether a condition is true for each of its options and without an answer. `None` where it is empty.
type Truths = (usize, Vec<Option<bool>>, Option<bool>);

/// A number for each option of one item, and without an answer. `None` where there is no number.
struct Row {
    by: Vec<Option<Rational>>,
    missing: Option<Rational>,
}

impl Eval<'_> {
    /// `iif(condition, yes, no)`.
    pub(super) fn choose(&self, arguments: &[Expr], scope: Scope) -> Result<Val, Unsupported> {
        let (test, yes, no) = match arguments {
            [test, yes] => (test, yes, &Expr::Empty),
            [test, yes, no] => (test, yes, no),
            _ => return Err(Unsupported::new("iif() takes two or three")),
        };
        let condition = match self.eval(test, scope)? {
            Val::Boolean(true) => return self.eval(yes, scope),
            Val::Boolean(false) | Val::Empty => return self.eval(no, scope),
            Val::Condition(condition) => condition,
            _ => {
                return Err(Unsupported::new("iif() by something else than a condition"));
            }
        };
        let (yes, no) = (self.eval(yes, scope)?, self.eval(no, scope)?);
        let (yes, no) = (self.scored(yes)?, self.scored(no)?);
        if let Some((item, by, missing)) = self.as_item(&condition) {
            let row = |score: Option<&Score>| self.row(item, score);
            if let (Some(yes), Some(no)) = (row(yes.as_ref())?, row(no.as_ref())?) {
                let pick = by.iter().zip(yes.by.iter().zip(&no.by));
                let by = pick
                    .map(|(by, (yes, no))| if *by == Some(true) { *yes } else { *no })
                    .collect();
                let missing = if missing == Some(true) {
                    yes.missing
                } else {
                    no.missing
                };
                return rebuilt(item, by, missing, &self.form.items[item].present());
            }
        }
        match (condition, yes, no) {
            (Condition::AtLeast(needed), Some(mut score), None)
            | (Condition::Fewer(needed), None, Some(mut score)) => {
                score.require(needed);
                Ok(Val::Score(score))
            }
            // The other branch is the value without an answer. If the score is that anyway, it needs no requirement.
            (Condition::AtLeast(needed), Some(score), Some(other))
            | (Condition::Fewer(needed), Some(other), Some(score)) => {
                let own =
                    score.over.is_none() && score.requirements.iter().all(|own| *own == needed);
                if own && needed.least == 1 && other.as_constant() == Some(score.base) {
                    return Ok(Val::Score(Score {
                        requirements: Vec::new(),
                        ..score
                    }));
                }
                Err(Unsupported::new(
                    "iif() that gives another number when too little is answered",
                ))
            }
            _ => Err(Unsupported::new("iif() of a kind that is not understood")),
        }
    }

    /// The condition by option and without an answer, if it depends on one item alone.
    fn as_item(&self, condition: &Condition) -> Option<Truths> {
        let one = |needed: &MinAnswered, wanted: bool| -> Option<Truths> {
            let item = needed.of.first().copied()?;
            let present = self.form.items[item].present().into_iter();
            let by = present.map(|there| Some(there == wanted)).collect();
            (needed.least == 1 && needed.of.len() == 1).then_some((item, by, Some(!wanted)))
        };
        match condition {
            Condition::Item { item, by, missing } => Some((*item, by.clone(), *missing)),
            Condition::AtLeast(needed) => one(needed, true),
            Condition::Fewer(needed) => one(needed, false),
        }
    }

    /// The value of `score` for each option of `item`. `None` if it depends on other items too.
    fn row(&self, item: usize, score: Option<&Score>) -> Result<Option<Row>, Unsupported> {
        let options = self.form.items[item].options.len();
        let Some(score) = score else {
            return Ok(Some(Row {
                by: vec![None; options],
                missing: None,
            }));
        };
        let own = score.over.is_none()
            && score.parts.keys().all(|at| *at == item)
            && score
                .requirements
                .iter()
                .all(|needed| needed.of.iter().all(|at| *at == item));
        if !own {
            return Ok(None);
        }
        let none = Part {
            by: vec![Rational::ZERO; options],
            missing: Rational::ZERO,
        };
        let part = score.parts.get(&item).unwrap_or(&none);
        let with = |number: Rational| exact(score.base.plus(number)).map(Some);
        let present = self.form.items[item].present();
        let by = part.by.iter().zip(present).map(|(by, there)| {
            if there || score.requirements.is_empty() {
                with(*by)
            } else {
                Ok(None)
            }
        });
        let by = by.collect::<Result<_, _>>()?;
        let missing = if score.requirements.is_empty() {
            with(part.missing)?
        } else {
            None
        };
        Ok(Some(Row { by, missing }))
    }

    pub(super) fn not(val: Val) -> Result<Val, Unsupported> {
        Ok(match val {
            Val::Empty => Val::Empty,
            Val::Boolean(truth) => Val::Boolean(!truth),
            Val::Condition(Condition::AtLeast(needed)) => Val::Condition(Condition::Fewer(needed)),
            Val::Condition(Condition::Fewer(needed)) => Val::Condition(Condition::AtLeast(needed)),
            Val::Condition(Condition::Item { item, by, missing }) => {
                Val::Condition(Condition::Item {
                    item,
                    by: by.into_iter().map(|by| by.map(|by| !by)).collect(),
                    missing: missing.map(|missing| !missing),
                })
            }
            _ => {
                return Err(Unsupported::new("not() of something else than a condition"));
            }
        })
    }

    pub(super) fn both(&self, operator: &str, left: Val, right: Val) -> Result<Val, Unsupported> {
        let and = operator == "and";
        let (left, right) = match (left, right) {
            (Val::Boolean(truth), other) | (other, Val::Boolean(truth)) => {
                return Ok(if truth == and {
                    other
                } else {
                    Val::Boolean(truth)
                });
            }
            (Val::Condition(left), Val::Condition(right)) => (left, right),
            _ => {
                return Err(Unsupported::new(format!(
                    "`{operator}` of something else than conditions"
                )));
            }
        };
        if let (Condition::AtLeast(one), Condition::AtLeast(two)) = (&left, &right) {
            let of: Set = one.of.union(&two.of).copied().collect();
            let any = one.least == 1 && two.least == 1;
            let all = one.least == one.of.len() && two.least == two.of.len();
            let least = match (and, any, all) {
                (false, true, _) => Some(1),
                (true, _, true) => Some(of.len()),
                _ => None,
            };
            if let Some(least) = least {
                return Ok(Val::Condition(Condition::AtLeast(MinAnswered {
                    least,
                    of,
                })));
            }
        }
        let (Some(one), Some(two)) = (self.as_item(&left), self.as_item(&right)) else {
            return Err(Unsupported::new(format!(
                "`{operator}` of conditions on several questions"
            )));
        };
        if one.0 != two.0 {
            return Err(Unsupported::new(format!(
                "`{operator}` of conditions on several questions"
            )));
        }
        let by = one.1.iter().zip(&two.1);
        Ok(Val::Condition(Condition::Item {
            item: one.0,
            by: by.map(|(one, two)| joined(and, *one, *two)).collect(),
            missing: joined(and, one.2, two.2),
        }))
    }

    /// `left operator right` of two numbers, or of an answer and a code.
    pub(super) fn compared(
        &self,
        operator: &str,
        left: Val,
        right: Val,
    ) -> Result<Val, Unsupported> {
        let (left, right) = match (left, right) {
            (Val::Empty, _) | (_, Val::Empty) => return Ok(Val::Empty),
            (Val::Text(left), Val::Text(right)) => {
                return match operator {
                    "=" | "~" => Ok(Val::Boolean(left == right)),
                    "!=" | "!~" => Ok(Val::Boolean(left != right)),
                    _ => Err(Unsupported::new("it compares texts by order")),
                };
            }
            (Val::Codes(set), Val::Text(code)) | (Val::Text(code), Val::Codes(set)) => {
                return self.coded(operator, &set, &code);
            }
            pair => pair,
        };
        let (Some(left), Some(right)) = (self.scored(left)?, self.scored(right)?) else {
            return Ok(Val::Empty);
        };
        let test = |a: Rational, b: Rational| match operator {
            "=" | "~" => a == b,
            "!=" | "!~" => a != b,
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            _ => a >= b,
        };
        let (score, number, flipped) = match (left.as_constant(), right.as_constant()) {
            (Some(left), Some(right)) => return Ok(Val::Boolean(test(left, right))),
            (None, Some(number)) => (left, number, false),
            (Some(number), None) => (right, number, true),
            (None, None) => return Err(Unsupported::new("it compares two scores")),
        };
        let test = |a: Rational| {
            if flipped {
                test(number, a)
            } else {
                test(a, number)
            }
        };
        if let Some(of) = score.as_count() {
            // Whether each possible number of answers passes. Packs need "at least so many" or "fewer than so many".
            let passes: Vec<bool> = (0..=of.len())
                .map(|count| test(Rational::from(count_of(count))))
                .collect();
            let least = passes.iter().filter(|passes| !**passes).count();
            if least >= 1
                && passes[least..].iter().all(|passes| *passes)
                && !passes[..least].contains(&true)
            {
                return Ok(Val::Condition(Condition::AtLeast(MinAnswered {
                    least,
                    of,
                })));
            }
            let fewer = passes.iter().filter(|passes| **passes).count();
            if fewer >= 1 && !passes[fewer..].contains(&true) {
                return Ok(Val::Condition(Condition::Fewer(MinAnswered {
                    least: fewer,
                    of,
                })));
            }
            return Err(Unsupported::new(
                "a number of answers that must be met exactly",
            ));
        }
        let Some((&item, _)) = score.parts.iter().next() else {
            return Err(Unsupported::new("it compares something that is no score"));
        };
        let Some(row) = self.row(item, Some(&score))? else {
            return Err(Unsupported::new(
                "a condition on a score of several questions",
            ));
        };
        Ok(Val::Condition(Condition::Item {
            item,
            by: row.by.iter().map(|by| by.map(test)).collect(),
            missing: row.missing.map(test),
        }))
    }

    fn coded(&self, operator: &str, set: &Set, code: &str) -> Result<Val, Unsupported> {
        let (Some(&item), 1, "=" | "!=") = (set.first(), set.len(), operator) else {
            return Err(Unsupported::new("it compares the codes of several answers"));
        };
        // An answer that is not a coding has no code, so comparing it is empty.
        let is = |key: &Key| match key {
            Key::Coding(_, known) => Some((known == code) == (operator == "=")),
            _ => None,
        };
        let options = &self.form.items[item].options;
        Ok(Val::Condition(Condition::Item {
            item,
            by: options.iter().map(|choice| is(&choice.key)).collect(),
            missing: None,
        }))
    }
}

fn count_of(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Makes a value of one item's numbers. `present` says which options count as an answer.
fn rebuilt(
    item: usize,
    by: Vec<Option<Rational>>,
    missing: Option<Rational>,
    present: &[bool],
) -> Result<Val, Unsupported> {
    let Some(missing) = missing else {
        let filtered = by
            .iter()
            .zip(present)
            .any(|(by, there)| by.is_none() && *there);
        return Ok(Val::Numbers(vec![Term { item, by, filtered }]));
    };
    let by: Option<Vec<Rational>> = by.into_iter().collect();
    let Some(by) = by else {
        let what = "iif() that gives a number without an answer and none with one";
        return Err(Unsupported::new(what));
    };
    let mut score = Score::constant(Rational::ZERO);
    score.add(item, Part { by, missing })?;
    Ok(Val::Score(score))
}
