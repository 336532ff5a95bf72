//! Chooses what the result says about a profile. The words themselves are in the pack.

use super::number::Decimal;
use super::order::stable_sort_by;
use super::pack::{Condition, Entry, Kind, Link, Offer, Slot};
use super::rational::Rational;
use super::score::{Profile, band_if_all};
use super::{Answers, Pack};

/// The chosen entries of one result, in the order of the pack's rules, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guidance<'a>(Vec<&'a Entry>);

impl<'a> Guidance<'a> {
    /// The chosen entries that belong in `slot`.
    pub fn slot(&self, slot: Slot) -> impl Iterator<Item = &'a Entry> + '_ {
        self.0
            .iter()
            .copied()
            .filter(move |entry| entry.slot == slot)
    }

    /// Whether any of the chosen entries leads to `link`.
    pub fn leads_to(&self, link: Link) -> bool {
        self.0.iter().any(|entry| entry.link == Some(link))
    }
}

/// Chooses what to say. `earlier` is how many earlier checks on the same questions are kept.
pub fn guide<'a>(
    pack: &'a Pack,
    profile: &Profile,
    answers: &Answers,
    earlier: usize,
) -> Guidance<'a> {
    let result = EvalContext {
        pack,
        profile,
        answers: pack.visible_answers(answers),
        earlier,
    };
    let form = &pack.form().guidance;
    let mut chosen: Vec<&Entry> = Vec::new();
    for rule in form.rules.iter().filter(|rule| result.holds(&rule.when)) {
        for id in &rule.show {
            let fresh = chosen.iter().all(|entry| &entry.id != id);
            if let Some(entry) = form.entries.iter().find(|entry| fresh && &entry.id == id) {
                chosen.push(entry);
            }
        }
    }
    Guidance(chosen)
}

/// The offers that fit a result. Those with a condition come before those for every result.
pub fn fitting_offers<'a>(
    offers: &'a [Offer],
    pack: &'a Pack,
    profile: &Profile,
    answers: &Answers,
    earlier: usize,
) -> Vec<&'a Offer> {
    let result = EvalContext {
        pack,
        profile,
        answers: pack.visible_answers(answers),
        earlier,
    };
    let (general, made): (Vec<&Offer>, Vec<&Offer>) = offers
        .iter()
        .filter(|offer| result.holds(&offer.when))
        .partition(|offer| offer.when == Condition::Always);
    [made, general].concat()
}

/// What a result says about one scale: the band's name, and a sentence or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleWords<'a> {
    /// The name of the band.
    pub label: &'a str,
    /// The words.
    pub text: &'a str,
}

/// What the result says about each scale, in the pack's order. `None` for a scale without a result.
pub fn scale_words<'a>(
    pack: &'a Pack,
    profile: &Profile,
    answers: &Answers,
) -> Vec<Option<ScaleWords<'a>>> {
    let result = EvalContext {
        pack,
        profile,
        answers: pack.visible_answers(answers),
        earlier: 0,
    };
    let words = |(at, scale)| {
        let band = profile.band(at)?;
        let mut words = pack.band_words(scale, band);
        let words = words.find(|words| result.holds(&words.when))?;
        let own = &pack.bands(scale).get(band)?.label;
        Some(ScaleWords {
            label: words.label.as_ref().unwrap_or(own),
            text: &words.text,
        })
    };
    pack.scales().iter().enumerate().map(words).collect()
}

/// The indices of the scales that stand out, in the pack's order. Only pattern scales can, and only if one of them is
/// above its lowest band.
///
/// Of the pattern scales above their lowest band, the ones with the highest result stand out. If the pack states a
/// margin ([`StandOut`](super::pack::format::StandOut)), so does each in its highest band, and each within the margin
/// of the highest result, whatever its band. If that is every pattern scale with a result, and none is in its highest
/// band, they are much the same and none stands out.
pub fn standing_out(pack: &Pack, profile: &Profile) -> Vec<usize> {
    let band = |at: usize| profile.band(at);
    let scored = (0..pack.scales().len()).filter(|&at| pack.scales()[at].pattern);
    let scored: Vec<usize> = scored.filter(|&at| band(at).is_some()).collect();
    let raised = || scored.iter().copied().filter(|&at| band(at) > Some(0));
    let Some(highest) = raised().filter_map(|at| profile.value(at)).max() else {
        return Vec::new();
    };
    let Some(stand_out) = pack.form().stand_out else {
        let is_highest = |&at: &usize| profile.value(at) == Some(highest);
        return raised().filter(is_highest).collect();
    };
    let margin = Rational::from(stand_out.margin);
    let in_highest_band = |at: usize| {
        band(at) > Some(0) && band(at) == pack.bands(&pack.scales()[at]).len().checked_sub(1)
    };
    let close = |at: usize| {
        let beneath = profile.value(at).and_then(|value| highest.minus(value));
        beneath.is_some_and(|beneath| beneath < margin)
    };
    let named = scored.iter().copied();
    let named: Vec<usize> = named
        .filter(|&at| in_highest_band(at) || close(at))
        .collect();
    let alike = named.len() > 1 && named.len() == scored.len();
    if alike && !named.iter().any(|&at| in_highest_band(at)) {
        return Vec::new();
    }
    named
}

