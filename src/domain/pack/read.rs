//! Reads the written form of a pack.

use super::format::{
    About, After, AnswerType, AnswerValues, Choice, Coding, Item, Offer, OptionSet, Original,
    PackForm, Questionnaire, QuestionnaireItem, Recall, Section, Source,
};
use super::guidance::{Condition, Entry, GuidanceForm, Link, Rule, Slot, Test};
use super::scale::{
    Band, BandSet, BandWords, Kind, Member, Method, Part, Row, Scale, Table, Transform,
};
use crate::domain::json::{At, FromJson, Value, from_json, from_json_names};

/// The member of the first part that holds the digest of the whole.
pub(super) const DIGEST: &str = "digest";

/// The member of the first part that names the items no scale uses.
pub(super) const UNSCORED: &str = "unscored";

/// What the first questions need of a pack; the rest is left unread.
pub(super) struct Asked {
    format: u32,
    id: String,
    version: String,
    lang: String,
    translation_of: Option<Original>,
    title: String,
    about: About,
    recall: Option<Recall>,
    draft_days: i64,
    option_sets: Vec<OptionSet>,
    sections: Vec<Section>,
    /// The digest of the whole pack, where this is a part of it.
    pub digest: Option<String>,
    /// The ids of the items that no scale uses, where this is a part of the pack.
    pub unscored: Vec<String>,
}

impl FromJson for Asked {
    /// Other members are no mistake here: they are read with the whole.
    fn from_json(at: &At) -> Self {
        Self {
            format: at.member("format"),
            id: at.member("id"),
            version: at.member("version"),
            lang: at.member("lang"),
            translation_of: at.member("translationOf"),
            title: at.member("title"),
            about: at.member("about"),
            recall: at.member("recall"),
            draft_days: at.member("draftDays"),
            option_sets: at.member("optionSets"),
            sections: at.member("sections"),
            digest: at.member(DIGEST),
            unscored: at.member::<Option<_>>(UNSCORED).unwrap_or_default(),
        }
    }
}

impl Asked {
    /// The form with what was read, and nothing else.
    pub fn form(self) -> PackForm {
        PackForm {
            format: self.format,
            id: self.id,
            version: self.version,
            lang: self.lang,
            translation_of: self.translation_of,
            title: self.title,
            about: self.about,
            recall: self.recall,
            draft_days: self.draft_days,
            option_sets: self.option_sets,
            sections: self.sections,
            band_sets: Vec::new(),
            tables: Vec::new(),
            wobble: None,
            scales: Vec::new(),
            guidance: GuidanceForm {
                entries: Vec::new(),
                rules: Vec::new(),
            },
            after: After::default(),
            reading: Vec::new(),
            questionnaire: None,
        }
    }
}

from_json! {
    PackForm {
        format: "format", id: "id", version: "version", lang: "lang",
        translation_of: "translationOf" => None, title: "title", about: "about",
        recall: "recall" => None, draft_days: "draftDays", option_sets: "optionSets", sections: "sections",
        band_sets: "bandSets", tables: "tables" => Vec::new(), wobble: "wobble" => None, scales: "scales", guidance: "guidance",
        after: "after" => After::default(), reading: "reading", questionnaire: "questionnaire" => None,
    }
    Questionnaire { url: "url" => None, version: "version" => None, items: "items" }
    QuestionnaireItem { link_id: "linkId", text: "text" => None, answers: "answers" => None, items: "items" => Vec::new() }
    AnswerValues { kind: "type", values: "values" }
    After {
        tags: "tags" => Vec::new(), cues: "cues" => Vec::new(), acts: "acts" => Vec::new(),
        questions: "questions" => Vec::new(),
    }
    Original { lang: "lang", digest: "digest" }
    Offer { id: "id", text: "text", when: "when" => Condition::Always }
    About { summary: "summary", attribution: "attribution", licence: "licence", honesty: "honesty" }
    Recall { days: "days" => None, stem: "stem" }
    OptionSet { id: "id", options: "options" }
    Choice {
        value: "value", label: "label", counts: "counts" => None, unscored: "unscored" => false, coding: "coding" => None,
    }
    Coding { system: "system" => None, code: "code" }
    Section {
        id: "id", title: "title", topic: "topic", stem: "stem" => None, when: "when" => Condition::Always, items: "items",
    }
    Item {
        id: "id", text: "text", help: "help" => None, options: "options", when: "when" => Condition::Always,
        covers: "covers" => Vec::new(),
    }
    BandSet { id: "id", bands: "bands" }
    Band {
        id: "id", from: "from", exclusive: "exclusive" => false, to: "to" => None, label: "label",
    }
    Table { id: "id", about: "about", rows: "rows" }
    Row { from: "from", value: "value" }
    Scale {
        id: "id", title: "title", about: "about", kind: "kind", pattern: "pattern" => false,
        method: "method", count_from: "countFrom" => None, items: "items" => Vec::new(), scales: "scales" => Vec::new(),
        least_answered: "leastAnswered", prorate: "prorate" => false, transform: "transform" => None, round: "round" => None,
        table: "table" => None, band_set: "bandSet", wobble: "wobble" => None, words: "words",
    }
    Member { item: "item", reversed: "reversed" => false, weight: "weight" => None }
    Part { scale: "scale", weight: "weight" => None }
    Transform {
        minus: "minus" => 0.into(), times: "times" => 1.into(), over: "over" => 1.into(), plus: "plus" => 0.into(),
    }
    BandWords { band: "band", text: "text" }
    GuidanceForm { entries: "entries", rules: "rules" }
    Entry {
        id: "id", slot: "slot", covers: "covers" => Vec::new(), title: "title", text: "text",
        link: "link" => None,
    }
    Rule { id: "id", when: "when", show: "show" }
    Source { title: "title", source: "source", url: "url" }
}

