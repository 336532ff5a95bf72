//! Scales and their bands.

use super::PackBuilder;
use super::pack_json::{self, Band, BandSet, BandWords, Member, Part, Transform};
use crate::bands::ScalePart;
use crate::own;
use crate::problem::{Code, Place};
use crate::score::{Method, Scale};
use crate::words::word;
use instrument::rational::Rational;

/// The most decimal places that a pack's numbers may have.
const PLACES: u32 = 6;

/// How the form scores a scale. Empty if it does not.
#[derive(Default)]
struct Stated {
    method: Option<&'static str>,
    count_from: Option<String>,
    items: Option<Vec<Member>>,
    least_answered: Option<usize>,
    transform: Option<Transform>,
    /// A number that the scale never falls below.
    lowest: Option<String>,
}

impl PackBuilder<'_> {
    /// The scales, and the band sets made for them.
    pub(super) fn scales(&self) -> (Vec<pack_json::Scale>, Vec<BandSet>) {
        let (mut scales, mut sets) = (Vec::new(), Vec::new());
        let mut known = Vec::new();
        let stated = self
            .read
            .scales
            .iter()
            .map(|scale| (scale.item, Some(scale)));
        let unknown = self
            .read
            .unknown
            .iter()
            .map(|(item, _)| (Some(*item), None));
        let mut all: Vec<_> = stated.chain(unknown).collect();
        // In the order of the form, whether or not the expressions were understood.
        all.sort_by_key(|(item, _)| *item);
        for (item, scale) in all {
            let id = item.map_or_else(|| "total".to_owned(), |item| self.named(item));
            scales.push(self.scale(&id, item, scale, &mut sets));
            known.push(id);
        }
        for (id, given) in &self.bands.scales {
            if known.contains(id) {
                continue;
            }
            if given.method.is_some() {
                scales.push(self.scale(id, None, None, &mut sets));
            } else {
                let what = format!("the form has no scale {id:?}; it has {}", list(&known));
                self.log.refuse(Code::Bands, Place::default(), what);
            }
        }
        (scales, sets)
    }

    fn named(&self, item: usize) -> String {
        let link = &self.read.form.items[item].link_id;
        link.strip_prefix(own::SCALE).unwrap_or(link).to_owned()
    }

    fn scale(
        &self,
        id: &str,
        item: Option<usize>,
        scale: Option<&Scale>,
        sets: &mut Vec<BandSet>,
    ) -> pack_json::Scale {
        let nothing = ScalePart::default();
        let given = self.bands.scales.get(id).unwrap_or(&nothing);
        let words = item.and_then(|item| self.read.form.items[item].words.as_ref());
        if given.kind.is_none() {
            let what = format!(
                "whether a high {id:?} is a strain or a strength: strain is taken; say `kind` in the bands file"
            );
            self.log.note(Code::Missing, Place::default(), what);
        }
        // If the bands file defines the scoring, `agree` compares it with the form.
        let own = scale.filter(|_| given.method.is_none());
        let own = own.and_then(|scale| self.scoring(id, scale));
        let own = own.unwrap_or_default();
        let (band_set, words_of_bands) = bands_of(id, given, own.lowest, sets);
        pack_json::Scale {
            id: id.to_owned(),
            title: Part::or_else(given.title.as_ref(), || {
                words.map_or_else(|| word("total").to_owned(), |words| self.say(words))
            }),
            about: Part::or_else(given.about.as_ref(), || origin(item, scale)),
            kind: Part::or_else(given.kind.as_ref(), || "sign"),
            pattern: given.pattern.clone(),
            method: Part::some(given.method.as_ref(), own.method),
            count_from: Part::some(given.count_from.as_ref(), own.count_from),
            items: Part::some(given.items.as_ref(), own.items),
            scales: given.scales.clone(),
            least_answered: Part::some(given.least_answered.as_ref(), own.least_answered),
            prorate: given.prorate.clone(),
            transform: Part::some(given.transform.as_ref(), own.transform),
            round: given.round.clone(),
            table: given.table.clone(),
            band_set,
            wobble: given.wobble.clone(),
            words: words_of_bands,
        }
    }

    /// How the form scores the scale. `None` if a pack cannot keep its numbers exactly.
    fn scoring(&self, id: &str, scale: &Scale) -> Option<Stated> {
        let large = || {
            let what = format!("the scale {id:?} has numbers that a pack cannot keep exactly");
            self.log.refuse(Code::TooLarge, Place::default(), what);
        };
        // `None` stands for a number that is too large even before it is written.
        let decimal = |exact: Option<Rational>| {
            let text = exact.and_then(|exact| exact.to_decimal(PLACES));
            let text = text.filter(|text| {
                let whole = text
                    .trim_start_matches('-')
                    .split('.')
                    .next()
                    .unwrap_or_default();
                whole.len() <= 9
            });
            if text.is_none() {
                large();
            }
            text
        };
        let (method, from) = match scale.method {
            Method::Sum => ("sum", None),
            Method::Mean => ("mean", None),
            Method::Count(from) => ("count", Some(decimal(Some(from))?)),
        };
        let mut items = Vec::new();
        for member in &scale.members {
            let weight = if member.factor == Rational::ONE {
                None
            } else {
                Some(decimal(Some(member.factor))?)
            };
            items.push(Member {
                item: self.read.form.items[member.item].link_id.clone(),
                reversed: member.reversed.then_some(true),
                weight,
            });
        }
        let transform = transform(scale, &decimal)?;
        let lowest = self.lowest(scale);
        Some(Stated {
            method: Some(method),
            count_from: from,
            items: Some(items),
            least_answered: Some(scale.least),
            transform,
            lowest: lowest.and_then(|low| low.to_decimal(PLACES)),
        })
    }

    /// A number that the scale never falls below, however few items are answered. `None` if it cannot be exact.
    fn lowest(&self, scale: &Scale) -> Option<Rational> {
        let (mut low, mut high) = (Rational::ZERO, Rational::ZERO);
        let mut ends: Option<(Rational, Rational)> = None;
        for member in &scale.members {
            let item = &self.read.form.items[member.item];
            let values = self.offers.values(member.item).iter().zip(&item.options);
            let scores = values.map(|(value, choice)| match choice.weight {
                Some((weight, _)) => weight,
                None => Rational::from(*value),
            });
            let scores: Vec<Rational> = scores
                .map(|score| score.times(member.factor))
                .collect::<Option<_>>()?;
            let (least, most) = (*scores.iter().min()?, *scores.iter().max()?);
            low = low.plus(least.min(Rational::ZERO))?;
            high = high.plus(most.max(Rational::ZERO))?;
            ends = Some(ends.map_or((least, most), |(a, b)| (a.min(least), b.max(most))));
        }
        let (low, high) = match scale.method {
            Method::Sum => (low, high),
            Method::Mean => ends?,
            Method::Count(_) => (
                Rational::ZERO,
                Rational::from(i64::try_from(scale.members.len()).ok()?),
            ),
        };
        let at = |end: Rational| end.times(scale.times)?.plus(scale.plus);
        let lowest = at(low)?.min(at(high)?);
        lowest.floor().map(Rational::from)
    }
}

