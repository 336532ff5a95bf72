//! Reads the written form of a pack.

use super::format::{
    About, After, Band, BandSet, BandWords, Choice, Item, Kind, Member, Method, Offer, OptionSet,
    Original, PackForm, Recall, Scale, Section, Source,
};
use super::guidance::{Condition, Entry, GuidanceForm, Link, Rule, Slot};
use crate::domain::json::{At, FromJson, Value, from_json, from_json_names};

from_json! {
    PackForm {
        format: "format", id: "id", version: "version", lang: "lang",
        translation_of: "translationOf" => None, title: "title", about: "about",
        recall: "recall", draft_days: "draftDays", option_sets: "optionSets", sections: "sections",
        band_sets: "bandSets", wobble: "wobble" => None, scales: "scales", guidance: "guidance",
        after: "after" => After::default(), reading: "reading",
    }
    After {
        tags: "tags" => Vec::new(), cues: "cues" => Vec::new(), acts: "acts" => Vec::new(),
        questions: "questions" => Vec::new(),
    }
    Original { lang: "lang", digest: "digest" }
    Offer { id: "id", text: "text", when: "when" => Condition::Always }
    About { summary: "summary", attribution: "attribution", licence: "licence", honesty: "honesty" }
    Recall { days: "days", stem: "stem" }
    OptionSet { id: "id", options: "options" }
    Choice { value: "value", label: "label" }
    Section { id: "id", title: "title", topic: "topic", items: "items" }
    Item { id: "id", text: "text", options: "options", covers: "covers" => Vec::new() }
    BandSet { id: "id", bands: "bands" }
    Band { id: "id", from: "from", label: "label" }
    Scale {
        id: "id", title: "title", about: "about", kind: "kind", pattern: "pattern" => false,
        method: "method", items: "items", least_answered: "leastAnswered", band_set: "bandSet",
        words: "words",
    }
    Member { item: "item", reversed: "reversed" => false }
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
    Kind { Sign: "sign", Resource: "resource" }
    Method { Mean: "mean" }
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
            "item" => {
                inner.only(&["id", "atLeast"]);
                Self::Item {
                    id: inner.member("id"),
                    at_least: inner.member("atLeast"),
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

fn unknown(at: &At) -> Condition {
    at.wrong("not a known condition");
    Condition::Always
}
