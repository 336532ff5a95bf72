//! From answers to one outcome for each scale. Too few answers give no result. [`super::pack::scale`] lists the steps.

use super::number::Decimal;
use super::pack::{Band, Member, Method, Scale};
use super::rational::Rational;
use super::{Answers, Pack};

/// The result of one scale, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No number and no band, because fewer items were answered than the scale asks for. Also for a result outside the
    /// table or the bands, or too large to be exact. The pack checker scores a few hundred sets of answers and refuses
    /// a pack where that happens.
    NotEnough,
    /// A result, and the band it falls in.
    Scored {
        /// The result.
        value: Rational,
        /// Index of the band in the scale's band set, lowest first.
        band: usize,
    },
}

/// The outcome of one scale, and how much of it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleScore {
    /// The number of its items with an answer that counts, plus the number of its sub-scales with a result.
    pub answered: usize,
    /// The number of its items and sub-scales.
    pub items: usize,
    /// The result and its band, if there is one.
    pub outcome: Outcome,
}

/// The outcomes of all scales, in the pack's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// One for each of the pack's scales.
    pub scales: Vec<ScaleScore>,
}

impl Profile {
    /// The band of the scale at `index`. `None` when it has no result.
    pub fn band(&self, index: usize) -> Option<usize> {
        match self.scales.get(index)?.outcome {
            Outcome::Scored { band, .. } => Some(band),
            Outcome::NotEnough => None,
        }
    }

    /// The result of the scale at `index`. `None` when it has none.
    pub fn value(&self, index: usize) -> Option<Rational> {
        match self.scales.get(index)?.outcome {
            Outcome::Scored { value, .. } => Some(value),
            Outcome::NotEnough => None,
        }
    }

    /// Whether no scale at all could be scored.
    pub fn nothing_scored(&self) -> bool {
        (0..self.scales.len()).all(|index| self.band(index).is_none())
    }
}

/// Scores every scale of `pack`. Answers to items that are not shown do not count.
pub fn score(pack: &Pack, answers: &Answers) -> Profile {
    let answers = pack.visible_answers(answers);
    let mut profile = Profile {
        scales: Vec::with_capacity(pack.scales().len()),
    };
    for at in 0..pack.scales().len() {
        let one = one(pack, at, &answers, &profile);
        profile.scales.push(one);
    }
    profile
}

fn one(pack: &Pack, at: usize, answers: &Answers, before: &Profile) -> ScaleScore {
    let scale = &pack.scales()[at];
    let tally = tally(pack, at, answers, before);
    let scored = (tally.answered >= scale.least_answered)
        .then(|| tally.result(pack, scale))
        .flatten();
    ScaleScore {
        answered: tally.answered,
        items: scale.items.len() + scale.scales.len(),
        outcome: match scored {
            Some((value, band)) => Outcome::Scored { value, band },
            None => Outcome::NotEnough,
        },
    }
}

/// Adds up the answers to the scale at `at`. `before` has the results of the scales before it.
pub(super) fn tally(pack: &Pack, at: usize, answers: &Answers, before: &Profile) -> Tally {
    let scale = &pack.scales()[at];
    let mut tally = Tally::default();
    for (member, index) in pack.members(at) {
        if let Some(value) = pack.counted(member, index, answers) {
            tally.add(scale, value, member.weight);
        }
    }
    for (part, index) in scale.scales.iter().zip(pack.parts(at)) {
        if let Some(value) = before.value(index) {
            tally.add(scale, value, part.weight);
        }
    }
    tally
}

/// The band of `scale` if each of its items counted `value`.
pub(super) fn band_if_all(pack: &Pack, scale: &Scale, value: Rational) -> Option<usize> {
    let mut tally = Tally::default();
    for member in &scale.items {
        tally.add(scale, value, member.weight);
    }
    tally.result(pack, scale).map(|(_, band)| band)
}

/// The running totals of a scale's answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    answered: usize,
    /// The weighted sum, or for [`Method::Count`] the weights of the answers counted. `None` once it is too large.
    sum: Option<Rational>,
    /// The sum of the weights of what was answered. `None` once it is too large.
    weights: Option<Rational>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            answered: 0,
            sum: Some(Rational::ZERO),
            weights: Some(Rational::ZERO),
        }
    }
}

impl Tally {
    /// Adds an answer that counts `value`.
    pub(super) fn add(&mut self, scale: &Scale, value: Rational, weight: Option<Decimal>) {
        self.answered += 1;
        let weight = weight.map(Rational::from);
        let part = match scale.method {
            Method::Count if !scale.count_from.is_some_and(|from| value.reaches(from)) => {
                Some(Rational::ZERO)
            }
            Method::Count => Some(weight.unwrap_or(Rational::ONE)),
            Method::Mean | Method::Sum => match weight {
                Some(weight) => value.times(weight),
                None => Some(value),
            },
        };
        self.sum = sum(self.sum, part);
        self.weights = sum(self.weights, Some(weight.unwrap_or(Rational::ONE)));
    }

    /// The same totals with `more` added to the sum.
    #[must_use]
    pub(super) fn moved(mut self, more: Rational) -> Self {
        self.sum = sum(self.sum, Some(more));
        self
    }

    /// The result of the answers, and the index of its band.
    pub(super) fn result(self, pack: &Pack, scale: &Scale) -> Option<(Rational, usize)> {
        let value = self.value(pack, scale)?;
        Some((value, band(pack.bands(scale), value)?))
    }

    /// The result of the answers.
    pub(super) fn value(self, pack: &Pack, scale: &Scale) -> Option<Rational> {
        let (sum, weights) = (self.sum?, self.weights?);
        let mut value = match scale.method {
            Method::Mean => sum.over(weights)?,
            _ if scale.prorate => sum.times(whole(scale)?)?.over(weights)?,
            _ => sum,
        };
        if let Some(transform) = scale.transform {
            value = value
                .minus(transform.minus.into())?
                .times(transform.times.into())?
                .over(transform.over.into())?
                .plus(transform.plus.into())?;
        }
        if let Some(places) = scale.round {
            value = value.round(places)?;
        }
        if let Some(rows) = pack.table(scale) {
            let row = rows.iter().rfind(|row| value.reaches(row.from))?;
            value = row.value.into();
        }
        Some(value)
    }
}

fn sum(a: Option<Rational>, b: Option<Rational>) -> Option<Rational> {
    a?.plus(b?)
}

/// The sum of the weights of everything in a scale.
fn whole(scale: &Scale) -> Option<Rational> {
    let items = scale.items.iter().map(|member: &Member| member.weight);
    let mut weights = items.chain(scale.scales.iter().map(|part| part.weight));
    weights.try_fold(Rational::ZERO, |all, weight| {
        all.plus(weight.map_or(Rational::ONE, Rational::from))
    })
}

/// The last band whose lower edge `value` reaches. `None` if `value` is above that band's own end.
fn band(bands: &[Band], value: Rational) -> Option<usize> {
    let at = bands.iter().rposition(|band| band.is_reached_by(value))?;
    let beyond = bands[at].to.is_some_and(|to| value > to.into());
    (!beyond).then_some(at)
}
