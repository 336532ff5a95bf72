//! Which conditions never hold, and which always do. A condition counts as either only if that is certain.

use std::collections::BTreeSet;

use instrument::number::Decimal;
use instrument::pack::{Choice, Condition, NamedCondition, PackForm, Scale};
use instrument::rational::Rational;

use super::all_items::all_items;

use super::possible_results::PossibleResults;

/// What is known when a condition is tested.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The pack.
    pub form: &'a PackForm,
    /// The results that its scales can have.
    pub results: &'a [PossibleResults],
    /// The named conditions that may be referred to.
    pub named: &'a [NamedCondition],
    /// A scale, and the band that its result is assumed to be in. It is not the scale's lowest band.
    pub assumed_band: Option<(&'a Scale, &'a str)>,
}

impl<'a> Context<'a> {
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
            Condition::Named(id) => {
                let found = self.named(id);
                found.is_some_and(|(context, when)| context.never_holds(when))
            }
            Condition::ItemCount {
                scales,
                items,
                from,
                to,
                at_least,
            } => self.most_items(scales, items, *from, *to) < *at_least,
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
            Condition::BandCount { at_least, .. } | Condition::ItemCount { at_least, .. } => {
                *at_least == 0
            }
            Condition::Named(id) => {
                let found = self.named(id);
                found.is_some_and(|(context, when)| context.always_holds(when))
            }
            Condition::All(parts) => parts.iter().all(|part| self.always_holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.always_holds(part)),
            Condition::Not(part) => self.never_holds(part),
            _ => false,
        }
    }

    /// The condition named `id`, and the context with only the conditions before it, so that no loop can be followed.
    fn named(self, id: &str) -> Option<(Self, &'a Condition)> {
        let at = self.named.iter().position(|named| named.id == id)?;
        let earlier = Self {
            named: &self.named[..at],
            ..self
        };
        Some((earlier, &self.named[at].when))
    }

    /// How many of the items can have an answer that counts from `from` to `to`, at most.
    fn most_items(
        self,
        scales: &[String],
        items: &[String],
        from: Option<Decimal>,
        to: Option<Decimal>,
    ) -> usize {
        let within = |value: Rational| {
            from.is_none_or(|from| value >= from.into()) && to.is_none_or(|to| value <= to.into())
        };
        let counts = |id: &str, reversed: bool| {
            let all = all_items(self.form);
            let item = all.iter().find(|(_, _, item)| item.id == id);
            let sets = self.form.option_sets.iter();
            let set =
                item.and_then(|(_, _, item)| sets.into_iter().find(|set| set.id == item.options));
            let scores: Vec<Decimal> = set
                .iter()
                .flat_map(|set| set.options.iter().filter_map(Choice::score))
                .collect();
            let ends = scores.iter().min().zip(scores.iter().max());
            let counted = |score: Decimal| {
                if !reversed {
                    return Some(score.into());
                }
                let (low, high) = ends?;
                Rational::from(*low)
                    .plus((*high).into())?
                    .minus(score.into())
            };
            scores
                .iter()
                .any(|score| counted(*score).is_some_and(within))
        };
        let of_scales = self
            .form
            .scales
            .iter()
            .filter(|scale| scales.contains(&scale.id));
        let members = of_scales.flat_map(|scale| &scale.items);
        let by_scale = members.filter(|member| counts(&member.item, member.reversed));
        let by_id = items.iter().filter(|id| counts(id, false));
        let found: BTreeSet<&str> = by_scale
            .map(|member| member.item.as_str())
            .chain(by_id.map(String::as_str))
            .collect();
        found.len()
    }
}
