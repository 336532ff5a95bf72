//! From answers to one outcome a scale. Never from too few answers.

use super::number::Mean;
use super::{Answers, Pack};

/// What a scale came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Fewer items answered than the scale asks for: no number, no band.
    NotEnough,
    /// A mean, and the band it falls in.
    Scored {
        /// The mean of the answered items, reversed where the scale says so.
        mean: Mean,
        /// Place of the band in the scale's band set, lowest first.
        band: usize,
    },
}

/// The outcome of one scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleScore {
    /// Items of the scale with a chosen value.
    pub answered: usize,
    /// Items of the scale in all.
    pub items: usize,
    /// What it came to.
    pub outcome: Outcome,
}

/// The outcomes of all scales, in the pack's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// One for each of the pack's scales.
    pub scales: Vec<ScaleScore>,
}

impl Profile {
    /// The band of the scale at `index`, or nothing when it is not scored.
    pub fn band(&self, index: usize) -> Option<usize> {
        match self.scales.get(index)?.outcome {
            Outcome::Scored { band, .. } => Some(band),
            Outcome::NotEnough => None,
        }
    }

    /// The mean of the scale at `index`, or nothing when it is not scored.
    pub fn mean(&self, index: usize) -> Option<Mean> {
        match self.scales.get(index)?.outcome {
            Outcome::Scored { mean, .. } => Some(mean),
            Outcome::NotEnough => None,
        }
    }

    /// Whether no scale at all could be scored.
    pub fn nothing_scored(&self) -> bool {
        (0..self.scales.len()).all(|index| self.band(index).is_none())
    }
}

/// Scores every scale of `pack`.
///
/// A scale is the mean of its answered items; a reversed item counts as lowest + highest option - value; with
/// fewer than `leastAnswered` answers it is [`Outcome::NotEnough`]. The band is the last one whose lower edge
/// the mean reaches (edges inclusive).
pub fn score(pack: &Pack, answers: &Answers) -> Profile {
    let scales = pack
        .scales()
        .iter()
        .enumerate()
        .map(|(at, scale)| {
            let values = || {
                pack.members(at)
                    .filter_map(|(member, index)| pack.counted(member, index, answers))
            };
            let answered = values().count();
            let outcome = match Mean::of(values()) {
                Some(mean) if answered >= scale.least_answered => Outcome::Scored {
                    mean,
                    band: pack
                        .bands(scale)
                        .iter()
                        .rposition(|band| mean.reaches(band.from))
                        .unwrap_or(0),
                },
                _ => Outcome::NotEnough,
            };
            ScaleScore {
                answered,
                items: scale.items.len(),
                outcome,
            }
        })
        .collect();
    Profile { scales }
}
