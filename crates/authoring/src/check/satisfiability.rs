//! Which conditions never hold, and which always do. A condition counts as either only if that is certain.

use instrument::pack::{Condition, PackForm, Scale};

use super::possible_results::PossibleResults;

/// What is known when a condition is tested.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The pack.
    pub form: &'a PackForm,
    /// The results that its scales can have.
    pub results: &'a [PossibleResults],
    /// A scale, and the band that its result is assumed to be in. It is not the scale's lowest band.
    pub assumed_band: Option<(&'a Scale, &'a str)>,
}

impl Context<'_> {
    /// Whether it is certain that no result meets `when`.
    pub fn never_holds(self, when: &Condition) -> bool {
        let assumed = |id: &str| self.assumed_band.filter(|(scale, _)| scale.id == id);
        match when {
            Condition::Band { scale, bands } => {
                let outside = |(_, band)| !bands.iter().any(|known| known == band);
                bands.is_empty() || assumed(scale).is_some_and(outside)
            }
            Condition::Score { scale, at_least } => {
                let place = self.form.scales.iter().position(|one| &one.id == scale);
                let range = place.and_then(|at| self.results.get(at)?.range());
                range.is_some_and(|(_, high)| !high.reaches(*at_least))
            }
            Condition::BandCount {
                kind,
                band,
                at_least,
            } => {
                let of_kind = self.form.scales.iter().filter(|scale| scale.kind == *kind);
                let with = of_kind.filter(|scale| {
                    let mut sets = self.form.band_sets.iter();
                    let set = sets.find(|set| set.id == scale.band_set);
                    set.is_some_and(|set| set.bands.iter().any(|known| &known.id == band))
                });
                with.count() < *at_least
            }
            Condition::NothingScored => self.assumed_band.is_some(),
            Condition::NothingStandsOut => {
                self.assumed_band.is_some_and(|(scale, _)| scale.pattern)
            }
            Condition::Unscored(scale) => assumed(scale).is_some(),
            Condition::All(parts) => parts.iter().any(|part| self.never_holds(part)),
            Condition::Any(parts) => parts.iter().all(|part| self.never_holds(part)),
            Condition::Not(part) => self.always_holds(part),
            Condition::Always
            | Condition::EarlierChecks
            | Condition::StandsOut(_)
            | Condition::Higher { .. }
            | Condition::Item { .. } => false,
        }
    }

    /// Whether it is certain that every result meets `when`.
    pub fn always_holds(self, when: &Condition) -> bool {
        match when {
            Condition::Always => true,
            Condition::Band { scale, bands } => self.assumed_band.is_some_and(|(known, band)| {
                known.id == *scale && bands.iter().any(|one| one == band)
            }),
            Condition::BandCount { at_least, .. } => *at_least == 0,
            Condition::All(parts) => parts.iter().all(|part| self.always_holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.always_holds(part)),
            Condition::Not(part) => self.never_holds(part),
            _ => false,
        }
    }
}
