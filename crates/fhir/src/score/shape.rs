//! Compares the score of an expression with what packs can do.

use super::value::{Part, Score, Set, Unsupported};
use super::{Member, Method, Scale};
use crate::form::{Form, Key};
use instrument::rational::Rational;

/// `score` as a scale of a pack. Fails if a pack cannot do exactly the same.
pub(super) fn shape(form: &Form, score: &Score) -> Result<Scale, Unsupported> {
    let items: Set = score.parts.keys().copied().collect();
    if items.is_empty() {
        return Err(Unsupported::new("no question with weights is in it"));
    }
    for (item, part) in &score.parts {
        if part.missing != Rational::ZERO {
            let name = &form.items[*item].link_id;
            return Err(Unsupported::new(format!(
                "{name:?} counts without an answer"
            )));
        }
    }
    let least = least(&items, score)?;
    if let Some(over) = &score.over
        && *over != items
    {
        return Err(Unsupported::new(
            "it divides by the answers to other questions than it adds up",
        ));
    }
    let score = &move_constant_into_reversed_items(form, score, least == items.len());
    let (method, members, factor) = match members(form, score) {
        Ok(members) => {
            let common = members
                .first()
                .map_or(Rational::ONE, |member| member.factor);
            let even = members.iter().all(|member| member.factor == common);
            let factor = if even { common } else { Rational::ONE };
            let members = members.into_iter().map(|member| Member {
                factor: if even { Rational::ONE } else { member.factor },
                ..member
            });
            let method = if score.over.is_some() {
                Method::Mean
            } else {
                Method::Sum
            };
            if score.over.is_some() && !even {
                // In a pack, a mean is the sum divided by the weights of the answered items.
                let what = "a mean whose questions count differently, divided by their number";
                return Err(Unsupported::new(what));
            }
            (method, members.collect(), factor)
        }
        Err(unsupported) => counted(form, score).ok_or(unsupported)?,
    };
    let large = || Unsupported {
        code: crate::problem::Code::TooLarge,
        what: "a number too large to be kept exactly".to_owned(),
    };
    let times = score.times.times(factor).ok_or_else(large)?;
    let plus = score
        .times
        .times(score.base)
        .and_then(|base| base.plus(score.plus))
        .ok_or_else(large)?;
    if score.over.is_some() && score.base != Rational::ZERO {
        return Err(Unsupported::new("it adds to a sum before dividing it"));
    }
    Ok(Scale {
        item: None,
        method,
        members,
        least,
        times,
        plus,
    })
}

/// The least number of answers that gives a score.
fn least(items: &Set, score: &Score) -> Result<usize, Unsupported> {
    let mut needed = Set::new();
    let mut least = 1;
    for requirement in &score.requirements {
        if requirement.of == *items {
            least = least.max(requirement.least);
        } else if requirement.least == requirement.of.len() {
            needed.extend(&requirement.of);
        } else if requirement.least == 1 && requirement.of.is_superset(items) {
            // An answer to another question is enough: then the form gives 0 where a pack gives no score.
            return Err(Unsupported::new(
                "what must be answered are other questions than those it adds up",
            ));
        } else {
            return Err(Unsupported::new(
                "some of its questions must be answered, others need not",
            ));
        }
    }
    if needed.is_empty() {
        Ok(least)
    } else if needed == *items {
        Ok(items.len())
    } else {
        Err(Unsupported::new(
            "some of its questions must be answered, others need not",
        ))
    }
}

/// The weights of an item's options. If no option has a weight, an option that is a number counts as itself.
fn weights(form: &Form, item: usize) -> Vec<Option<Rational>> {
    let item = &form.items[item];
    let any = item.options.iter().any(|choice| choice.weight.is_some());
    let weight = |choice: &crate::form::Choice| match (&choice.weight, &choice.key) {
        (Some((weight, _)), _) => Some(*weight),
        (None, Key::Integer(whole)) if !any => Some(Rational::from(*whole)),
        _ => None,
    };
    item.options.iter().map(weight).collect()
}

fn members(form: &Form, score: &Score) -> Result<Vec<Member>, Unsupported> {
    let mut members = Vec::new();
    for (&item, part) in &score.parts {
        let found = member(&weights(form, item), part).ok_or_else(|| {
            let name = &form.items[item].link_id;
            Unsupported::new(format!(
                "{name:?} counts something else than its weights, turned round or multiplied"
            ))
        })?;
        members.push(Member { item, ..found });
    }
    Ok(members)
}

