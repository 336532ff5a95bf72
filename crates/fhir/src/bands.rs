//! The bands file: what a pack contains and a Questionnaire cannot. Everything in it may be left out.
//!
//! Its schema, `schema/fhir-bands.json`, is made from the types here, and every file is checked against it. Parts that
//! the import only copies into the pack stay raw JSON, as they were written.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use instrument::number::Decimal;
use instrument::pack::format::StandOut;
use instrument::pack::format::{After, OptionSet, Source};
use instrument::pack::guidance::GuidanceForm;
use instrument::pack::scale::{BandSet, BandWords, Member, Method, Part, Table, Transform};
use instrument::pack::{Kind, Review, ShownWhen};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A part of the file as raw JSON.
pub type Raw = Box<RawValue>;

/// A bands file as written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(deny_unknown_fields, !default)]
pub struct BandsForm {
    /// The path of the schema of this file, for editors.
    #[schemars(with = "Option<String>")]
    #[serde(rename = "$schema")]
    pub schema: Option<Raw>,
    /// What the check is, in place of what the form says.
    #[schemars(with = "Option<AboutPart>")]
    #[serde(deserialize_with = "fitting")]
    pub about: AboutPart,
    /// The period that the answers are about.
    #[schemars(with = "Option<RecallPart>")]
    #[serde(deserialize_with = "fitting")]
    pub recall: RecallPart,
    /// Who reviewed the questions and the words, and when.
    #[schemars(with = "Option<Review>")]
    pub review: Option<Raw>,
    /// An unfinished check can be continued for this many days after it was begun; 3 when left out.
    #[schemars(with = "Option<i64>")]
    pub draft_days: Option<Raw>,
    /// Changes of a result that are smaller than this are called ordinary. It is the average change per answer, in
    /// steps from one option to the next.
    #[schemars(with = "Option<Decimal>")]
    pub wobble: Option<Raw>,
    /// When pattern scales stand out together.
    #[schemars(with = "Option<StandOut>")]
    pub stand_out: Option<Raw>,
    /// Sections by id: the `linkId` of the group, or `questions` outside of groups.
    #[schemars(with = "Option<BTreeMap<String, SectionPart>>")]
    #[serde(deserialize_with = "fitting")]
    pub sections: IndexMap<String, SectionPart>,
    /// Items by id, which is the `linkId`.
    #[schemars(with = "Option<BTreeMap<String, ItemPart>>")]
    #[serde(deserialize_with = "fitting")]
    pub items: IndexMap<String, ItemPart>,
    /// Option sets that no item of the form uses.
    #[schemars(with = "Option<Vec<OptionSet>>")]
    #[serde(deserialize_with = "fitting")]
    pub option_sets: Vec<Raw>,
    /// Band sets that several scales share.
    #[schemars(with = "Option<Vec<BandSet>>")]
    #[serde(deserialize_with = "fitting")]
    pub band_sets: Vec<Raw>,
    /// Tables in which scales look up their result.
    #[schemars(with = "Option<Vec<Table>>")]
    #[serde(deserialize_with = "fitting")]
    pub tables: Vec<Raw>,
    /// Scales by id: the `linkId` of the result, or `total` for an inferred sum.
    #[schemars(with = "Option<BTreeMap<String, ScalePart>>")]
    #[serde(deserialize_with = "fitting")]
    pub scales: IndexMap<String, ScalePart>,
    /// What the result may say, and when; one next step for everyone when left out.
    #[schemars(with = "Option<GuidanceForm>")]
    pub guidance: Option<Raw>,
    /// What is offered once there is a result.
    #[schemars(with = "Option<After>")]
    pub after: Option<Raw>,
    /// References and further reading.
    #[schemars(with = "Option<Vec<Source>>")]
    #[serde(deserialize_with = "fitting")]
    pub reading: Vec<Raw>,
}

/// What the check is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields, !default)]
pub struct AboutPart {
    /// One or two sentences for the first screen; the form's `description` when left out.
    #[schemars(with = "Option<String>")]
    pub summary: Option<Raw>,
    /// Who wrote it and from what; the form's `publisher` when left out.
    #[schemars(with = "Option<String>")]
    pub attribution: Option<Raw>,
    /// The licence it is under; the form's `copyright` when left out.
    #[schemars(with = "Option<String>")]
    pub licence: Option<Raw>,
    /// What the check is not, such as a diagnosis.
    #[schemars(with = "Option<String>")]
    pub honesty: Option<Raw>,
}

/// The period that the answers are about.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields, !default)]
pub struct RecallPart {
    /// Its length in days.
    #[schemars(with = "Option<u32>")]
    pub days: Option<Raw>,
    /// The words shown above every scored item, if the form shows no text before its first question.
    #[schemars(with = "Option<String>")]
    pub stem: Option<Raw>,
}

/// A section: what the form does not say about it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields, !default)]
pub struct SectionPart {
    /// The heading; the text of the group when left out.
    #[schemars(with = "Option<String>")]
    pub title: Option<Raw>,
    /// What it is about, for the list of topics on the first screen; the heading when left out.
    #[schemars(with = "Option<String>")]
    pub topic: Option<Raw>,
    /// The words shown above its scored items.
    #[schemars(with = "Option<String>")]
    pub stem: Option<Raw>,
    /// The answers for which it is shown. Where the form has an expression, both must say the same.
    #[schemars(with = "Option<ShownWhen>")]
    pub when: Option<Raw>,
}

