//! The format of a pack's scales, and how a result is worked out from the answers.
//!
//! A result is worked out exactly, in this order. Steps 3 and 5 to 8 are optional.
//!
//! 1. Each item counts what the chosen option counts ([`Choice`](super::Choice)). A reverse-scored item counts
//!    lowest + highest option - that. Skipped items, hidden items and unscored options count as not answered.
//! 2. With fewer answers than [`Scale::least_answered`] there is no result: no number and no band.
//! 3. Each answer is multiplied by its weight.
//! 4. [`Method`]: the sum of the answers, or their mean (the sum divided by the weights of what was answered), or how
//!    many reach a number. Counting compares the answers before weighting, and adds up the weights of those counted.
//! 5. [`Scale::prorate`]: a sum or count is multiplied by the weights of all items and divided by those of what was
//!    answered.
//! 6. [`Transform`]: (result - `minus`) × `times` ÷ `over` + `plus`.
//! 7. [`Scale::round`]: rounded to this many places, halves up.
//! 8. [`Table`]: the value of the last row that the result reaches.
//! 9. The band is the last one whose lower edge the result reaches. Above that band's own end there is no result.
//!
//! This covers the published scoring keys of the instruments in `tests/instruments`, among them ProQOL 5, STSS, CBI,
//! OLBI, SCS-SF and WHO-5. A T-score is a transform: `minus` is the mean of the norms, `times` is 10, `over` is their
//! standard deviation, and `plus` is 50.

use serde::Deserialize;

use super::condition::Condition;
use super::kind::Kind;
use crate::number::Decimal;
use crate::rational::Rational;

/// Bands from low to high.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandSet {
    /// The name scales use.
    pub id: String,
    /// Lowest first. Each band ends where the next one begins: no gap, no overlap. A single band means that there are
    /// no cut-offs.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Short name.
    pub id: String,
    /// Lower edge, inclusive unless `exclusive`.
    pub from: Decimal,
    /// A result exactly at the edge belongs to the band below: "more than 28" instead of "28 or more".
    #[serde(default)]
    pub exclusive: bool,
    /// The highest result in it, inclusive, if the manual prints one. A result above it and below the next band's edge
    /// has no band and is not shown. The checker finds such gaps, and overlaps.
    #[serde(default)]
    pub to: Option<Decimal>,
    /// The name of the band in the words of the answers.
    pub label: String,
}

impl Band {
    /// Whether `value` is at or above the lower edge, or above it if the edge is exclusive.
    pub fn is_reached_by(&self, value: Rational) -> bool {
        let edge = self.from.into();
        value > edge || value == edge && !self.exclusive
    }
}

/// A table that converts results, such as a table of norms.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The name scales use.
    pub id: String,
    /// Whose norms they are, and where they were published.
    pub about: String,
    /// Lowest first. Each row is for results from its `from` up to, but not including, that of the next. A result below
    /// the first row has no value.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The lowest result that the row is for.
    pub from: Decimal,
    /// The number that replaces the result.
    pub value: Decimal,
}

/// How a scale's answers are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// The mean of the answered items.
    Mean,
    /// Their sum.
    Sum,
    /// The number of items that score `countFrom` or more.
    Count,
}

/// A linear transform: (result - `minus`) × `times` ÷ `over` + `plus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Transform {
    /// Subtracted first.
    pub minus: Decimal,
    /// The factor.
    pub times: Decimal,
    /// The divisor; not 0.
    pub over: Decimal,
    /// Added last.
    pub plus: Decimal,
}

impl Default for Transform {
    /// Leaves the result as it is.
    fn default() -> Self {
        Self {
            minus: 0.into(),
            times: 1.into(),
            over: 1.into(),
            plus: 0.into(),
        }
    }
}

/// One scale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Scale {
    /// Short name.
    pub id: String,
    /// Its name on the result.
    pub title: String,
    /// What it measures, in a sentence.
    pub about: String,
    /// Whether high results show strain or strength.
    pub kind: Kind,
    /// Whether it is a pattern scale, one that can stand out from the others.
    #[serde(default)]
    pub pattern: bool,
    /// How the answers are combined.
    pub method: Method,
    /// With the method `count`: the lowest score of an item that is counted.
    #[serde(default)]
    pub count_from: Option<Decimal>,
    /// Its items.
    #[serde(default)]
    pub items: Vec<Member>,
    /// Sub-scales, which must come before it. Their results count like answers; one without a result counts as not
    /// answered.
    #[serde(default)]
    pub scales: Vec<Part>,
    /// With fewer answers than this there is no result.
    pub least_answered: usize,
    /// Whether a sum or count is prorated, that is scaled up for missing answers: multiplied by the sum of the weights
    /// of all items and divided by that of the answered ones.
    #[serde(default)]
    pub prorate: bool,
    /// The linear transform of the sum, mean or count. Not transformed when left out.
    #[serde(default)]
    pub transform: Option<Transform>,
    /// The number of decimal places, at most six, to which the result is then rounded, halves up. Not rounded when left
    /// out.
    #[serde(default)]
    pub round: Option<u32>,
    /// The id of the table in which the result is then looked up.
    #[serde(default)]
    pub table: Option<String>,
    /// The id of its band set.
    pub band_set: String,
    /// Changes of its result that are smaller than this are called ordinary, in units of the result. When left out, it
    /// is worked out from `wobble` of the pack.
    #[serde(default)]
    pub wobble: Option<Decimal>,
    /// A sentence or two for each band. Of those for a band, the first whose condition is true is shown.
    pub words: Vec<BandWords>,
}

/// An item in a scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The item's id.
    pub item: String,
    /// Reverse-scored: counts lowest + highest option - score.
    #[serde(default)]
    pub reversed: bool,
    /// What it is multiplied by, after it is reversed; 1 when left out, never 0.
    #[serde(default)]
    pub weight: Option<Decimal>,
}

/// A sub-scale: a scale that counts in another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The id of the sub-scale.
    pub scale: String,
    /// What its result is multiplied by; 1 when left out, never 0.
    #[serde(default)]
    pub weight: Option<Decimal>,
}

/// The words of a scale for one band.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandWords {
    /// What translations call these words, if the scale has others for the same band; the id of the band when left out.
    #[serde(default)]
    pub id: Option<String>,
    /// The band's id.
    pub band: String,
    /// The condition on the result under which these words are shown. The last words for a band have none, so that
    /// every result has words.
    #[serde(default)]
    pub when: Condition,
    /// What the band is called with these words; its own label when left out. For a low band with a high answer in it.
    #[serde(default)]
    pub label: Option<String>,
    /// The words.
    pub text: String,
}

impl BandWords {
    /// What translations call it. No two words of a scale have the same name.
    pub fn name(&self) -> &str {
        self.id.as_ref().unwrap_or(&self.band)
    }
}
