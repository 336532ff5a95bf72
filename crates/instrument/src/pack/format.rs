//! The format of a pack, as in `packs/*.json`.
//!
//! The schema in `schema/pack.json` is generated from these types. A test checks that it is up to date.

use serde::{Deserialize, Serialize};

use super::guidance::{Condition, GuidanceForm};
use super::scale::{BandSet, Scale, Table};
use crate::number::Decimal;

/// A pack as written, before anything is checked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
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
    #[serde(default)]
    pub translation_of: Option<Original>,
    /// What the check is called on screen.
    pub title: String,
    /// What it is, by whom, under what licence.
    pub about: About,
    /// The time the answers are about, if they are about one.
    #[serde(default)]
    pub recall: Option<Recall>,
    /// An unfinished check older than this many days is not carried on.
    pub draft_days: i64,
    /// The sets of answers to choose from.
    pub option_sets: Vec<OptionSet>,
    /// The items, under plain headings, in the order they are asked.
    pub sections: Vec<Section>,
    /// The sets of bands that scales may use.
    pub band_sets: Vec<BandSet>,
    /// The tables that scales may look their result up in.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Changes below this are called ordinary, in steps of the answers: by so much each answer would have to move on
    /// average. A convention, not a statistical limit. `"0.5"`, half a step, when it is not given. A scale may have its own.
    #[serde(default)]
    pub wobble: Option<Decimal>,
    /// What is scored. An item in no scale is context and is not scored.
    pub scales: Vec<Scale>,
    /// What the result may say, and when.
    pub guidance: GuidanceForm,
    /// What is offered once there is a result.
    #[serde(default)]
    pub after: After,
    /// References and further reading.
    pub reading: Vec<Source>,
    /// The FHIR Questionnaire that the pack was made from, so that exported answers can be linked to it. Written by the import.
    #[serde(default)]
    pub questionnaire: Option<Questionnaire>,
}

/// The identity of a FHIR Questionnaire, as far as exported answers need it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its canonical address, without a version. Left out, answers are exported under this project's own address for the pack.
    #[serde(default)]
    pub url: Option<String>,
    /// Its version, if it states one. Change it, or remove `questionnaire`, when the pack no longer asks what the form asks.
    #[serde(default)]
    pub version: Option<String>,
    /// Its groups, questions and totals, in its order and nested as there. Each item of the pack is here once.
    pub items: Vec<QuestionnaireItem>,
}

/// A group, a question or a total of a FHIR Questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct QuestionnaireItem {
    /// Its link id in the form. For a question it is the id of an item, for a total the id of a scale.
    pub link_id: String,
    /// The heading of a group.
    #[serde(default)]
    pub text: Option<String>,
    /// The values of the answers in the form, where they are not codes.
    #[serde(default)]
    pub answers: Option<AnswerValues>,
    /// The questions of a group, or those that follow an answer to this question.
    #[serde(default)]
    pub items: Vec<QuestionnaireItem>,
}

/// The answers to a question of a FHIR Questionnaire that are not codes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerValues {
    /// The type of them all.
    #[serde(rename = "type")]
    pub kind: AnswerType,
    /// One for each option of the item, in their order.
    pub values: Vec<String>,
}

/// A type of answers in FHIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AnswerType {
    /// A text.
    String,
    /// A whole number, in digits.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A day, such as `2026-11-28`.
    Date,
    /// A time of day, such as `08:30:00`.
    Time,
}

/// What a translated pack was made from. Both are the same questions: a check answered on one can be read on the other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// The language it was written in (BCP 47). The reading list keeps it.
    pub lang: String,
    /// The digest of its text.
    pub digest: String,
}

/// What is offered once there is a result: tags to mark it with, the parts of a plan, questions for supervision.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
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

impl After {
    /// Each list, with the name of its member.
    pub fn lists(&self) -> [(&'static str, &[Offer]); 4] {
        [
            ("tags", &self.tags),
            ("cues", &self.cues),
            ("acts", &self.acts),
            ("questions", &self.questions),
        ]
    }
}

/// Words to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Short name, kept with what was chosen.
    pub id: String,
    /// The words.
    pub text: String,
    /// The results it is offered for; every one when left out.
    #[serde(default)]
    pub when: Condition,
}

/// What the check is, in the author's words. Always shown.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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

/// What the answers are about: the words above every scored item, and the time they look back over.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// Length in days; left out where the answers are about no certain time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Stands above every scored item.
    pub stem: String,
}

/// Answers to choose from.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionSet {
    /// The name items use.
    pub id: String,
    /// The options, in the order shown.
    pub options: Vec<Choice>,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Names the answer where it is kept and exported, and is what it counts unless `counts` says otherwise.
    pub value: i32,
    /// What it says.
    pub label: String,
    /// What it counts, where that is not `value`: a decimal, or a number that another option counts too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Decimal>,
    /// It counts nothing: scored as if the item had been skipped. For "does not apply to me".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unscored: bool,
    /// What the answer is called in a FHIR Questionnaire that the pack came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coding: Option<Coding>,
}

impl Choice {
    /// What it counts. `None` for an option that is not scored.
    pub fn worth(&self) -> Option<Decimal> {
        (!self.unscored).then(|| self.counts.unwrap_or_else(|| self.value.into()))
    }
}

/// A code in a system of codes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// The address of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The code.
    pub code: String,
}

/// Items under one heading.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Short name.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What it is about, for the list of topics on the intro.
    pub topic: String,
    /// Stands above its scored items in place of the recall period's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stem: Option<String>,
    /// The answers for which it is shown; always when left out. See [`Item::when`].
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// The items, in the order asked.
    pub items: Vec<Item>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Short name, kept with the answers.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// More about it, folded beneath.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Which option set answers it.
    pub options: String,
    /// The answers for which it is shown; always when left out. Only answers to earlier items can be asked about, with `item`,
    /// `all`, `any` and `not`. What is not shown counts as not answered.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// Ids of the signs, conditions and resources it asks about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
}

/// A reference with its address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub source: String,
    /// Its address, `https:` only.
    pub url: String,
}
