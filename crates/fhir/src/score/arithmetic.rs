//! Sums, differences, products and quotients of scores.

use super::eval::Eval;
use super::value::{MinAnswered, Part, Score, Unsupported, Val, exact};
use instrument::rational::Rational;

impl Eval<'_> {
    /// `val` as a score. `None` if it is empty.
    pub(super) fn scored(&self, val: Val) -> Result<Option<Score>, Unsupported> {
        let terms = match val {
            Val::Empty => return Ok(None),
            Val::Number(number) => return Ok(Some(Score::constant(number))),
            Val::Score(score) => return Ok(Some(score)),
            Val::Numbers(terms) => terms,
            Val::Values(set) => {
                // The item is itself calculated: use its score.
                if let Some(&item) = set.iter().next()
                    && set.len() == 1
                    && self.form.items[item].calculated.is_some()
                {
                    return self.score(item).map(Some);
                }
                self.valued(&set)?
            }
            _ => {
                return Err(Unsupported::new(
                    "it reckons with something that is no number",
                ));
            }
        };
        match terms.as_slice() {
            [] => Ok(None),
            [_] => Score::sum(&terms).map(Some),
            _ => Err(Unsupported::new("it reckons with several numbers at once")),
        }
    }

    /// `left operator right`.
    pub(super) fn binary(&self, operator: &str, left: Val, right: Val) -> Result<Val, Unsupported> {
        match operator {
            "and" | "or" => return self.both(operator, left, right),
            "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~" => {
                return self.compared(operator, left, right);
            }
            "|" => return union(left, right),
            "&" => return joined(left, right),
            "+" if matches!((&left, &right), (Val::Text(_), Val::Text(_))) => {
                return joined(left, right);
            }
            "+" | "-" | "*" | "/" => {}
            _ => {
                return Err(Unsupported::new(format!(
                    "`{operator}` is not understood here"
                )));
            }
        }
        let (Some(left), Some(right)) = (self.scored(left)?, self.scored(right)?) else {
            return Ok(Val::Empty);
        };
        let score = match operator {
            "+" => added(left, &right)?,
            "-" => added(left, &multiplied(right, Rational::from(-1_i64))?)?,
            "*" => match (left.as_constant(), right.as_constant()) {
                (Some(number), _) => multiplied(right, number)?,
                (_, Some(number)) => multiplied(left, number)?,
                _ => return Err(Unsupported::new("it multiplies two scores")),
            },
            _ => divided(left, &right)?,
        };
        Ok(match score.as_constant() {
            Some(number) => Val::Number(number),
            None => Val::Score(score),
        })
    }
}

fn added(left: Score, right: &Score) -> Result<Score, Unsupported> {
    if let Some(number) = right.as_constant() {
        return shifted(left, number);
    }
    if let Some(number) = left.as_constant() {
        return shifted(right.clone(), number);
    }
    if left.over.is_some() || right.over.is_some() {
        return Err(Unsupported::new("it adds means"));
    }
    let mut sum = left;
    sum.base = exact(sum.base.plus(right.base))?;
    for (item, part) in &right.parts {
        sum.add(*item, part.clone())?;
    }
    for requirement in &right.requirements {
        sum.require(requirement.clone());
    }
    Ok(sum)
}

fn shifted(mut score: Score, by: Rational) -> Result<Score, Unsupported> {
    let place = if score.over.is_some() {
        &mut score.plus
    } else {
        &mut score.base
    };
    *place = exact(place.plus(by))?;
    Ok(score)
}

fn multiplied(mut score: Score, by: Rational) -> Result<Score, Unsupported> {
    if score.over.is_some() {
        score.times = exact(score.times.times(by))?;
        score.plus = exact(score.plus.times(by))?;
        return Ok(score);
    }
    score.base = exact(score.base.times(by))?;
    for part in score.parts.values_mut() {
        let Part { by: each, missing } = part;
        for number in each.iter_mut().chain([missing]) {
            *number = exact(number.times(by))?;
        }
    }
    Ok(score)
}

fn divided(mut left: Score, right: &Score) -> Result<Score, Unsupported> {
    if let Some(number) = right.as_constant() {
        let Some(by) = Rational::ONE.over(number) else {
            return Err(Unsupported::new("it divides by 0"));
        };
        return multiplied(left, by);
    }
    let Some(counted) = right.as_count() else {
        return Err(Unsupported::new(
            "it divides by something else than a number of answers",
        ));
    };
    if left.over.is_some() || left.base != Rational::ZERO {
        return Err(Unsupported::new(
            "it divides more than a sum by a number of answers",
        ));
    }
    // With nothing answered this divides by 0, which is empty in FHIRPath: there is no score.
    left.require(MinAnswered {
        least: 1,
        of: counted.clone(),
    });
    left.over = Some(counted);
    Ok(left)
}

fn union(left: Val, right: Val) -> Result<Val, Unsupported> {
    Ok(match (left, right) {
        (Val::Empty, other) | (other, Val::Empty) => other,
        (Val::Items(mut left), Val::Items(right)) => {
            left.extend(right);
            Val::Items(left)
        }
        (Val::Text(left), Val::Text(right)) => Val::Texts(vec![left, right]),
        (Val::Texts(mut left), Val::Text(right)) => {
            left.push(right);
            Val::Texts(left)
        }
        (Val::Numbers(_), Val::Numbers(_)) => {
            return Err(Unsupported::new(
                "`|` drops answers that weigh the same; combine() keeps them",
            ));
        }
        _ => return Err(Unsupported::new("`|` is not understood here")),
    })
}

fn joined(left: Val, right: Val) -> Result<Val, Unsupported> {
    match (left, right) {
        (Val::Text(left), Val::Text(right)) => Ok(Val::Text([left, right].concat())),
        _ => Err(Unsupported::new("it joins something else than texts")),
    }
}
