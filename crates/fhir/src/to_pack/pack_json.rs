//! A pack as the import writes it. `instrument::pack::format` says what its members mean. They are in the order in
//! which packs are written by hand.
//!
//! Optional members without a value are left out instead of written as an empty list or `null`.

use serde::Serialize;

use crate::bands::Raw;

/// A part of the pack: made from the form, or copied from the bands file as it is written there.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Part<T> {
    Made(T),
    Given(Raw),
}

impl<T> Part<T> {
    /// What the bands file has, or else what is made from the form.
    pub fn or_else(given: Option<&Raw>, made: impl FnOnce() -> T) -> Self {
        match given {
            Some(given) => Self::Given(given.clone()),
            None => Self::Made(made()),
        }
    }

    /// What the bands file has, or else what is made from the form. `None` if there is neither.
    pub fn some(given: Option<&Raw>, made: Option<T>) -> Option<Self> {
        let given = given.map(|given| Self::Given(given.clone()));
        given.or(made.map(Self::Made))
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pack {
    pub format: u32,
    pub id: String,
    pub version: String,
    pub lang: String,
    pub title: String,
    pub about: About,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<Recall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Raw>,
    pub draft_days: Part<i64>,
    pub option_sets: Vec<Part<OptionSet>>,
    pub sections: Vec<Section>,
    pub band_sets: Vec<Part<BandSet>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wobble: Option<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stand_out: Option<Raw>,
    pub scales: Vec<Scale>,
    pub guidance: Part<Guidance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Raw>,
    pub reading: Vec<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questionnaire: Option<Questionnaire>,
}

#[derive(Debug, Serialize)]
pub(crate) struct About {
    pub summary: Part<String>,
    pub attribution: Part<String>,
    pub licence: Part<String>,
    pub honesty: Part<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Recall {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Raw>,
    pub stem: Part<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct OptionSet {
    pub id: String,
    pub options: Vec<Choice>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    pub value: i64,
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unscored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coding: Option<Coding>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Coding {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    pub code: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Section {
    pub id: String,
    pub title: Part<String>,
    pub topic: Part<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stem: Option<Part<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Part<Condition>>,
    pub items: Vec<Item>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Item {
    pub id: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    pub options: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Part<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<Raw>,
}

/// The answers for which something is shown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Item {
        id: String,
        #[serde(flatten)]
        test: Test,
    },
}

/// What the answer to an item must be. The numbers are the values of options.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Test {
    Is(i64),
    IsNot(i64),
    Answered(bool),
}

#[derive(Debug, Serialize)]
pub(crate) struct BandSet {
    pub id: String,
    pub bands: Vec<Band>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Band {
    pub id: Part<&'static str>,
    pub from: Part<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive: Option<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Raw>,
    pub label: Part<&'static str>,
}

/// A sentence or two for a band.
#[derive(Debug, Serialize)]
pub(crate) struct BandWords {
    pub band: Part<&'static str>,
    pub text: Part<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Scale {
    pub id: String,
    pub title: Part<String>,
    pub about: Part<&'static str>,
    pub kind: Part<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Part<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_from: Option<Part<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Part<Vec<Member>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scales: Option<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_answered: Option<Part<usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prorate: Option<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transform: Option<Part<Transform>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Raw>,
    pub band_set: Part<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wobble: Option<Raw>,
    pub words: Part<Vec<BandWords>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Member {
    pub item: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reversed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Transform {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minus: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Guidance {
    pub entries: Vec<Entry>,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub id: &'static str,
    pub slot: &'static str,
    pub title: &'static str,
    pub text: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Rule {
    pub id: &'static str,
    pub when: &'static str,
    pub show: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Questionnaire {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    pub items: Vec<QuestionnaireItem>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuestionnaireItem {
    pub link_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswerValues>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<QuestionnaireItem>,
}

#[derive(Debug, Serialize)]
pub(crate) struct AnswerValues {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub values: Vec<String>,
}
