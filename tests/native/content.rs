//! The content covers every sign, condition, resource and piece of guidance, and nothing else. The schemas are up to
//! date, and the content matches them.

use std::collections::BTreeSet;
use std::path::Path;

use instrument::pack::translation::Translation;
use instrument::pack::{PackForm, Slot};
use serde_json::Value as Json;
use site_config::HelpLine;
use site_config::form::{Form, HelpForm};

use super::common::{CONFIG, HELP, LOCALE, LOCALE_CY, PACK, PACK_CY, pack};

fn ids(letter: char, count: u32) -> BTreeSet<String> {
    (1..=count)
        .map(|number| format!("{letter}{number:02}"))
        .collect()
}

#[test]
fn questions_cover_exactly_the_signs_conditions_and_resources() {
    let pack = pack();
    let covered: BTreeSet<String> = (0..pack.len())
        .flat_map(|item| pack.item(item).covers.clone())
        .collect();
    let wanted = [ids('S', 30), ids('C', 5), ids('P', 11)].concat_sets();
    assert_eq!(covered, wanted);
    for item in 0..pack.len() {
        assert!(
            !pack.item(item).covers.is_empty(),
            "{} covers nothing",
            pack.item(item).id
        );
    }
}

trait ConcatSets {
    fn concat_sets(self) -> BTreeSet<String>;
}

impl<const N: usize> ConcatSets for [BTreeSet<String>; N] {
    fn concat_sets(self) -> BTreeSet<String> {
        self.into_iter().flatten().collect()
    }
}

#[test]
fn guidance_covers_everything_a_result_must_be_able_to_say() {
    let pack = pack();
    let guidance = &pack.form().guidance;
    let reached: BTreeSet<&String> = guidance.rules.iter().flat_map(|rule| &rule.show).collect();
    let known = [ids('S', 30), ids('C', 5), ids('P', 11), ids('G', 14)].concat_sets();
    let mut covered = BTreeSet::new();
    for entry in &guidance.entries {
        assert!(reached.contains(&entry.id), "no rule shows {}", entry.id);
        assert!(!entry.covers.is_empty(), "{} covers nothing", entry.id);
        for id in &entry.covers {
            assert!(known.contains(id), "{} covers the unknown {id}", entry.id);
            covered.insert(id.clone());
        }
    }
    assert!(
        covered.is_superset(&ids('G', 14)),
        "not said: {:?}",
        ids('G', 14).difference(&covered)
    );
}

#[test]
fn at_most_thirty_two_items_are_scored_and_questions_about_the_job_are_not() {
    let pack = pack();
    let scored: Vec<usize> = (0..pack.len())
        .filter(|&item| pack.is_scored(item))
        .collect();
    assert!(scored.len() <= 32, "{}", scored.len());
    for item in 0..pack.len() {
        let condition = pack.item(item).covers.iter().any(|id| id.starts_with('C'));
        let own = ["say"].contains(&pack.item(item).id.as_str());
        assert_eq!(
            condition || own,
            !pack.is_scored(item),
            "{}",
            pack.item(item).id
        );
    }
    assert_eq!(
        pack.form().recall.as_ref().and_then(|recall| recall.days),
        Some(30)
    );
    for item in scored {
        assert_eq!(pack.options(item).len(), 5, "five frequencies");
    }
}

#[test]
fn the_reading_list_has_all_seven_sources() {
    let pack = pack();
    let hosts: Vec<&str> = pack
        .form()
        .reading
        .iter()
        .filter_map(|source| source.url.split('/').nth(2))
        .collect();
    let wanted = [
        "www.bmj.com",
        "pmc.ncbi.nlm.nih.gov",
        "www.rcn.org.uk",
        "ctrinstitute.com",
        "www.counselling-directory.org.uk",
        "ejcop.scholasticahq.com",
        "psychcentral.com",
    ];
    assert_eq!(hosts, wanted);
}

#[test]
fn crisis_help_of_the_united_kingdom_is_right() {
    let config = super::common::config_with_help();
    let number = |name: &str| {
        let mut lines = config.help();
        let line = lines.find(|line| line.name().in_language("en").contains(name))?;
        let number = line.tel().or(line.sms().map(|(number, _)| number))?;
        let dialled = number.dialled.expect("it can be dialled");
        assert_eq!(dialled, number.shown.replace(' ', ""));
        Some(number.shown)
    };
    assert_eq!(number("Emergency"), Some("999"));
    assert_eq!(number("111"), Some("111"));
    assert_eq!(number("Samaritans"), Some("116 123"));
    assert_eq!(number("Shout"), Some("85258"));
    assert_eq!(number("Lifeline"), Some("0808 808 8000"));
    for day in config.help().filter_map(HelpLine::checked) {
        assert!(day.split('-').count() == 3 && day.len() == 10, "{day}");
    }
}

