//! The reader and the writer, compared with serde_json, and the reading of types, which reports all errors at once.

use instrument::Pack;
use json::{ErrorKind, Value, parse, to_string};
use proptest::prelude::*;
use serde_json::Value as Reference;
use site_config::{Config, ConfigError};

use super::common::{CONFIG, LOCALE, PACK};

/// serde_json's reading of the same text, in our own type.
fn reference(text: &str) -> Option<Value> {
    fn same(value: Reference) -> Value {
        match value {
            Reference::Null => Value::Null,
            Reference::Bool(said) => Value::Bool(said),
            Reference::Number(number) => number.as_i64().map_or(Value::OtherNumber, Value::Number),
            Reference::String(text) => Value::Text(text),
            Reference::Array(values) => Value::List(values.into_iter().map(same).collect()),
            Reference::Object(members) => Value::Object(
                members
                    .into_iter()
                    .map(|(name, value)| (name, same(value)))
                    .collect(),
            ),
        }
    }
    serde_json::from_str(text).ok().map(same)
}

/// serde_json sorts an object's members by name, and keeps the last of several.
fn sorted(value: Value) -> Value {
    match value {
        Value::List(values) => Value::List(values.into_iter().map(sorted).collect()),
        Value::Object(members) => {
            let by_name: std::collections::BTreeMap<String, Value> = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            Value::Object(by_name.into_iter().collect())
        }
        other => other,
    }
}

fn agree(text: &str) {
    // Editors on Windows put a byte order mark before a text. Our parser skips it, serde_json does not.
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    // serde_json refuses numbers out of its range. Our parser accepts them, as it does not need their value.
    let refused = serde_json::from_str::<Reference>(rest).err();
    if refused.is_some_and(|error| error.to_string().contains("number out of range")) {
        return;
    }
    assert_eq!(parse(text).ok().map(sorted), reference(rest), "{text:?}");
}

#[test]
fn accepts_what_serde_json_accepts() {
    for text in [PACK, CONFIG, LOCALE] {
        agree(text);
    }
    for text in [
        "",
        " ",
        "null",
        "nul",
        "true ",
        "tru",
        "\"\"",
        "\"",
        "\"a\"b",
        "[",
        "[]",
        "[1,]",
        "[,]",
        "[1 2]",
        "{}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "-",
        "-0",
        "0",
        "01",
        "1.",
        "1.0",
        ".5",
        "1e",
        "1e5",
        "1E+2",
        "-1.5e-3",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "+1",
        "\"\\u0041\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ud83dx\"",
        "\"\\udc00\"",
        "\"\\u12\"",
        "\"\\x\"",
        "\"\u{1}\"",
        "\"\t\"",
        "\"\\t\\b\\f\\n\\r\\/\\\\\\\"\"",
        "[[[[]]]]",
        "\"ʼé😀\"",
        "1 1",
        "{\"a\":{\"b\":[null,true,false]}}",
    ] {
        agree(text);
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert!(parse(&deep(60)).is_ok());
    assert!(parse(&deep(1_000_000)).is_err());
}

/// Our parser skips the mark, as RFC 8259 allows; serde_json reports an error.
#[test]
fn a_byte_order_mark_is_ignored_only_at_the_beginning() {
    assert_eq!(parse("\u{feff}{}"), parse("{}"));
    for text in ["\u{feff}", "{}\u{feff}", "\u{feff}\u{feff}{}"] {
        assert!(parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_syntax_error_has_its_place() {
    let error = parse("{\n  \"a\": x\n}").expect_err("no JSON");
    assert_eq!(*error.kind(), ErrorKind::Syntax { line: 2, column: 8 });
    assert_eq!(error.to_string(), "not JSON at line 2, column 8");
}

#[test]
fn all_errors_are_reported_at_once_with_their_place() {
    let broken = PACK
        .replacen("\"format\": 1", "\"format\": \"one\"", 1)
        .replacen("\"from\": \"1.5\"", "\"from\": 1.5", 1)
        .replacen("\"id\": \"e1\"", "\"ident\": \"e1\"", 1);
    let wrong = Pack::read(&broken).expect_err("it is broken");
    for place in [
        "format: not a whole number",
        "from: not a decimal",
        "items[0].ident: unknown",
        "items[0].id: missing",
    ] {
        assert!(wrong.to_string().contains(place), "{place} in {wrong:#?}");
    }
}

#[test]
fn a_pack_with_a_dangling_reference_is_refused() {
    let cases = [
        (r#""item": "e1""#, r#""item": "e9""#, "unknown items"),
        (r#""id": "e2""#, r#""id": "e1""#, "used twice"),
        (
            r#""leastAnswered": 3"#,
            r#""leastAnswered": 9"#,
            "never be scored",
        ),
        (r#""from": "2.5""#, r#""from": "0.5""#, "rising order"),
        (r#""format": 1"#, r#""format": 2"#, "reads format"),
        (r#""url": "https:"#, r#""url": "javascript:"#, "not https"),
    ];
    for (from, to, why) in cases {
        let broken = PACK.replacen(from, to, 1);
        assert_ne!(broken, PACK, "{from} is in the pack");
        let wrong = Pack::read(&broken).expect_err(why);
        assert!(wrong.to_string().contains(why), "{why}: {wrong:?}");
    }
}

#[test]
fn a_configuration_without_crisis_help_is_refused() {
    let mut config: Reference = serde_json::from_str(CONFIG).expect("JSON");
    config["help"] = serde_json::json!([]);
    let wrong = Config::read(&config.to_string()).expect_err("no help");
    assert_eq!(wrong, ConfigError::NoHelp);

    config["help"] = serde_json::json!([{"name": "A", "what": "b", "checked": "2026-01-01"}]);
    let wrong = Config::read(&config.to_string()).expect_err("nobody to reach");
    assert_eq!(wrong, ConfigError::NoNumber);
}

#[test]
fn addresses_in_a_configuration_are_https() {
    let broken = CONFIG.replacen(
        "https://ncps.com/counselling-directory",
        "http://ncps.com/",
        1,
    );
    assert_eq!(Config::read(&broken), Err(ConfigError::NotHttps));
}

fn any_json() -> impl Strategy<Value = Reference> {
    let leaf = prop_oneof![
        Just(Reference::Null),
        any::<bool>().prop_map(Reference::from),
        any::<i64>().prop_map(Reference::from),
        any::<f64>().prop_map(Reference::from),
        "\\PC*".prop_map(Reference::from),
        any::<String>().prop_map(Reference::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Reference::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Reference::from(serde_json::Map::from_iter(members))),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_with_serde_json_on_any_json(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        agree(&text.expect("it came from JSON"));
    }

    #[test]
    fn agrees_with_serde_json_when_a_byte_is_changed(value in any_json(), at in any::<prop::sample::Index>(), to in any::<char>()) {
        let mut text: Vec<char> = value.to_string().chars().collect();
        let place = at.index(text.len());
        text[place] = to;
        agree(&text.into_iter().collect::<String>());
    }

    #[test]
    fn written_json_reads_back(value in any_json()) {
        let ours = parse(&value.to_string()).expect("JSON");
        let text = to_string(&ours);
        let whole = !format!("{ours:?}").contains("OtherNumber");
        prop_assert!(!whole || parse(&text).as_ref() == Ok(&ours));
        prop_assert!(serde_json::from_str::<Reference>(&text).is_ok());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        let _ = parse(&text);
        let _ = Pack::read(&text);
        let _ = Config::read(&text);
    }
}
