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

use serde::{Deserialize, Serialize};

use crate::number::Decimal;
use crate::rational::Rational;

/// Bands from low to high.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandSet {
    /// The name scales use.
    pub id: String,
    /// Lowest first. Each reaches up to the next one's edge: no gap, no overlap. A single band says that there are no cut-offs.
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
    /// The edge itself belongs to the band beneath: "more than 28" instead of "28 or more".
    #[serde(default)]
    pub exclusive: bool,
    /// The highest result in it, inclusive, where a manual prints one. A result above it and beneath the next band's edge has no
    /// band and is not shown: the checker finds such gaps, and overlaps.
    #[serde(default)]
    pub to: Option<Decimal>,
    /// The band in the answers' own words.
    pub label: String,
}

impl Band {
    /// Whether `value` is at or above the lower edge, or above it if the edge is exclusive.
    pub fn begins_by(&self, value: Rational) -> bool {
        let edge = self.from.into();
        value > edge || value == edge && !self.exclusive
    }
}

/// A table of norms, or any other that turns a result into another number.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The name scales use.
    pub id: String,
    /// Whose norms they are, and where they were published.
    pub about: String,
    /// Lowest first. Each reaches up to, not including, the next one's `from`; beneath the first there is no result.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The least result it is for.
    pub from: Decimal,
    /// What that becomes.
    pub value: Decimal,
}

/// Whether more of a scale is a sign of strain or something that holds: the direction of its bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// More is heavier.
    Sign,
    /// More is steadier.
    Resource,
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
    /// How many of them are at or above `countFrom`.
    Count,
}

/// A linear transform: (result - `minus`) × `times` ÷ `over` + `plus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Transform {
    /// Taken off first.
    pub minus: Decimal,
    /// Multiplied by.
    pub times: Decimal,
    /// Divided by; not 0.
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
    /// What it is called on the result.
    pub title: String,
    /// What it looks at, in a sentence.
    pub about: String,
    /// Strain or strength.
    pub kind: Kind,
    /// Whether it can be the pattern that stands out.
    #[serde(default)]
    pub pattern: bool,
    /// How the answers are combined.
    pub method: Method,
    /// With the method `count`: the least that an item must count to be one of those counted.
    #[serde(default)]
    pub count_from: Option<Decimal>,
    /// Its items.
    #[serde(default)]
    pub items: Vec<Member>,
    /// Scales before it whose results count in it like answers; one without a result is not answered.
    #[serde(default)]
    pub scales: Vec<Part>,
    /// Fewer answers than this give no score.
    pub least_answered: usize,
    /// A sum or count is made up for what was not answered: multiplied by the weights of all items and divided by those of
    /// what was answered.
    #[serde(default)]
    pub prorate: bool,
    /// What is done with the sum, mean or count.
    #[serde(default)]
    pub transform: Option<Transform>,
    /// Then rounded to so many places after the point, at most six, halves up. Not rounded when left out.
    #[serde(default)]
    pub round: Option<u32>,
    /// Then looked up in this table.
    #[serde(default)]
    pub table: Option<String>,
    /// Which band set it uses.
    pub band_set: String,
    /// Changes of its result below this are called ordinary, in the result's own units; left out, it follows from the pack's.
    #[serde(default)]
    pub wobble: Option<Decimal>,
    /// A sentence or two for each band.
    pub words: Vec<BandWords>,
}

/// An item's part in a scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The item's id.
    pub item: String,
    /// Counts as lowest + highest option - value.
    #[serde(default)]
    pub reversed: bool,
    /// What it is multiplied by, after it is reversed; 1 when left out, never 0.
    #[serde(default)]
    pub weight: Option<Decimal>,
}

/// A scale's part in another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The id of a scale that stands before this one.
    pub scale: String,
    /// What its result is multiplied by; 1 when left out, never 0.
    #[serde(default)]
    pub weight: Option<Decimal>,
}

/// What a band says on this scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandWords {
    /// The band's id.
    pub band: String,
    /// The words.
    pub text: String,
}