#[test]
fn the_pack_says_that_it_is_no_validated_scale_and_no_diagnosis() {
    let about = &pack().form().about.clone();
    let honesty = about.honesty.to_lowercase();
    assert!(
        honesty.contains("not a validated scale") && honesty.contains("not a diagnosis"),
        "{honesty}"
    );
    assert!(!about.licence.is_empty() && !about.attribution.is_empty());
}

#[test]
fn every_result_says_how_to_find_someone_to_talk_to() {
    let pack = pack();
    let ways = pack
        .form()
        .guidance
        .entries
        .iter()
        .filter(|entry| entry.slot == Slot::Find);
    assert!(
        ways.filter_map(|entry| entry.link).count() >= 3,
        "directory, register and courses"
    );
}

/// Compares `made` with the checked-in schema, and validates `content`. `UPDATE_SCHEMAS=1` writes the schema again.
fn schema(name: &str, made: &Json, content: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schema")
        .join(name);
    let made_text = serde_json::to_string_pretty(made).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&path, &made_text).expect("the schema can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made_text,
        "schema/{name} is stale: run the tests with UPDATE_SCHEMAS=1"
    );
    let validator = jsonschema::validator_for(made).expect("a schema");
    let content: Json = serde_json::from_str(content).expect("JSON");
    let wrong: Vec<String> = validator
        .iter_errors(&content)
        .map(|error| error.to_string())
        .collect();
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
}

#[test]
fn the_schemas_are_up_to_date_and_the_content_matches_them() {
    schema(
        "pack.json",
        &schemars::schema_for!(PackForm).to_value(),
        PACK,
    );
    schema(
        "pack-translation.json",
        &schemars::schema_for!(Translation).to_value(),
        PACK_CY,
    );
    schema(
        "config.json",
        &schemars::schema_for!(Form).to_value(),
        CONFIG,
    );
    schema(
        "help.json",
        &schemars::schema_for!(HelpForm).to_value(),
        HELP,
    );
    let [first, later] = compassion_check::text::all_keys();
    let text = serde_json::json!({"type": "string", "minLength": 1});
    let forms = serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["other"],
        "properties": {"zero": text, "one": text, "two": text, "few": text, "many": text, "other": text},
    });
    let texts = |keys: &[&str]| {
        let of = |key: &str| match compassion_check::text::keys_with_plurals().contains(&key) {
            true => forms.clone(),
            false => text.clone(),
        };
        let properties = keys.iter().map(|key| ((*key).to_owned(), of(key)));
        serde_json::json!({
            "type": "object",
            "additionalProperties": false,
            "required": keys,
            "properties": properties.collect::<serde_json::Map<_, _>>(),
        })
    };
    let mut locale = texts(&[&["lang", "dir"], first, &["later", "paper"]].concat());
    locale["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    locale["title"] =
        "Interface texts, those of the screens that load later and of the paper check apart".into();
    locale["properties"]["later"] = texts(later);
    for names in ["languages", "nations"] {
        locale["properties"]["later"]["properties"][names] =
            serde_json::json!({"type": "object", "minProperties": 1, "additionalProperties": text});
    }
    locale["properties"]["dir"] = serde_json::json!({"enum": ["ltr", "rtl"]});
    locale["properties"]["paper"] = texts(compassion_check::text::paper::all_keys());
    schema("locale.json", &locale, LOCALE);
    schema("locale.json", &locale, LOCALE_CY);
}

/// Without this attribute a browser allows neither copying nor sharing in a frame.
#[test]
fn every_iframe_in_the_documents_allows_clipboard_and_share() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut frames = 0;
    for file in std::fs::read_dir(docs).expect("a folder").flatten() {
        // `docs/servers` has settings for web servers, and no pages.
        if file.path().is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).expect("a text");
        for frame in text.split("<iframe ").skip(1) {
            frames += 1;
            let tag = frame.split('>').next().unwrap_or_default();
            let name = file.file_name();
            assert!(
                tag.contains("allow=\"clipboard-write; web-share\""),
                "{name:?}: {tag}"
            );
        }
    }
    assert!(frames >= 2, "{frames} frames");
}
