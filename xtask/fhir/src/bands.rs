//! The bands file: what a pack says and a Questionnaire has no place for. Everything in it may be left out.
//!
//! Its schema, `schema/fhir-bands.json`, is made from the types here, and every file is held against it.

use std::collections::{BTreeMap, BTreeSet};

use compassion_check::domain::number::Decimal;
use compassion_check::domain::pack::format::{After, OptionSet, Source};
use compassion_check::domain::pack::guidance::{Condition, GuidanceForm};
use compassion_check::domain::pack::scale::{
    BandSet, BandWords, Kind, Member, Method, Part, Table, Transform,
};
use jsonc_parser::ast::Value;
use schemars::JsonSchema;

use crate::held::SCHEMA;
use crate::json;
use crate::log::Log;
use crate::problem::{Code, Place};
use crate::write::Json;

/// A bands file as written.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub struct BandsForm {
    /// The schema this file keeps to, for editors.
    #[schemars(rename = "$schema")]
    pub schema: Option<String>,
    /// What the check is, where the form does not say it well.
    pub about: Option<AboutPart>,
    /// What the answers are about.
    pub recall: Option<RecallPart>,
    /// An unfinished check older than this many days is not carried on; 3 when left out.
    pub draft_days: Option<i64>,
    /// Changes below this are called ordinary, in steps of the answers.
    pub wobble: Option<Decimal>,
    /// What is said about sections, by their ids: the `linkId` of the group, or `questions` outside of groups.
    pub sections: Option<BTreeMap<String, SectionPart>>,
    /// What is said about items, by their ids: the `linkId`.
    pub items: Option<BTreeMap<String, ItemPart>>,
    /// Option sets that no item of the form uses.
    pub option_sets: Option<Vec<OptionSet>>,
    /// Band sets that several scales share.
    pub band_sets: Option<Vec<BandSet>>,
    /// Tables that scales look their result up in.
    pub tables: Option<Vec<Table>>,
    /// What is said about scales, by their ids: the `linkId` of the result, or `total` for an inferred sum.
    pub scales: Option<BTreeMap<String, ScalePart>>,
    /// What the result may say, and when; one next step for everyone when left out.
    pub guidance: Option<GuidanceForm>,
    /// What is offered once there is a result.
    pub after: Option<After>,
    /// References and further reading.
    pub reading: Option<Vec<Source>>,
}

/// What the check is.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AboutPart {
    /// One or two sentences for the intro; the form's `description` when left out.
    pub summary: Option<String>,
    /// Who wrote it and from what; the form's `publisher` when left out.
    pub attribution: Option<String>,
    /// The licence it is under; the form's `copyright` when left out.
    pub licence: Option<String>,
    /// What it is not.
    pub honesty: Option<String>,
}

/// What the answers are about.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RecallPart {
    /// Length in days.
    pub days: Option<u32>,
    /// Stands above every scored item; what the form says before its first question when left out.
    pub stem: Option<String>,
}

/// What is said about a section.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SectionPart {
    /// The heading; the text of the group when left out.
    pub title: Option<String>,
    /// What it is about, for the list of topics on the intro; the heading when left out.
    pub topic: Option<String>,
    /// Stands above its scored items.
    pub stem: Option<String>,
    /// The answers for which it is shown. Where the form has an expression, both must say the same.
    pub when: Option<Condition>,
}

/// What is said about an item.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ItemPart {
    /// Ids of the signs, conditions and resources it asks about.
    pub covers: Option<Vec<String>>,
    /// It counts nothing towards the total that is inferred where the form states none.
    pub unscored: Option<bool>,
    /// The answers for which it is shown. Where the form has an expression, both must say the same.
    pub when: Option<Condition>,
}

/// What is said about a scale. What says how it is worked out must agree with the form, or say what the form does not.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScalePart {
    /// What it is called on the result; the text of the form's total when left out.
    pub title: Option<String>,
    /// What it looks at, in a sentence.
    pub about: Option<String>,
    /// Strain or strength.
    pub kind: Option<Kind>,
    /// Whether it can be the pattern that stands out.
    pub pattern: Option<bool>,
    /// Its bands with their words, lowest first; a single one without cut-offs when left out.
    pub bands: Option<Vec<BandPart>>,
    /// One of `bandSets`, in place of `bands`.
    pub band_set: Option<String>,
    /// With `bandSet`: a sentence or two for each band.
    pub words: Option<Vec<BandWords>>,
    /// Changes of its result below this are called ordinary.
    pub wobble: Option<Decimal>,
    /// How the answers are combined.
    pub method: Option<Method>,
    /// With the method `count`: the least that an item must count.
    pub count_from: Option<Decimal>,
    /// Its items.
    pub items: Option<Vec<Member>>,
    /// Scales before it whose results count in it.
    pub scales: Option<Vec<Part>>,
    /// Fewer answers than this give no score.
    pub least_answered: Option<usize>,
    /// A sum or count is made up for what was not answered.
    pub prorate: Option<bool>,
    /// What is done with the sum, mean or count.
    pub transform: Option<Transform>,
    /// Rounded to so many places.
    pub round: Option<u32>,
    /// Looked up in this table.
    pub table: Option<String>,
}

