//! How easy our own English texts are to read: those of the interface, and those of our own questions and results.

use std::fs;
use std::path::Path;

use authoring::check::check;
use authoring::check::texts::age;
use serde_json::Value;

/// The reading age of a text with fewer words than this means nothing.
const MIN_WORDS: usize = 15;

/// What a single text may take. Most take far less.
const OF_ONE: f64 = 13.0;

/// What all texts together may take.
const OF_ALL: f64 = 9.0;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every text in `value`, with its path.
fn texts(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        Value::Array(all) => all.iter().for_each(|inner| texts(inner, path, out)),
        Value::Object(members) => {
            for (name, inner) in members {
                texts(inner, &format!("{path}.{name}"), out);
            }
        }
        _ => {}
    }
}

#[test]
fn the_interface_can_be_read_at_thirteen() {
    let locale: Value = serde_json::from_str(&read("locales/en.json")).expect("JSON");
    let mut all = Vec::new();
    texts(&locale, "", &mut all);
    assert!(all.len() > 300, "{}", all.len());
    let whole = age(all.iter().map(|(_, text)| text.as_str())).expect("words");
    assert!(whole <= OF_ALL, "{whole:.1}");
    let long = all
        .iter()
        .filter(|(_, text)| text.split_whitespace().count() >= MIN_WORDS);
    for (path, text) in long {
        let one = age(std::iter::once(text.as_str())).expect("words");
        assert!(one <= OF_ONE, "{one:.1}: {path}: {text}");
    }
}

/// The checker lets a single text take four years more than the limit for the pack.
#[test]
fn our_questions_and_results_can_be_read_at_thirteen() {
    let found = check(&read("packs/practitioner.json"), 9);
    assert!(found.all().is_empty(), "{:?}", found.all());
}