/// The indices of the scales that a summary of the result names: those that [stand out](standing_out), those of `guidance`
/// with words of the pattern under their own title, and signs in their highest band. The highest bands come first, and
/// within a band the pack's order holds.
///
/// An average can be low though a single answer is grave, so the words count, not the averages alone.
pub fn scales_to_name(pack: &Pack, profile: &Profile, guidance: &Guidance) -> Vec<usize> {
    let standing_out = standing_out(pack, profile);
    let is_named = |at: &usize| {
        let scale = &pack.scales()[*at];
        let last = pack.bands(scale).len().checked_sub(1);
        let is_highest = scale.kind == Kind::Sign && last > Some(0) && profile.band(*at) == last;
        let mut words = guidance.slot(Slot::Pattern);
        is_highest || standing_out.contains(at) || words.any(|entry| entry.title == scale.title)
    };
    let named: Vec<usize> = (0..pack.scales().len()).filter(is_named).collect();
    stable_sort_by(&named, |a, b| profile.band(*b).cmp(&profile.band(*a)))
}

/// The indices of the items that stood out, those with the highest values first. An item of a sign scale stands out if
/// the scale would be in its highest band with every item answered like it.
pub fn high_items(pack: &Pack, answers: &Answers) -> Vec<usize> {
    let answers = &pack.visible_answers(answers);
    let mut items: Vec<(Rational, usize)> = Vec::new();
    for (place, scale) in pack.scales().iter().enumerate() {
        let highest = pack.bands(scale).len() - 1;
        // A single band means that there are no cut-offs, so no answer is high.
        if scale.kind != Kind::Sign || highest == 0 {
            continue;
        }
        for (member, at) in pack.members(place) {
            if let Some(value) = pack.counted(member, at, answers)
                && band_if_all(pack, scale, value) == Some(highest)
                && items.iter().all(|(_, other)| *other != at)
            {
                items.push((value, at));
            }
        }
    }
    let heaviest_first =
        |a: &(Rational, usize), b: &(Rational, usize)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
    let items = stable_sort_by(&items, heaviest_first);
    items.into_iter().map(|(_, at)| at).collect()
}

/// What conditions are evaluated against.
struct EvalContext<'a> {
    pack: &'a Pack,
    profile: &'a Profile,
    /// Only the answers to items that are shown.
    answers: Answers,
    earlier: usize,
}

impl EvalContext<'_> {
    fn scale(&self, id: &str) -> Option<usize> {
        self.pack.scales().iter().position(|scale| scale.id == id)
    }

    fn value(&self, id: &str) -> Option<Rational> {
        self.profile.value(self.scale(id)?)
    }

    fn band_id(&self, at: usize) -> Option<&str> {
        let band = self.profile.band(at)?;
        let bands = self.pack.bands(&self.pack.scales()[at]);
        bands.get(band).map(|band| band.id.as_str())
    }

    /// How many items of these scales, and of these items, have an answer that counts from `from` to `to`.
    fn items_within(
        &self,
        scales: &[String],
        items: &[String],
        from: Option<Decimal>,
        to: Option<Decimal>,
    ) -> usize {
        let (from, to) = (from.map(Rational::from), to.map(Rational::from));
        let within = |value: &Rational| {
            from.is_none_or(|from| *value >= from) && to.is_none_or(|to| *value <= to)
        };
        let places = scales.iter().filter_map(|id| self.scale(id));
        let of_scales = places.flat_map(|place| {
            let members = self.pack.members(place);
            members.map(|(member, at)| (at, self.pack.counted(member, at, &self.answers)))
        });
        let by_id = items.iter().filter_map(|id| {
            let at = self.pack.item_index(id)?;
            let score = self.pack.option_score(at, &self.answers)?;
            Some((at, Some(score.into())))
        });
        let mut found: Vec<usize> = Vec::new();
        for (at, value) in of_scales.chain(by_id) {
            if value.as_ref().is_some_and(within) && !found.contains(&at) {
                found.push(at);
            }
        }
        found.len()
    }

    fn holds(&self, when: &Condition) -> bool {
        match when {
            Condition::Always => true,
            Condition::NothingScored => self.profile.nothing_scored(),
            Condition::NothingStandsOut => standing_out(self.pack, self.profile).is_empty(),
            Condition::EarlierChecks => self.earlier > 0,
            Condition::Band { scale, bands } => self
                .scale(scale)
                .and_then(|at| self.band_id(at))
                .is_some_and(|band| bands.iter().any(|id| id == band)),
            Condition::Unscored(scale) => self
                .scale(scale)
                .is_some_and(|at| self.profile.band(at).is_none()),
            Condition::StandsOut(scale) => self
                .scale(scale)
                .is_some_and(|at| standing_out(self.pack, self.profile).contains(&at)),
            Condition::Item { id, test } => self.pack.passes(id, *test, &self.answers),
            Condition::Score { scale, at_least } => self
                .value(scale)
                .is_some_and(|value| value.reaches(*at_least)),
            Condition::Higher { scale, than } => self
                .value(scale)
                .zip(self.value(than))
                .is_some_and(|(one, other)| one > other),
            Condition::Named(id) => {
                let mut named = self.pack.form().guidance.conditions.iter();
                named
                    .find(|named| &named.id == id)
                    .is_some_and(|named| self.holds(&named.when))
            }
            Condition::ItemCount {
                scales,
                items,
                from,
                to,
                at_least,
            } => self.items_within(scales, items, *from, *to) >= *at_least,
            Condition::BandCount {
                kind,
                band,
                at_least,
            } => {
                let count = (0..self.pack.scales().len())
                    .filter(|&at| self.pack.scales()[at].kind == *kind)
                    .filter(|&at| self.band_id(at) == Some(band))
                    .count();
                count >= *at_least
            }
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
        }
    }
}