/// A band with its words.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BandPart {
    /// Short name.
    pub id: String,
    /// Lower edge, inclusive unless `exclusive`.
    pub from: Decimal,
    /// The edge itself belongs to the band beneath.
    pub exclusive: Option<bool>,
    /// The highest result in it, inclusive, where a manual prints one.
    pub to: Option<Decimal>,
    /// The band in the answers' own words.
    pub label: String,
    /// A sentence or two for whoever is in it.
    pub text: String,
}

/// A bands file as read.
#[derive(Clone, Debug)]
pub(crate) struct Bands(Json);

impl Default for Bands {
    fn default() -> Self {
        Self(Json::Object(Vec::new()))
    }
}

impl Bands {
    /// Reads the file `name`; what is wrong with it refuses the import.
    pub fn read(name: &str, text: &str, log: &Log) -> Self {
        let tree = match json::parse(text) {
            Ok(tree) => tree,
            Err(problem) => {
                let place = Place {
                    path: name.to_owned(),
                    ..problem.place
                };
                log.refuse(Code::Bands, place, problem.what);
                return Self::default();
            }
        };
        let value = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
        match &*SCHEMA {
            Ok(schema) => {
                for wrong in schema.wrong(&value) {
                    let place = Place {
                        path: format!("{name} {}", wrong.path).trim_end().to_owned(),
                        ..Place::default()
                    };
                    log.refuse(Code::Bands, place, wrong.what);
                }
            }
            Err(error) => log.refuse(Code::Bands, Place::default(), error.clone()),
        }
        Self(plain(&tree))
    }

    /// The member `name`, if it is there.
    pub fn member(&self, name: &str) -> Option<Json> {
        self.0
            .get(name)
            .filter(|value| **value != Json::Null)
            .cloned()
    }

    /// The object in the member `name`.
    pub fn object(&self, name: &str) -> Option<&Json> {
        self.0
            .get(name)
            .filter(|value| matches!(value, Json::Object(_)))
    }

    /// The list in the member `name`, empty when it is not there.
    pub fn list(&self, name: &str) -> Vec<Json> {
        self.0
            .get(name)
            .map(|list| list.elements().to_vec())
            .unwrap_or_default()
    }

    /// What is said under `name` about the one called `id`.
    pub fn entry(&self, name: &str, id: &str) -> Option<&Json> {
        self.0.get(name)?.get(id)
    }

    /// Everything said under `name`.
    pub fn entries(&self, name: &str) -> &[(String, Json)] {
        self.0.get(name).map_or(&[], Json::members)
    }

    /// The `linkId`s of the items that count nothing towards an inferred total.
    pub fn unscored(&self) -> BTreeSet<String> {
        let items = self.entries("items").iter();
        let unscored = items.filter(|(_, item)| item.get("unscored") == Some(&Json::Truth(true)));
        unscored.map(|(name, _)| name.clone()).collect()
    }

    /// The names of those under `name` that have the member `part`.
    pub fn having(&self, name: &str, part: &str) -> BTreeSet<String> {
        let entries = self.entries(name).iter();
        let having = entries.filter(|(_, entry)| entry.get(part).is_some());
        having.map(|(name, _)| name.clone()).collect()
    }
}

/// A value read, to be written.
fn plain(value: &Value) -> Json {
    match value {
        Value::NullKeyword(_) => Json::Null,
        Value::BooleanLit(truth) => Json::Truth(truth.value),
        Value::NumberLit(number) => Json::Number(number.value.to_owned()),
        Value::StringLit(text) => Json::Text(text.value.clone().into_owned()),
        Value::Array(list) => Json::List(list.elements.iter().map(plain).collect()),
        Value::Object(object) => {
            let members = object.properties.iter();
            Json::Object(
                members
                    .map(|member| (member.name.as_str().to_owned(), plain(&member.value)))
                    .collect(),
            )
        }
    }
}
