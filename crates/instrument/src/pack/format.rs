//! The format of a pack, as in `packs/*.json`.
//!
//! The schema in `schema/pack.json` is generated from these types. A test checks that it is up to date.

use serde::{Deserialize, Serialize};

use super::branch::ShownWhen;
use super::condition::Condition;
use super::guidance::GuidanceForm;
use super::reflection::Reflection;
use super::review::Review;
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
    /// The period that the answers are about, if there is one.
    #[serde(default)]
    pub recall: Option<Recall>,
    /// Who reviewed the questions and the words, and when. If it is left out, the app says that no clinical lead has
    /// reviewed them.
    #[serde(default)]
    pub review: Option<Box<Review>>,
    /// An unfinished check can be continued for this many days after it was begun.
    pub draft_days: i64,
    /// The sets of answers to choose from.
    pub option_sets: Vec<OptionSet>,
    /// The items, under plain headings, in the order they are asked.
    pub sections: Vec<Section>,
    /// The sets of bands that scales may use.
    pub band_sets: Vec<BandSet>,
    /// The tables in which scales may look up their result.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Changes of a result that are smaller than this are called ordinary. It is the average change per answer, in
    /// steps from one option to the next; `"0.5"`, half a step, when left out. A convention, not a statistical limit. A
    /// scale may state its own.
    #[serde(default)]
    pub wobble: Option<Decimal>,
    /// When pattern scales stand out together. When left out, only those with exactly the highest result do.
    #[serde(default)]
    pub stand_out: Option<StandOut>,
    /// The scales. An item that no scale uses is context and is not scored.
    pub scales: Vec<Scale>,
    /// What the result may say, and when.
    pub guidance: GuidanceForm,
    /// What is offered once there is a result.
    #[serde(default)]
    pub after: After,
    /// References and further reading.
    pub reading: Vec<Source>,
    /// The FHIR Questionnaire that the pack was made from, so that exported answers can be linked to it. Written by the
    /// import.
    #[serde(default)]
    pub questionnaire: Option<Questionnaire>,
}

/// When pattern scales stand out together: those in their highest band, and those close to the highest result.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StandOut {
    /// Scales whose results are less than this beneath the highest stand out with it, in the units of the results.
    pub margin: Decimal,
}

/// The identity of a FHIR Questionnaire, as far as exported answers need it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its canonical address, without a version. Left out, answers are exported under this project's own address for
    /// the pack.
    #[serde(default)]
    pub url: Option<String>,
    /// Its version, if it states one. Change it, or remove `questionnaire`, when the pack no longer asks what the form
    /// asks.
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

/// What is offered once there is a result: tags to mark it with, the parts of a plan, questions for supervision, and a
/// reflection.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct After {
    /// Other things that may have been going on at the time, to mark a check with.
    pub tags: Vec<Offer>,
    /// Moments of a working day: the words after "When" in an if-then plan.
    pub cues: Vec<Offer>,
    /// Small acts: the words after "I will" in an if-then plan.
    pub acts: Vec<Offer>,
    /// Questions to bring to supervision.
    pub questions: Vec<Offer>,
    /// The reflection, such as “Am I all right to see clients this week?”.
    // In a box, which takes 0.1 KiB less of the first load.
    pub reflection: Option<Box<Reflection>>,
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

/// A text that the user can choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Short name, stored with the choice.
    pub id: String,
    /// The text.
    pub text: String,
    /// The condition on the result under which it is offered; always offered when left out.
    #[serde(default)]
    pub when: Condition,
}

/// What the check is, in the author's words. Always shown.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct About {
    /// One or two sentences for the first screen.
    pub summary: String,
    /// Who wrote it and from what.
    pub attribution: String,
    /// The licence it is under.
    pub licence: String,
    /// What the check is not, such as a diagnosis.
    pub honesty: String,
}

/// The period that the answers are about: the words above every scored item, and its length.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// Its length in days. Left out if the answers are not about a fixed period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The words shown above every scored item, such as "In the last 14 days …".
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
    /// Identifies the answer where it is stored and exported. It is also the answer's score, unless `counts` states
    /// another.
    pub value: i32,
    /// The words of the answer.
    pub label: String,
    /// The score of the answer, if it is not `value`: a decimal. Two options may have the same score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Decimal>,
    /// The answer has no score: the item counts as skipped. For "does not apply to me".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unscored: bool,
    /// The code of the answer in the FHIR Questionnaire that the pack was imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coding: Option<Coding>,
}

impl Choice {
    /// Its score. `None` for an option that is not scored.
    pub fn score(&self) -> Option<Decimal> {
        (!self.unscored).then(|| self.counts.unwrap_or_else(|| self.value.into()))
    }
}

/// A code in a code system.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// The URI of the code system.
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
    /// What it is about, for the list of topics on the first screen.
    pub topic: String,
    /// The words shown above its scored items, in place of `stem` in `recall`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stem: Option<String>,
    /// The condition under which it is shown; always shown when left out. See [`Item::when`].
    #[serde(default, skip_serializing_if = "ShownWhen::is_always")]
    pub when: ShownWhen,
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
    /// More about the question. It is shown below it, collapsed until the user opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Which option set answers it.
    pub options: String,
    /// The condition under which it is shown; always shown when left out. It may only test answers to earlier items,
    /// with `item`, `all`, `any` and `not`. An item that is not shown counts as not answered.
    #[serde(default, skip_serializing_if = "ShownWhen::is_always")]
    pub when: ShownWhen,
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