/// Handles reverse scoring written as `5 - weight`, where the 5 was added to the constant `base`. Moves it to the item.
/// That is the same only if there is no score without the item, so only if `all` items must be answered.
fn move_constant_into_reversed_items(form: &Form, score: &Score, all: bool) -> Score {
    let mut moved = score.clone();
    if !all || score.over.is_some() {
        return moved;
    }
    for (&item, part) in &mut moved.parts {
        let weights = weights(form, item);
        if member(&weights, part).is_some_and(|member| member.factor > Rational::ZERO) {
            continue;
        }
        let Some(shift) = pairs(&weights, &part.by).and_then(|pairs| shift(&pairs)) else {
            continue;
        };
        let by = weights
            .iter()
            .zip(&part.by)
            .map(|(weight, by)| weight.map_or(Some(*by), |_| by.plus(shift)));
        let by: Option<Vec<Rational>> = by.collect();
        if let (Some(by), Some(base)) = (by, moved.base.minus(shift)) {
            part.by = by;
            moved.base = base;
        }
    }
    moved
}

/// What must be added to numbers that fall as the weights rise, to make them the reverse-scored weights times a factor.
/// `None` if they do not fall.
fn shift(pairs: &[(Rational, Rational)]) -> Option<Rational> {
    let (first, by) = *pairs.first()?;
    let (other, risen) = *pairs.iter().find(|(weight, _)| *weight != first)?;
    let slope = risen.minus(by)?.over(other.minus(first)?)?;
    let known = || pairs.iter().map(|(weight, _)| *weight);
    let ends = known().min()?.plus(known().max()?)?;
    (slope < Rational::ZERO).then(|| ends.times(Rational::ZERO.minus(slope)?))?
}

/// The weight of each option that has one, and what it adds. `None` if an option without a weight adds something.
fn pairs(weights: &[Option<Rational>], by: &[Rational]) -> Option<Vec<(Rational, Rational)>> {
    let mut pairs = Vec::new();
    for (weight, by) in weights.iter().zip(by) {
        match weight {
            Some(weight) => pairs.push((*weight, *by)),
            None if *by == Rational::ZERO => {}
            None => return None,
        }
    }
    Some(pairs)
}

/// How the item must be scored to add these numbers: its weights, perhaps reverse-scored, times a factor. `None` if
/// that is not possible. The caller sets `item`.
fn member(weights: &[Option<Rational>], part: &Part) -> Option<Member> {
    let pairs = pairs(weights, &part.by)?;
    let known = || pairs.iter().map(|(weight, _)| *weight);
    let ends = known().min()?.plus(known().max()?)?;
    for reversed in [false, true] {
        let scored = |(weight, by): &(Rational, Rational)| {
            let weight = if reversed {
                ends.minus(*weight)?
            } else {
                *weight
            };
            Some((weight, *by))
        };
        let scored: Vec<(Rational, Rational)> = pairs.iter().map(scored).collect::<Option<_>>()?;
        let factor = match scored.iter().find(|(weight, _)| *weight != Rational::ZERO) {
            Some((weight, by)) => by.over(*weight)?,
            None => Rational::ONE,
        };
        let fits = scored
            .iter()
            .all(|(weight, by)| weight.times(factor) == Some(*by));
        if fits && factor != Rational::ZERO {
            return Some(Member {
                item: 0,
                reversed,
                factor,
            });
        }
    }
    None
}

type Counted = (Method, Vec<Member>, Rational);

/// The score as a count: each item adds the same number from some weight on, and 0 below it. `None` if it is not one.
fn counted(form: &Form, score: &Score) -> Option<Counted> {
    if score.over.is_some() {
        return None;
    }
    let amount = score
        .parts
        .values()
        .flat_map(|part| &part.by)
        .find(|by| **by != Rational::ZERO)?;
    let mut edge: Option<Rational> = None;
    let mut below: Option<Rational> = None;
    let mut plain = true;
    for (&item, part) in &score.parts {
        for (weight, by) in pairs(&weights(form, item), &part.by)? {
            plain &= weight == by;
            if by == *amount {
                edge = Some(edge.map_or(weight, |edge| edge.min(weight)));
            } else if by == Rational::ZERO {
                below = Some(below.map_or(weight, |below| below.max(weight)));
            } else {
                return None;
            }
        }
    }
    let edge = edge?;
    // With weights of 0 and 1, a count is the same as a sum, and a sum is plainer.
    if plain || below.is_some_and(|below| below >= edge) {
        return None;
    }
    let members = score.parts.keys().map(|item| Member {
        item: *item,
        reversed: false,
        factor: Rational::ONE,
    });
    Some((Method::Count(edge), members.collect(), *amount))
}
