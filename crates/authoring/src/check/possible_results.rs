//! Every result that a scale can have, found by adding one item after the other.
//!
//! Branching is ignored, and so are items shared by two scales within one. Both can only make some of these results
//! impossible, and [`PossibleResults::Known`] marks them as `may_be_impossible`. This code is independent of the
//! engine; a test compares the two.

use std::collections::BTreeSet;

use instrument::number::Decimal;
use instrument::pack::{Choice, Method, PackForm, Scale};
use instrument::rational::Rational;

/// The most intermediate states that are followed for a scale.
const MOST: usize = 20_000;

/// The most steps for all scales of a pack together.
const STEPS: usize = 2_000_000;

/// The results that a scale can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PossibleResults {
    /// All of them are known.
    Known {
        /// Every result, lowest first.
        all: BTreeSet<Rational>,
        /// The results before the table lookup. The same as `all` if the scale has no table.
        before_table: BTreeSet<Rational>,
        /// Some of these may be impossible: an item is shown for some answers only, or counts in the scale twice.
        may_be_impossible: bool,
    },
    /// There are too many to follow.
    TooMany,
    /// The scale needs something that is missing or wrong. That is reported elsewhere.
    Broken,
    /// A number on the way to a result is too large to be exact.
    TooLarge,
}

impl PossibleResults {
    /// The lowest and the highest result. `None` if the results are not known.
    pub fn range(&self) -> Option<(Rational, Rational)> {
        match self {
            Self::Known { all, .. } => Some((*all.first()?, *all.last()?)),
            Self::TooMany | Self::Broken | Self::TooLarge => None,
        }
    }
}

/// The results that each scale can have, in the pack's order.
pub fn all(form: &PackForm) -> Vec<PossibleResults> {
    let mut known: Vec<PossibleResults> = Vec::new();
    let mut steps = 0;
    for (scale, may_be_impossible) in form.scales.iter().zip(may_be_impossible(form)) {
        let results = match parts(form, scale, &known, &mut steps) {
            Ok(parts) => one(form, scale, &parts, may_be_impossible, &mut steps),
            Err(why) => why,
        };
        known.push(results);
    }
    known
}

/// For each scale, whether one of its items is shown for some answers only, or counts in it twice.
pub fn may_be_impossible(form: &PackForm) -> Vec<bool> {
    let mut known: Vec<(bool, BTreeSet<&str>)> = Vec::new();
    let free = |id: &str| {
        let mut sections = form.sections.iter();
        sections.any(|section| {
            let mut items = section.items.iter();
            section.when.is_always() && items.any(|item| item.id == id && item.when.is_always())
        })
    };
    for scale in &form.scales {
        let mut items = BTreeSet::new();
        let mut may_be_impossible = false;
        for member in &scale.items {
            may_be_impossible |= !items.insert(member.item.as_str()) || !free(&member.item);
        }
        for part in &scale.scales {
            let mut before = form.scales.iter().zip(&known);
            if let Some((_, (inside, more))) = before.find(|(other, _)| other.id == part.scale) {
                may_be_impossible |= inside | !items.is_disjoint(more);
                items.extend(more);
            }
        }
        known.push((may_be_impossible, items));
    }
    known
        .into_iter()
        .map(|(may_be_impossible, _)| may_be_impossible)
        .collect()
}

/// How many parts of a scale are answered, the sum of their weights, and the sum of what they count.
type State = (usize, Rational, Rational);

/// The values that an item or a scale can count within a scale, and its weight.
type Part = (Vec<Rational>, Rational);

