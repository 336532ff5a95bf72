//! Packs in other languages: the same questions in other words, whole, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use compassion_check::features::check::state as check;
use instrument::pack::PackForm;
use instrument::pack::translation::{TEXTS, template, translate};
use instrument::{Answer, Check, CheckId, Pack, score};
use json::{Value, parse, to_string};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::common::{Memory, PACK, PACK_CY, TestApp, at, pack, sheet};

/// Members whose text is for code, not for people. Each member with a text is either here or in [`TEXTS`].
const CODES: &[&str] = &[
    "above",
    "atLeast",
    "atMost",
    "band",
    "bandSet",
    "below",
    "by",
    "code",
    "condition",
    "countFrom",
    "counts",
    "covers",
    "digest",
    "from",
    "id",
    "in",
    "item",
    "items",
    "lang",
    "linkId",
    "margin",
    "minus",
    "next",
    "on",
    "options",
    "over",
    "plus",
    "scale",
    "scales",
    "show",
    "source",
    "standsOut",
    "system",
    "table",
    "than",
    "times",
    "to",
    "type",
    "unscored",
    "url",
    "value",
    "values",
    "version",
    "weight",
    "wobble",
];

/// The pack in Welsh, as the build makes it.
pub fn welsh() -> Rc<Pack> {
    thread_local! {
        static WELSH: Rc<Pack> = Rc::new(Pack::read(&whole()).expect("a whole pack"));
    }
    WELSH.with(Rc::clone)
}

pub fn whole() -> String {
    translate(PACK, PACK_CY).expect("a whole translation")
}

/// Every translation: its path, the pack that it translates, and its own text.
fn translations() -> Vec<(PathBuf, String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name");
            let stem = name
                .strip_suffix(".json")
                .and_then(|stem| stem.rsplit_once('.'));
            if let Some((pack, _)) = stem {
                let read = |path: &Path| fs::read_to_string(path).expect("a file");
                let base = path.with_file_name(format!("{pack}.json"));
                found.push((path.clone(), read(&base), read(&path)));
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("packs"),
        &mut found,
    );
    assert!(!found.is_empty(), "there are translations");
    found
}

#[test]
fn every_translation_is_complete_and_named_by_its_language() {
    for (path, base, texts) in translations() {
        let shown = path.display();
        let whole = translate(&base, &texts).unwrap_or_else(|wrong| panic!("{shown}: {wrong:#?}"));
        let (before, after) = (
            Pack::read(&base).expect("a pack"),
            Pack::read(&whole).expect("a pack"),
        );
        assert_eq!(before.key(), after.key(), "{shown}");
        let name = format!(".{}.json", after.form().lang);
        assert!(
            shown.to_string().ends_with(&name),
            "{shown} is in {}",
            after.form().lang
        );
    }
}

#[test]
fn no_text_of_a_translation_is_the_original() {
    fn texts(value: &Json, path: &str, out: &mut Vec<(String, String)>) {
        match value {
            Json::String(text) => out.push((path.to_owned(), text.clone())),
            Json::Array(all) => {
                let each = all.iter().enumerate();
                each.for_each(|(at, one)| texts(one, &format!("{path}[{at}]"), out));
            }
            Json::Object(all) => all
                .iter()
                .for_each(|(name, one)| texts(one, &format!("{path}.{name}"), out)),
            _ => {}
        }
    }
    for (path, base, given) in translations() {
        let mut own = Vec::new();
        let template: Json =
            serde_json::from_str(&template(&base, "xx").expect("JSON")).expect("JSON");
        texts(&template["texts"], "texts", &mut own);
        let mut words = Vec::new();
        let given: Json = serde_json::from_str(&given).expect("JSON");
        texts(&given["texts"], "texts", &mut words);
        assert_eq!(own.len(), words.len(), "{}", path.display());
        for (place, text) in &own {
            let same = words
                .iter()
                .any(|(other, words)| other == place && words == text);
            assert!(
                !same,
                "{}: {place} is still as it was: {text}",
                path.display()
            );
        }
    }
}

/// The errors in the Welsh texts after `change`.
fn wrong(change: impl FnOnce(&mut Json)) -> String {
    let mut texts: Json = serde_json::from_str(PACK_CY).expect("JSON");
    change(&mut texts);
    translate(PACK, &texts.to_string())
        .expect_err("something is wrong")
        .iter()
        .map(|error| format!("{error}\n"))
        .collect()
}

#[test]
fn all_errors_in_a_translation_are_reported() {
    let said = wrong(|texts| {
        texts["version"] = "0.9.0".into();
        let sections = &mut texts["texts"]["sections"];
        sections["depletion"]["items"]["e1"] = Json::Null;
        sections["depletion"]["items"]["e9"] = "?".into();
        sections["carrying"]["topic"] = " ".into();
        texts["texts"]["optionSets"]["extent"]["options"] = serde_json::json!({"0": "Na"});
        let why = &mut texts["texts"]["guidance"]["entries"]["why"];
        why["text"].as_array_mut().expect("paragraphs").pop();
        why["title"] = "{n}".into();
    });
    for place in [
        "version: “0.9.0”, but the pack's is “2.0.0”",
        "texts.sections.depletion.items.e1: not what",
        "texts.sections.depletion.items.e9: there is nothing",
        "texts.sections.carrying.topic: empty",
        "texts.optionSets.extent.options.1: missing",
        "texts.guidance.entries.why.text: not as many paragraphs",
        "texts.guidance.entries.why.title: the places to fill in",
    ] {
        assert!(said.contains(place), "{place} in\n{said}");
    }
    assert!(wrong(|texts| texts["lang"] = "en".into()).contains("lang:"));
    assert!(wrong(|texts| texts["pack"] = "other".into()).contains("pack:"));
    assert!(wrong(|texts| texts["more"] = "?".into()).contains("more:"));
    let both = wrong(|texts| {
        texts["more"] = "?".into();
        texts["version"] = "0.9.0".into();
    });
    assert!(
        both.contains("more:") && both.contains("version:"),
        "{both}"
    );
    assert!(translate(PACK, "{").is_err());
}