from_json_names! {
    AnswerType { String: "string", Integer: "integer", Boolean: "boolean", Date: "date", Time: "time" }
    Kind { Sign: "sign", Resource: "resource" }
    Method { Mean: "mean", Sum: "sum", Count: "count" }
    Slot {
        Strength: "strength", Pattern: "pattern", Differ: "differ", Reassure: "reassure", Step: "step",
        Help: "help", History: "history", Find: "find", Why: "why", Reading: "reading",
    }
    Link {
        Directory: "directory", Register: "register", Courses: "courses", Reading: "reading",
        History: "history", Help: "help",
    }
}

impl FromJson for Condition {
    /// A name, or an object whose one member names the condition.
    fn from_json(at: &At) -> Self {
        if let Some(name) = at.value().as_text() {
            return match name {
                "always" => Self::Always,
                "nothingScored" => Self::NothingScored,
                "nothingStandsOut" => Self::NothingStandsOut,
                "earlierChecks" => Self::EarlierChecks,
                _ => unknown(at),
            };
        }
        let Value::Object(members) = at.value() else {
            return unknown(at);
        };
        let [(name, _)] = members.as_slice() else {
            return unknown(at);
        };
        let inner = at.inner(name);
        match name.as_str() {
            "band" => {
                inner.only(&["scale", "in"]);
                Self::Band {
                    scale: inner.member("scale"),
                    bands: inner.member("in"),
                }
            }
            "item" => Self::Item {
                id: inner.member("id"),
                test: test(&inner),
            },
            "score" => {
                inner.only(&["scale", "atLeast"]);
                Self::Score {
                    scale: inner.member("scale"),
                    at_least: inner.member("atLeast"),
                }
            }
            "higher" => {
                inner.only(&["scale", "than"]);
                Self::Higher {
                    scale: inner.member("scale"),
                    than: inner.member("than"),
                }
            }
            "bandCount" => {
                inner.only(&["kind", "band", "atLeast"]);
                Self::BandCount {
                    kind: inner.member("kind"),
                    band: inner.member("band"),
                    at_least: inner.member("atLeast"),
                }
            }
            "unscored" => Self::Unscored(FromJson::from_json(&inner)),
            "standsOut" => Self::StandsOut(FromJson::from_json(&inner)),
            "all" => Self::All(FromJson::from_json(&inner)),
            "any" => Self::Any(FromJson::from_json(&inner)),
            "not" => Self::Not(Box::new(Self::from_json(&inner))),
            _ => unknown(at),
        }
    }
}

/// The one member beside the item's id.
fn test(at: &At) -> Test {
    let mut tests = Vec::new();
    if let Value::Object(members) = at.value() {
        for (name, _) in members {
            let inner = at.inner(name);
            tests.push(match name.as_str() {
                "id" => continue,
                "is" => Test::Is(FromJson::from_json(&inner)),
                "isNot" => Test::IsNot(FromJson::from_json(&inner)),
                "atLeast" => Test::AtLeast(FromJson::from_json(&inner)),
                "atMost" => Test::AtMost(FromJson::from_json(&inner)),
                "above" => Test::Above(FromJson::from_json(&inner)),
                "below" => Test::Below(FromJson::from_json(&inner)),
                "answered" => Test::Answered(FromJson::from_json(&inner)),
                _ => break,
            });
        }
        if tests.len() + 1 == members.len()
            && let [one] = tests.as_slice()
        {
            return *one;
        }
    }
    at.wrong("not an item and one thing to ask about its answer");
    Test::Answered(true)
}

fn unknown(at: &At) -> Condition {
    at.wrong("not a known condition");
    Condition::Always
}