fn one(
    form: &PackForm,
    scale: &Scale,
    parts: &[Part],
    may_be_impossible: bool,
    steps: &mut usize,
) -> PossibleResults {
    let mut states = BTreeSet::from([(0, Rational::ZERO, Rational::ZERO)]);
    for (values, weight) in parts {
        let mut more = states.clone();
        for state in &states {
            *steps += values.len();
            if more.len() > MOST || *steps > STEPS {
                return PossibleResults::TooMany;
            }
            for value in values {
                match added(scale, *state, *value, *weight) {
                    Some(state) => more.insert(state),
                    None => return PossibleResults::TooLarge,
                };
            }
        }
        states = more;
    }
    let whole = parts
        .iter()
        .try_fold(Rational::ZERO, |all, (_, weight)| all.plus(*weight));
    let mut before_table = BTreeSet::new();
    for (answered, weights, sum) in states {
        if answered >= enough(scale) {
            match whole.and_then(|whole| finished(scale, sum, weights, whole)) {
                Some(value) => before_table.insert(value),
                None => return PossibleResults::TooLarge,
            };
        }
    }
    let Some(table) = &scale.table else {
        return PossibleResults::Known {
            all: before_table.clone(),
            before_table,
            may_be_impossible,
        };
    };
    let Some(table) = form.tables.iter().find(|known| &known.id == table) else {
        return PossibleResults::Broken;
    };
    let looked_up = before_table.iter().filter_map(|value| {
        let row = table.rows.iter().rfind(|row| value.reaches(row.from))?;
        Some(row.value.into())
    });
    PossibleResults::Known {
        all: looked_up.collect(),
        before_table,
        may_be_impossible,
    }
}

/// How many answers a result needs. States with more answers than that are not told apart.
fn enough(scale: &Scale) -> usize {
    scale.least_answered.max(1)
}

/// The parts of a scale: its items and the scales in it.
///
/// # Errors
/// Why their values are not known.
fn parts(
    form: &PackForm,
    scale: &Scale,
    known: &[PossibleResults],
    steps: &mut usize,
) -> Result<Vec<Part>, PossibleResults> {
    let weight = |weight: Option<Decimal>| weight.map_or(Rational::ONE, Rational::from);
    let mut parts = Vec::new();
    for member in &scale.items {
        let mut items = form.sections.iter().flat_map(|section| &section.items);
        let item = items
            .find(|item| item.id == member.item)
            .ok_or(PossibleResults::Broken)?;
        let set = form.option_sets.iter().find(|set| set.id == item.options);
        let set = set.ok_or(PossibleResults::Broken)?;
        let scores: Vec<Decimal> = set.options.iter().filter_map(Choice::score).collect();
        let ends = scores.iter().min().zip(scores.iter().max());
        let (low, high) = ends
            .map(|(low, high)| (*low, *high))
            .ok_or(PossibleResults::Broken)?;
        let counted = |score: &Decimal| {
            let score = Rational::from(*score);
            if member.reversed {
                Rational::from(low).plus(high.into())?.minus(score)
            } else {
                Some(score)
            }
        };
        *steps += scores.len();
        if *steps > STEPS {
            return Err(PossibleResults::TooMany);
        }
        let values: Option<BTreeSet<Rational>> = scores.iter().map(counted).collect();
        let values = values.ok_or(PossibleResults::TooLarge)?;
        parts.push((values.into_iter().collect(), weight(member.weight)));
    }
    for part in &scale.scales {
        // Only the scales before this one are known.
        let mut before = form.scales.iter().zip(known);
        match before.find(|(other, _)| other.id == part.scale) {
            Some((_, PossibleResults::Known { all, .. })) => {
                parts.push((all.iter().copied().collect(), weight(part.weight)));
            }
            Some((_, PossibleResults::TooMany)) => return Err(PossibleResults::TooMany),
            _ => return Err(PossibleResults::Broken),
        }
    }
    Ok(parts)
}

fn added(scale: &Scale, state: State, value: Rational, weight: Rational) -> Option<State> {
    let (answered, weights, sum) = state;
    let part = match scale.method {
        Method::Count if scale.count_from.is_some_and(|from| value.reaches(from)) => weight,
        Method::Count => Rational::ZERO,
        Method::Mean | Method::Sum => value.times(weight)?,
    };
    let weights = if scale.method == Method::Mean || scale.prorate {
        weights.plus(weight)?
    } else {
        weights
    };
    Some(((answered + 1).min(enough(scale)), weights, sum.plus(part)?))
}

fn finished(scale: &Scale, sum: Rational, weights: Rational, whole: Rational) -> Option<Rational> {
    let mut value = match scale.method {
        Method::Mean => sum.over(weights)?,
        Method::Sum | Method::Count if scale.prorate => sum.over(weights)?.times(whole)?,
        Method::Sum | Method::Count => sum,
    };
    if let Some(transform) = scale.transform {
        let moved = value.minus(transform.minus.into())?;
        let scaled = moved.times(transform.times.into())?;
        value = scaled
            .over(transform.over.into())?
            .plus(transform.plus.into())?;
    }
    match scale.round {
        Some(places) => value.round(places),
        None => Some(value),
    }
}
