//! What an answer counts in a scale, the range of a scale's results, and the size of its steps.

use super::number::Decimal;
use super::pack::{Choice, Member, Method, Scale};
use super::rational::Rational;
use super::score::Tally;
use super::{Answers, Pack};

impl Pack {
    /// What the answer to the item at `index` counts in a scale, before weighting. A reverse-scored item counts
    /// lowest + highest option - answer. `None` without an answer that counts.
    pub fn counted(&self, member: &Member, index: usize, answers: &Answers) -> Option<Rational> {
        let score = self.option_score(index, answers)?;
        self.reversed_value(member, index, score)
    }

    /// What an option that scores `score` counts in a scale, before weighting. It is reversed for a reverse-scored
    /// item.
    pub fn reversed_value(
        &self,
        member: &Member,
        index: usize,
        score: Decimal,
    ) -> Option<Rational> {
        if !member.reversed {
            return Some(score.into());
        }
        let (low, high) = self.range(index);
        Rational::from(low).plus(high.into())?.minus(score.into())
    }

    /// The lowest and the highest result of the scale at `at` with everything answered.
    pub fn result_range(&self, at: usize) -> (Rational, Rational) {
        // Works out each scale once, even if several others include it.
        let mut known = Vec::new();
        for scale in 0..=at {
            known.push(self.result_range_of(scale, &known));
        }
        known[at]
    }

    /// The same, given the ranges of the scales before it.
    fn result_range_of(&self, at: usize, known: &[(Rational, Rational)]) -> (Rational, Rational) {
        let scale = &self.scales()[at];
        if let Some(rows) = self.table(scale) {
            let values = || rows.iter().map(|row| Rational::from(row.value));
            let (low, high) = (values().min(), values().max());
            return low.zip(high).unwrap_or((Rational::ZERO, Rational::ONE));
        }
        let (mut lowest, mut highest) = (Tally::default(), Tally::default());
        let items = self.members(at).map(|(member, index)| {
            let (low, high) = self.range(index);
            (Rational::from(low), Rational::from(high), member.weight)
        });
        let parts = scale.scales.iter().zip(self.parts(at));
        let parts = parts.map(|(part, index)| {
            let (low, high) = known[index];
            (low, high, part.weight)
        });
        for (low, high, weight) in items.chain(parts) {
            // A negative weight makes the highest value the lowest.
            let falls = weight.is_some_and(|weight| weight < 0.into());
            let (low, high) = if falls { (high, low) } else { (low, high) };
            lowest.add(scale, low, weight);
            highest.add(scale, high, weight);
        }
        let ends = lowest
            .value(self, scale)
            .zip(highest.value(self, scale))
            .unwrap_or((Rational::ZERO, Rational::ONE));
        (ends.0.min(ends.1), ends.0.max(ends.1))
    }

    /// The distance between neighbouring options of the items of the scale at `at`. `None` when it is not the same for
    /// all, or when a step does not always move the result alike: with weights, sub-scales or [`Method::Count`].
    pub fn step(&self, at: usize) -> Option<Rational> {
        let scale = &self.scales()[at];
        let plain = scale.scales.is_empty() && scale.method != Method::Count;
        let weights = scale.items.iter().all(|member| member.weight.is_none());
        if !plain || !weights {
            return None;
        }
        let mut steps = self.members(at).map(|(_, index)| even(self.options(index)));
        let first = steps.next()??;
        steps.all(|step| step == Some(first)).then_some(first)
    }

    /// Changes of the scale at `at` below this are ordinary, in the scale's own units. It is the wobble of the scale,
    /// or else that of the pack, converted from steps of the answers. Where there is no even step, it is not converted.
    ///
    /// This is a convention, not a statistical limit: half a step on average, unless the pack's author says otherwise.
    pub fn ordinary_change(&self, at: usize) -> Rational {
        let scale = &self.scales()[at];
        if let Some(own) = scale.wobble {
            return own.into();
        }
        let wobble = Rational::from(self.default_ordinary_change());
        self.unit(at)
            .and_then(|unit| wobble.times(unit))
            .unwrap_or(wobble)
    }

    /// The pack's own wobble, in steps of the answers; half a step by default.
    pub fn default_ordinary_change(&self) -> Decimal {
        self.form().wobble.unwrap_or(Decimal::HALF)
    }

    /// How far the result of the scale at `at` moves when each answer moves one step, if that is always the same.
    fn unit(&self, at: usize) -> Option<Rational> {
        let scale = &self.scales()[at];
        if scale.table.is_some() {
            return None;
        }
        let step = self.step(at)?;
        let unit = match scale.method {
            Method::Sum => step.times(Rational::of(i64::try_from(scale.items.len()).ok()?, 1)?)?,
            _ => step,
        };
        let Some(transform) = scale.transform else {
            return Some(unit);
        };
        let unit = unit
            .times(transform.times.into())?
            .over(transform.over.into())?;
        unit.distance(Rational::ZERO)
    }

    /// The lowest and the highest option. `None` unless they are the same for every scored item.
    pub fn common_end_options(&self) -> Option<(&Choice, &Choice)> {
        let mut found: Option<(&Choice, &Choice)> = None;
        for index in (0..self.len()).filter(|&index| self.is_scored(index)) {
            let options = || {
                self.options(index)
                    .iter()
                    .filter(|one| one.score().is_some())
            };
            let ends = (
                options().min_by(|a, b| a.score().cmp(&b.score()))?,
                options().max_by(|a, b| a.score().cmp(&b.score()))?,
            );
            if found.is_some_and(|known| known != ends) {
                return None;
            }
            found = Some(ends);
        }
        found
    }

    /// Whether the result of `scale` is the plain mean of its items: no weights, transform, rounding or table.
    pub fn is_plain_mean(&self, scale: &Scale) -> bool {
        let bare = scale.transform.is_none() && scale.round.is_none() && scale.table.is_none();
        let weights = scale.items.iter().all(|member| member.weight.is_none());
        scale.method == Method::Mean && scale.scales.is_empty() && bare && weights
    }
}

/// The distance between neighbouring values. `None` unless the values are distinct and evenly spaced.
fn even(options: &[Choice]) -> Option<Rational> {
    let scores: Vec<Decimal> = options.iter().filter_map(Choice::score).collect();
    let (low, high) = (scores.iter().min()?, scores.iter().max()?);
    let gaps = i64::try_from(scores.len()).ok()? - 1;
    let span = Rational::from(*high).minus((*low).into())?;
    let step = span.over(Rational::of(gaps, 1)?)?;
    let filled = (0..=gaps).all(|gap| {
        let place =
            Rational::of(gap, 1).and_then(|gap| Rational::from(*low).plus(step.times(gap)?));
        scores
            .iter()
            .any(|score| Some(Rational::from(*score)) == place)
    });
    (step.is_positive() && filled).then_some(step)
}