/// An item: what the form does not say about it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields, !default)]
pub struct ItemPart {
    /// Ids of the signs, conditions and resources it asks about.
    #[schemars(with = "Option<Vec<String>>")]
    pub covers: Option<Raw>,
    /// Whether to leave the item out of the total that is inferred if the form states none.
    #[schemars(with = "Option<bool>")]
    #[serde(deserialize_with = "fitting")]
    pub unscored: bool,
    /// The answers for which it is shown. Where the form has an expression, both must say the same.
    #[schemars(with = "Option<ShownWhen>")]
    pub when: Option<Raw>,
}

/// A scale. If the form states how it is scored, the members that state it here must give the same results.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(deny_unknown_fields, !default)]
pub struct ScalePart {
    /// Its name on the result; the text of the form's total when left out.
    #[schemars(with = "Option<String>")]
    pub title: Option<Raw>,
    /// What it measures, in a sentence.
    #[schemars(with = "Option<String>")]
    pub about: Option<Raw>,
    /// Whether high results show strain or strength; strain when left out.
    #[schemars(with = "Option<Kind>")]
    pub kind: Option<Raw>,
    /// Whether it is a pattern scale, one that can stand out from the others.
    #[schemars(with = "Option<bool>")]
    pub pattern: Option<Raw>,
    /// Its bands with their words, lowest first; a single one without cut-offs when left out.
    #[serde(deserialize_with = "fitting")]
    pub bands: Option<Vec<BandPart>>,
    /// The id of one of `bandSets`, in place of `bands`.
    #[schemars(with = "Option<String>")]
    pub band_set: Option<Raw>,
    /// With `bandSet`: a sentence or two for each band.
    #[schemars(with = "Option<Vec<BandWords>>")]
    pub words: Option<Raw>,
    /// Changes of its result that are smaller than this are called ordinary, in units of the result.
    #[schemars(with = "Option<Decimal>")]
    pub wobble: Option<Raw>,
    /// How the answers are combined.
    #[schemars(with = "Option<Method>")]
    pub method: Option<Raw>,
    /// With the method `count`: the lowest score of an item that is counted.
    #[schemars(with = "Option<Decimal>")]
    pub count_from: Option<Raw>,
    /// Its items.
    #[schemars(with = "Option<Vec<Member>>")]
    pub items: Option<Raw>,
    /// Sub-scales, which must come before it. Their results count like answers.
    #[schemars(with = "Option<Vec<Part>>")]
    pub scales: Option<Raw>,
    /// With fewer answers than this there is no result.
    #[schemars(with = "Option<usize>")]
    pub least_answered: Option<Raw>,
    /// Whether a sum or count is prorated, that is scaled up for missing answers.
    #[schemars(with = "Option<bool>")]
    pub prorate: Option<Raw>,
    /// The linear transform of the sum, mean or count.
    #[schemars(with = "Option<Transform>")]
    pub transform: Option<Raw>,
    /// The number of decimal places to which the result is then rounded.
    #[schemars(with = "Option<u32>")]
    pub round: Option<Raw>,
    /// The id of the table in which the result is then looked up.
    #[schemars(with = "Option<String>")]
    pub table: Option<Raw>,
}

/// A band with its words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BandPart {
    /// Short name.
    #[schemars(with = "String")]
    pub id: Raw,
    /// Lower edge, inclusive unless `exclusive`.
    #[schemars(with = "Decimal")]
    pub from: Raw,
    /// A result exactly at the edge belongs to the band below.
    #[schemars(with = "Option<bool>")]
    pub exclusive: Option<Raw>,
    /// The highest result in it, inclusive, if the manual prints one.
    #[schemars(with = "Option<Decimal>")]
    pub to: Option<Raw>,
    /// The name of the band in the words of the answers.
    #[schemars(with = "String")]
    pub label: Raw,
    /// A sentence or two that are shown with a result in it.
    #[schemars(with = "String")]
    pub text: Raw,
}

impl BandsForm {
    /// The `linkId`s of the items that count nothing towards an inferred total.
    pub(crate) fn unscored(&self) -> BTreeSet<String> {
        names(&self.items, |item| item.unscored)
    }

    /// The ids of the items whose condition is stated here.
    pub(crate) fn shown_items(&self) -> BTreeSet<String> {
        names(&self.items, |item| item.when.is_some())
    }

    /// The ids of the sections whose condition is stated here.
    pub(crate) fn shown_sections(&self) -> BTreeSet<String> {
        names(&self.sections, |section| section.when.is_some())
    }

    /// The ids of the scales whose scoring is stated here.
    pub(crate) fn described(&self) -> BTreeSet<String> {
        names(&self.scales, |scale| scale.method.is_some())
    }
}

impl ScalePart {
    /// The ids of its items.
    pub(crate) fn members(&self) -> Vec<String> {
        #[derive(Deserialize)]
        struct Named {
            item: String,
        }
        let items = self.items.as_deref().map_or("[]", RawValue::get);
        let items: Vec<Named> = serde_json::from_str(items).unwrap_or_default();
        items.into_iter().map(|named| named.item).collect()
    }
}

/// The names of the parts for which `has` is true.
fn names<T>(parts: &IndexMap<String, T>, has: impl Fn(&T) -> bool) -> BTreeSet<String> {
    let parts = parts.iter().filter(|(_, part)| has(part));
    parts.map(|(name, _)| name.clone()).collect()
}

/// Reads a part, or takes the default if it has the wrong type. The schema refuses the file for a wrong type; with the
/// default, the rest of the file can still be checked.
fn fitting<'de, T: Default + DeserializeOwned, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    let raw = Raw::deserialize(from)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}
