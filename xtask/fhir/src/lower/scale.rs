//! Scales and their bands.

use super::Lower;
use crate::exact::Exact;
use crate::own;
use crate::problem::{Code, Place};
use crate::score::{Method, Scale};
use crate::words::word;
use crate::write::{Json, Members};

/// Places behind the point that a pack's decimals may have.
const PLACES: usize = 6;
/// What the bands file may say about how a scale is worked out.
const SCORING: [&str; 9] = [
    "method",
    "countFrom",
    "items",
    "scales",
    "leastAnswered",
    "prorate",
    "transform",
    "round",
    "table",
];

impl Lower<'_> {
    /// The scales, and the band sets made for them.
    pub(super) fn scales(&self) -> (Vec<Json>, Vec<Json>) {
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
        // In the order of the form, whatever was understood.
        all.sort_by_key(|(item, _)| *item);
        for (item, scale) in all {
            let id = item.map_or_else(|| "total".to_owned(), |item| self.named(item));
            scales.push(self.scale(&id, item, scale, &mut sets));
            known.push(id);
        }
        for (id, given) in self.bands.entries("scales") {
            if known.contains(id) {
                continue;
            }
            if given.get("method").is_some() {
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
        sets: &mut Vec<Json>,
    ) -> Json {
        let given = self.bands.entry("scales", id);
        let part = |name: &str| given.and_then(|given| given.get(name)).cloned();
        let words = item.and_then(|item| self.read.form.items[item].words.as_ref());
        let title = words.map_or_else(|| word("total").to_owned(), |words| self.say(words));
        let mut out = Members::default()
            .with("id", id)
            .with("title", part("title").unwrap_or(title.into()))
            .with(
                "about",
                part("about").unwrap_or_else(|| origin(item, scale).into()),
            );
        if part("kind").is_none() {
            let what = format!(
                "whether a high {id:?} is a strain or a strength: strain is taken; say `kind` in the bands file"
            );
            self.log.note(Code::Missing, Place::default(), what);
        }
        out = out.with("kind", part("kind").unwrap_or("sign".into()));
        out = out.with_some("pattern", part("pattern"));
        // Where the bands file works it out, `agree` holds it against the form.
        let own = scale.filter(|_| part("method").is_none());
        let stated = own.and_then(|scale| self.scoring(id, scale));
        let (scoring, lowest) = stated.unwrap_or((Json::Null, None));
        for name in SCORING {
            let own = scoring.get(name).cloned();
            out = out.with_some(name, part(name).or(own));
        }
        let (set, words) = self.bands_of(id, given, lowest, sets);
        out.with("bandSet", set)
            .with_some("wobble", part("wobble"))
            .with("words", words)
            .done()
    }

    /// How the form works it out, and a number it never falls below.
    fn scoring(&self, id: &str, scale: &Scale) -> Option<(Json, Option<String>)> {
        let large = || {
            let what = format!("the scale {id:?} has numbers that a pack cannot keep exactly");
            self.log.refuse(Code::TooLarge, Place::default(), what);
        };
        let decimal = |exact: Exact| {
            let text = exact.to_decimal(PLACES).filter(|text| {
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
            Method::Count(from) => ("count", Some(decimal(from)?)),
        };
        let mut items = Vec::new();
        for member in &scale.members {
            let weight = if member.factor == Exact::ONE {
                None
            } else {
                Some(decimal(member.factor)?)
            };
            let item = Members::default()
                .with("item", self.read.form.items[member.item].link_id.as_str())
                .with_some("reversed", member.reversed.then_some(true))
                .with_some("weight", weight);
            items.push(item.done());
        }
        let transform = self.transform(scale, &decimal)?;
        let scoring = Members::default()
            .with("method", method)
            .with_some("countFrom", from)
            .with("items", items)
            .with("leastAnswered", scale.least)
            .with_some("transform", transform);
        Some((
            scoring.done(),
            self.lowest(scale).and_then(|low| low.to_decimal(PLACES)),
        ))
    }

    /// `(result - minus) × times ÷ over + plus`; nothing inside where it changes nothing.
    fn transform(
        &self,
        scale: &Scale,
        decimal: &dyn Fn(Exact) -> Option<String>,
    ) -> Option<Option<Json>> {
        if scale.times == Exact::ONE && scale.plus == Exact::ZERO {
            return Some(None);
        }
        let mut out = Members::default();
        // A fraction without an end is divided by its denominator.
        if scale.times.to_decimal(PLACES).is_some() {
            if scale.times != Exact::ONE {
                out = out.with("times", decimal(scale.times)?);
            }
        } else {
            let (top, bottom) = scale.times.fraction();
            if top != 1 {
                out = out.with("times", decimal(Exact::whole(top))?);
            }
            out = out.with("over", decimal(Exact::whole(bottom))?);
        }
        if scale.plus != Exact::ZERO {
            if scale.plus.to_decimal(PLACES).is_some() {
                out = out.with("plus", decimal(scale.plus)?);
            } else {
                let minus = scale.plus.over(scale.times).and_then(Exact::negative);
                out = out.with("minus", decimal(minus?)?);
            }
        }
        Some(Some(out.done()))
    }

    /// A number that the scale never falls below, however few are answered.
    fn lowest(&self, scale: &Scale) -> Option<Exact> {
        let (mut low, mut high) = (Exact::ZERO, Exact::ZERO);
        let mut ends: Option<(Exact, Exact)> = None;
        for member in &scale.members {
            let item = &self.read.form.items[member.item];
            let values = self.offers.values(member.item).iter().zip(&item.options);
            let worth = values.map(|(value, choice)| match choice.weight {
                Some((weight, _)) => weight,
                None => Exact::whole(*value),
            });
            let worth: Vec<Exact> = worth
                .map(|worth| worth.times(member.factor))
                .collect::<Option<_>>()?;
            let (least, most) = (*worth.iter().min()?, *worth.iter().max()?);
            low = low.plus(least.min(Exact::ZERO))?;
            high = high.plus(most.max(Exact::ZERO))?;
            ends = Some(ends.map_or((least, most), |(a, b)| (a.min(least), b.max(most))));
        }
        let (low, high) = match scale.method {
            Method::Sum => (low, high),
            Method::Mean => ends?,
            Method::Count(_) => (
                Exact::ZERO,
                Exact::whole(i64::try_from(scale.members.len()).ok()?),
            ),
        };
        let at = |end: Exact| end.times(scale.times)?.plus(scale.plus);
        let lowest = at(low)?.min(at(high)?);
        let (top, bottom) = lowest.fraction();
        Some(Exact::whole(top.div_euclid(bottom)))
    }

    /// The band set of a scale, and the words for its bands.
    fn bands_of(
        &self,
        id: &str,
        given: Option<&Json>,
        lowest: Option<String>,
        sets: &mut Vec<Json>,
    ) -> (Json, Json) {
        let part = |name: &str| given.and_then(|given| given.get(name)).cloned();
        if let Some(set) = part("bandSet") {
            return (set, part("words").unwrap_or(Json::List(Vec::new())));
        }
        let bands = part("bands").unwrap_or_else(|| {
            let band = Members::default()
                .with("id", "all")
                .with("from", lowest.unwrap_or_else(|| "0".to_owned()))
                .with("label", word("band"))
                .with("text", word("bandText"));
            Json::List(vec![band.done()])
        });
        let (mut set, mut words) = (Vec::new(), Vec::new());
        for band in bands.elements() {
            let text = band.get("text").cloned().unwrap_or(Json::Null);
            let name = band.get("id").cloned().unwrap_or(Json::Null);
            let rest = band.members().iter().filter(|(name, _)| name != "text");
            set.push(Json::Object(rest.cloned().collect()));
            words.push(
                Members::default()
                    .with("band", name)
                    .with("text", text)
                    .done(),
            );
        }
        let whole = Members::default().with("id", id).with("bands", set).done();
        sets.push(whole);
        (id.into(), Json::List(words))
    }
}

/// Where the rule for a scale comes from, in words.
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