/// Each new member with a text has to be listed as one or the other. Otherwise it might never be translated.
#[test]
fn every_member_of_the_format_is_a_text_or_a_code() {
    fn strings(schema: &Json, name: &str, out: &mut BTreeSet<String>) {
        let is = |kind: &Json| {
            kind == "string"
                || kind
                    .as_array()
                    .is_some_and(|all| all.contains(&"string".into()))
        };
        if is(&schema["type"]) || schema.get("enum").is_some() || is(&schema["items"]["type"]) {
            out.insert(name.to_owned());
        }
        match schema {
            Json::Object(members) => {
                for (key, inner) in members {
                    if key == "properties" {
                        let properties = inner.as_object().into_iter().flatten();
                        properties.for_each(|(name, inner)| strings(inner, name, out));
                    } else {
                        strings(inner, "", out);
                    }
                }
            }
            Json::Array(all) => all.iter().for_each(|inner| strings(inner, "", out)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    strings(&schemars::schema_for!(PackForm).to_value(), "", &mut found);
    found.remove("");
    for name in &found {
        let (text, code) = (
            TEXTS.contains(&name.as_str()),
            CODES.contains(&name.as_str()),
        );
        assert!(
            text != code,
            "{name}: is it a text (`translation::TEXTS`) or a code (`CODES` here)?"
        );
    }
}

#[test]
fn the_template_for_translators_fits_the_pack() {
    let blank = template(PACK, "xx").expect("the pack is JSON");
    let whole = translate(PACK, &blank).expect("it fits");
    let written = |text: &str| {
        let Value::Object(mut members) = parse(text).expect("JSON") else {
            panic!("a pack is an object");
        };
        members.retain(|(name, _)| name != "lang" && name != "translationOf");
        to_string(&Value::Object(members))
    };
    assert_eq!(written(&whole), written(PACK));
}

proptest! {
    /// The same answers give the same scores, whatever language they are read in.
    #[test]
    fn scores_do_not_depend_on_the_language(choices in prop::collection::vec(prop::option::of(0..9_usize), pack().len())) {
        let (english, welsh) = (pack(), welsh());
        let given = sheet(&english, |item, values| choices[item].map(|at| values[at % values.len()]));
        prop_assert_eq!(score(&english, &given), score(&welsh, &given));
        let check = Check::begin(CheckId("x".into()), &english, at(1, 0).now).with(&english, &given, at(1, 1).now);
        prop_assert_eq!(check.answers(&welsh), Some(given));
    }
}

#[test]
fn a_check_answered_in_one_language_is_read_in_another() {
    let store = Memory::default();
    let mut app = TestApp::on(&store, at(1, 0), &whole());
    let id = app.check();
    app.act(check::Action::Start).answer(0, 5);
    assert_eq!(
        store.keys().len(),
        3,
        "a record, a draft and one copy: {:?}",
        store.keys()
    );

    let mut app = TestApp::open(&store, at(1, 60));
    assert_eq!(app.session.snapshot.unreadable, []);
    let check = app.session.record(&id).expect("it is kept").clone();
    let shown = app.session.pack_of(&check).expect("its questions are here");
    assert_eq!(shown.form().lang, "en", "in the language shown now");
    app.act(check::Action::Resume);
    let answers = &app.session.under_way.as_ref().expect("it goes on").answers;
    assert!(matches!(answers.get(4), Some(Answer::Chosen(_))));
    app.answer(5, app.session.pack.len());
    assert_eq!(
        store.keys().len(),
        3,
        "two records and one copy: {:?}",
        store.keys()
    );
    assert_eq!(
        app.session.earlier_than(app.session.records()[0]),
        1,
        "the same questions"
    );
}

/// The stored copy of the pack is in the language that was last answered in.
#[test]
fn a_stored_pack_in_another_language_is_readable() {
    let store = Memory::default();
    TestApp::on(&store, at(1, 0), &whole()).check();
    let other = PACK.replacen("\"2.0.0\"", "\"3.0.0\"", 1);
    let app = TestApp::on(&store, at(2, 0), &other);
    assert_eq!(app.session.snapshot.unreadable, []);
    let check = &app.session.records()[0];
    let shown = app.session.pack_of(check).expect("the copy");
    assert_eq!(shown.form().lang, "cy");
}

/// Words of a pattern appear also if its area does not stand out, so the summary follows the words.
#[test]
fn every_pattern_area_has_words_under_its_own_title() {
    for pack in [pack(), welsh()] {
        for scale in pack.scales().iter().filter(|scale| scale.pattern) {
            let entries = &pack.form().guidance.entries;
            let mut words = entries
                .iter()
                .filter(|entry| entry.slot == instrument::pack::Slot::Pattern);
            assert!(
                words.any(|entry| entry.title == scale.title),
                "{}",
                scale.title
            );
        }
    }
}