/// `(result - minus) × times ÷ over + plus`. The inner `None` means that it changes nothing, the outer `None` that a
/// number cannot be kept exactly, which `decimal` has then reported.
fn transform(
    scale: &Scale,
    decimal: &dyn Fn(Option<Rational>) -> Option<String>,
) -> Option<Option<Transform>> {
    if scale.times == Rational::ONE && scale.plus == Rational::ZERO {
        return Some(None);
    }
    let mut out = Transform::default();
    // A factor without a finite decimal, such as 1/3, is written as numerator and denominator.
    if scale.times.to_decimal(PLACES).is_some() {
        if scale.times != Rational::ONE {
            out.times = Some(decimal(Some(scale.times))?);
        }
    } else {
        let (top, bottom) = scale.times.fraction().unzip();
        if top != Some(1) {
            out.times = Some(decimal(top.map(Rational::from))?);
        }
        out.over = Some(decimal(bottom.map(Rational::from))?);
    }
    if scale.plus != Rational::ZERO {
        if scale.plus.to_decimal(PLACES).is_some() {
            out.plus = Some(decimal(Some(scale.plus))?);
        } else {
            let minus = Rational::ZERO
                .minus(scale.plus)
                .and_then(|less| less.over(scale.times));
            out.minus = Some(decimal(minus)?);
        }
    }
    Some(Some(out))
}

/// The band set of a scale, and the words for its bands. If the scale does not use a shared set, adds one to `sets`.
fn bands_of(
    id: &str,
    given: &ScalePart,
    lowest: Option<String>,
    sets: &mut Vec<BandSet>,
) -> (Part<String>, Part<Vec<BandWords>>) {
    if let Some(set) = &given.band_set {
        let words = Part::or_else(given.words.as_ref(), Vec::new);
        return (Part::Given(set.clone()), words);
    }
    let (mut bands, mut words) = (Vec::new(), Vec::new());
    match &given.bands {
        Some(given) => {
            for band in given {
                bands.push(Band {
                    id: Part::Given(band.id.clone()),
                    from: Part::Given(band.from.clone()),
                    exclusive: band.exclusive.clone(),
                    to: band.to.clone(),
                    label: Part::Given(band.label.clone()),
                });
                words.push(BandWords {
                    band: Part::Given(band.id.clone()),
                    text: Part::Given(band.text.clone()),
                });
            }
        }
        None => {
            let name = "all";
            bands.push(Band {
                id: Part::Made(name),
                from: Part::Made(lowest.unwrap_or_else(|| "0".to_owned())),
                exclusive: None,
                to: None,
                label: Part::Made(word("band")),
            });
            words.push(BandWords {
                band: Part::Made(name),
                text: Part::Made(word("bandText")),
            });
        }
    }
    let id = id.to_owned();
    sets.push(BandSet {
        id: id.clone(),
        bands,
    });
    (Part::Made(id), Part::Made(words))
}

/// The text that says where the rule for a scale comes from.
fn origin(item: Option<usize>, scale: Option<&Scale>) -> &'static str {
    word(match (item, scale) {
        (Some(_), _) => "about",
        (None, Some(_)) => "aboutInferred",
        (None, None) => "aboutDescribed",
    })
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    quoted.join(", ")
}
