//! The written form of a pack: what stands in `packs/*.json`.
//!
//! The schema in `schema/pack.json` is made from these types. A test keeps it fresh.

use super::guidance::{Condition, GuidanceForm};
use crate::domain::number::Decimal;

/// A pack as written, before anything is checked.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub struct PackForm {
    /// The version of this format: 1.
    pub format: u32,
    /// Short name, such as `practitioner`. Results of different packs are never compared.
    pub id: String,
    /// The pack's own version; raise it with every change of an item, a scale or a band.
    pub version: String,
    /// Language of the texts (BCP 47).
    pub lang: String,
    /// What it is a translation of, if it is one. Written by the build from a file of texts, never by hand.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub translation_of: Option<Original>,
    /// What the check is called on screen.
    pub title: String,
    /// What it is, by whom, under what licence.
    pub about: About,
    /// The time the answers are about.
    pub recall: Recall,
    /// An unfinished check older than this many days is not carried on.
    pub draft_days: i64,
    /// The sets of answers to choose from.
    pub option_sets: Vec<OptionSet>,
    /// The items, under plain headings, in the order they are asked.
    pub sections: Vec<Section>,
    /// The sets of bands that scales may use.
    pub band_sets: Vec<BandSet>,
    /// Changes of a scale's mean below this are called ordinary; a decimal in quotes, in steps of the answers. A convention,
    /// not a statistical limit. `"0.5"`, half a step on average, when it is not given.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "Option<String>", default)
    )]
    pub wobble: Option<Decimal>,
    /// What is scored. An item in no scale is context and is not scored.
    pub scales: Vec<Scale>,
    /// What the result may say, and when.
    pub guidance: GuidanceForm,
    /// What is offered once there is a result.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub after: After,
    /// References and further reading.
    pub reading: Vec<Source>,
}

/// What a translated pack was made from. Both are the same questions: a check answered on one can be read on the other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Original {
    /// The language it was written in (BCP 47). The reading list keeps it.
    pub lang: String,
    /// The digest of its text.
    pub digest: String,
}

/// What is offered once there is a result: tags to mark it with, the parts of a plan, questions for supervision.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields, default))]
pub struct After {
    /// What else may have been going on at the time.
    pub tags: Vec<Offer>,
    /// Moments of a working day: what follows "When".
    pub cues: Vec<Offer>,
    /// Small acts: what follows "I will".
    pub acts: Vec<Offer>,
    /// Questions to bring to supervision.
    pub questions: Vec<Offer>,
}

/// Words to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Offer {
    /// Short name, kept with what was chosen.
    pub id: String,
    /// The words.
    pub text: String,
    /// The results it is offered for; every one when left out.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default = "always"))]
    pub when: Condition,
}

#[cfg(not(target_arch = "wasm32"))]
fn always() -> Condition {
    Condition::Always
}

/// What the check is, in the author's words. Always shown.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct About {
    /// One or two sentences for the intro.
    pub summary: String,
    /// Who wrote it and from what.
    pub attribution: String,
    /// The licence it is under.
    pub licence: String,
    /// What it is not.
    pub honesty: String,
}

/// The recall period.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Recall {
    /// Length in days.
    pub days: u32,
    /// Stands above every scored item.
    pub stem: String,
}

/// Answers to choose from.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct OptionSet {
    /// The name items use.
    pub id: String,
    /// The options, in the order shown.
    pub options: Vec<Choice>,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Choice {
    /// What it counts.
    pub value: i32,
    /// What it says.
    pub label: String,
}

/// Items under one heading.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Section {
    /// Short name.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What it is about, for the list of topics on the intro.
    pub topic: String,
    /// The items, in the order asked.
    pub items: Vec<Item>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Item {
    /// Short name, kept with the answers.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Which option set answers it.
    pub options: String,
    /// Ids of the signs, conditions and resources it asks about.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub covers: Vec<String>,
}

/// Bands from low to high.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct BandSet {
    /// The name scales use.
    pub id: String,
    /// Lowest first. Each reaches up to, not including, the next one's edge: no gap, no overlap.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Band {
    /// Short name.
    pub id: String,
    /// Lower edge, inclusive, as a decimal in quotes.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "String"))]
    pub from: Decimal,
    /// The band in the answers' own words.
    pub label: String,
}

/// Whether more of a scale is a sign of strain or something that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub enum Kind {
    /// More is heavier.
    Sign,
    /// More is steadier.
    Resource,
}

/// How a scale's answers are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub enum Method {
    /// The mean of the answered items.
    Mean,
}

/// One scale.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
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
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub pattern: bool,
    /// How the answers are combined.
    pub method: Method,
    /// The items, all with the same lowest and highest option.
    pub items: Vec<Member>,
    /// Fewer answers than this give no score.
    pub least_answered: usize,
    /// Which band set it uses.
    pub band_set: String,
    /// A sentence or two for each band.
    pub words: Vec<BandWords>,
}

/// An item's part in a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Member {
    /// The item's id.
    pub item: String,
    /// Counts as lowest + highest option - value.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub reversed: bool,
}

/// What a band says on this scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct BandWords {
    /// The band's id.
    pub band: String,
    /// The words.
    pub text: String,
}

/// A reference with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub source: String,
    /// Its address, `https:` only.
    pub url: String,
}
