//! Types read from JSON and written as JSON, compared with serde_json. All errors are found at once.

use std::collections::BTreeMap;

use compassion_check::text::Messages;
use instrument::pack::PackForm;
use json::{
    Error, ErrorKind, Expected, from_str, from_str_recovering, parse, to_string, to_string_pretty,
};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::common::{LOCALE, PACK};

/// A type with most kinds of values in serde's data model.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Everything {
    truth: bool,
    whole_number: i64,
    small: u8,
    text: String,
    maybe: Option<i32>,
    #[serde(default)]
    list: Vec<(String, Option<u16>)>,
    map: BTreeMap<String, i32>,
    one_of: OneOf,
    inner: Option<Box<Everything>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
enum OneOf {
    Unit,
    Newtype(String),
    Tuple(i32, bool),
    Struct { left: i32, right: Option<String> },
}

fn one_of() -> impl Strategy<Value = OneOf> {
    prop_oneof![
        Just(OneOf::Unit),
        any::<String>().prop_map(OneOf::Newtype),
        any::<(i32, bool)>().prop_map(|(left, right)| OneOf::Tuple(left, right)),
        any::<(i32, Option<String>)>().prop_map(|(left, right)| OneOf::Struct { left, right }),
    ]
}

fn everything() -> impl Strategy<Value = Everything> {
    let plain = (
        any::<(bool, i64, u8, String, Option<i32>)>(),
        any::<Vec<(String, Option<u16>)>>(),
        any::<BTreeMap<String, i32>>(),
        one_of(),
    );
    let flat = plain.prop_map(|(plain, list, map, one_of)| {
        let (truth, whole_number, small, text, maybe) = plain;
        Everything {
            truth,
            whole_number,
            small,
            text,
            maybe,
            list,
            map,
            one_of,
            inner: None,
        }
    });
    flat.prop_recursive(3, 6, 1, |inner| {
        (inner.clone(), inner).prop_map(|(outer, inner)| Everything {
            inner: Some(Box::new(inner)),
            ..outer
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn types_are_written_and_read_as_serde_json_does(value in everything()) {
        let ours = to_string(&value);
        let theirs = serde_json::to_string(&value).expect("it can be written");
        prop_assert_eq!(&serde_json::from_str::<Everything>(&ours).expect("it is JSON"), &value);
        prop_assert_eq!(&from_str::<Everything>(&theirs).expect("it is whole"), &value);
        prop_assert_eq!(&from_str::<Everything>(&to_string_pretty(&value)).expect("it is whole"), &value);
    }
}

#[test]
fn floats_map_keys_and_indentation_are_written_as_serde_json_does() {
    assert_eq!(
        to_string(&(1.5_f64, f32::NAN, 'a', ())),
        r#"[1.5,null,"a",null]"#
    );
    assert_eq!(
        to_string(&BTreeMap::from([(1, "one"), (2, "two")])),
        r#"{"1":"one","2":"two"}"#
    );
    assert_eq!(
        to_string_pretty(&parse(r#"{"a":[1,{}],"b":[]}"#).expect("JSON")),
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}\n"
    );
}

const WHOLE: &str = r#"{"truth":true,"wholeNumber":1,"small":2,"text":"","map":{},"oneOf":"unit"}"#;

fn error(text: &str) -> (String, ErrorKind) {
    let error = from_str::<Everything>(text).expect_err(text);
    (error.path(), error.kind().clone())
}

#[test]
fn each_kind_of_error_has_its_path() {
    assert!(from_str::<Everything>(WHOLE).is_ok());
    let with = |from: &str, to: &str| {
        assert!(WHOLE.contains(from), "{from}");
        error(&WHOLE.replacen(from, to, 1))
    };
    let expected = |path: &str, what| (path.to_owned(), ErrorKind::Expected(what));
    assert_eq!(with("true", "1"), expected("truth", Expected::Bool));
    assert_eq!(
        with(":1,", ":1.5,"),
        expected("wholeNumber", Expected::WholeNumber)
    );
    assert_eq!(with("\"\"", "[]"), expected("text", Expected::Text));
    assert_eq!(with("{}", "[]"), expected("map", Expected::Object));
    assert_eq!(
        with("{}", "{\"a\":\"b\"}"),
        expected("map.a", Expected::WholeNumber)
    );
    assert_eq!(
        with("\"unit\"", "\"other\""),
        expected("oneOf", Expected::Name)
    );
    assert_eq!(
        with("\"unit\"", "{\"unit\":1}"),
        expected("oneOf", Expected::Name)
    );
    // A variant with content cannot be written as its name alone.
    for name in ["newtype", "tuple", "struct"] {
        assert_eq!(
            with("\"unit\"", &format!("\"{name}\"")),
            expected("oneOf", Expected::Name)
        );
    }
    assert_eq!(
        with("\"unit\"", "{\"tuple\":[1]}"),
        expected("oneOf.tuple", Expected::ListOf(2))
    );
    assert_eq!(
        with("\"unit\"", "{\"struct\":{\"left\":true}}"),
        expected("oneOf.struct.left", Expected::WholeNumber)
    );
    assert_eq!(
        with("{}", "{},\"list\":[[\"a\",1],[\"b\"]]"),
        expected("list[1]", Expected::ListOf(2))
    );
    assert_eq!(
        with(":2,", ":256,"),
        ("small".to_owned(), ErrorKind::OutOfRange)
    );
    assert_eq!(
        with("\"truth\":true,", ""),
        ("truth".to_owned(), ErrorKind::MissingMember)
    );
    let (path, kind) = with("\"truth\"", "\"trust\"");
    assert_eq!(path, "trust");
    assert!(matches!(kind, ErrorKind::UnknownMember(known) if known.contains(&"truth")));
    assert_eq!(error("{").1, ErrorKind::Syntax { line: 1, column: 2 });
}

/// People write JSON by hand, so these are allowed.
#[test]
fn schema_members_null_and_duplicates_are_tolerated() {
    let with = |more: &str| from_str::<Everything>(&WHOLE.replacen('{', more, 1));
    assert!(with(r#"{"$schema":"x","#).is_ok());
    assert!(
        with(r#"{"inner":null,"list":null,"#)
            .expect("whole")
            .list
            .is_empty()
    );
    // The last of several members with one name counts.
    assert!(with(r#"{"truth":false,"text":5,"#).expect("whole").truth);
}

#[test]
fn errors_in_a_locale_have_their_path() {
    let wrong = |from: &str, to: &str| {
        assert!(LOCALE.contains(from), "{from}");
        let read = Messages::read(&LOCALE.replacen(from, to, 1));
        read.expect_err(to).to_string()
    };
    assert_eq!(
        wrong("\"start\": \"Start\"", "\"start\": 5"),
        "start: not a text"
    );
    assert_eq!(
        wrong("\"lang\": \"en\"", "\"lang\": []"),
        "lang: not a text"
    );
    assert_eq!(wrong("\"lang\"", "\"$lang\""), "lang: missing");
    assert_eq!(wrong("\"start\"", "\"begin\""), "texts missing: start");
}

fn lines(errors: &[Error]) -> Vec<String> {
    errors.iter().map(Error::to_string).collect()
}

#[test]
fn all_errors_are_found_in_one_pass() {
    let text = r#"{
        "truth": "yes", "wholeNumber": 1, "small": -1, "text": "kept", "maybe": "x",
        "list": [["a", 1], 5, ["c", "d"]], "map": {"a": 1, "b": "two"},
        "oneOf": {"struct": {"left": [], "middle": 0}}, "inner": {"truth": true, "txt": "?"}
    }"#;
    let (read, errors) = from_str_recovering::<Everything>(text);
    let mut found = lines(&errors);
    found.sort();
    let wanted = [
        "inner.map: missing",
        "inner.oneOf: missing",
        "inner.small: missing",
        "inner.text: missing",
        "inner.txt: unknown member",
        "inner.wholeNumber: missing",
        "list[1]: not a list",
        "list[2][1]: not a whole number",
        "map.b: not a whole number",
        "maybe: not a whole number",
        "oneOf.struct.left: not a whole number",
        "oneOf.struct.middle: unknown member",
        "small: a number out of range",
        "truth: neither true nor false",
    ];
    assert_eq!(found, wanted);
    let read = read.expect("it can be mended");
    assert_eq!(
        (read.text.as_str(), read.truth, read.small),
        ("kept", false, 0)
    );
    assert_eq!(read.list[0], ("a".to_owned(), Some(1)));
    assert_eq!(read.list[1], (String::new(), None));
    assert_eq!(read.list[2], ("c".to_owned(), None));
    assert_eq!(read.map, BTreeMap::from([("a".to_owned(), 1)]));
}

/// Values all over the default pack are replaced, one at a time, by a value of another kind. The pack is still read,
/// and every reported error is at the place of the change, inside it or around it.
#[test]
fn one_mistake_anywhere_in_a_pack_is_reported_there() {
    let whole: serde_json::Value = serde_json::from_str(PACK).expect("JSON");
    let mut places = Vec::new();
    pointers(&whole, String::new(), &mut places);
    let others = [
        "null",
        "true",
        "-7",
        "0.5",
        "\"x\"",
        "[]",
        "{}",
        "[[]]",
        "{\"x\":1}",
    ];
    // Every place with every value would take minutes. Every fifth place covers each kind of place and each value.
    for (at, pointer) in places.iter().step_by(5).enumerate() {
        let mut changed = whole.clone();
        let other = others[at % others.len()];
        *changed.pointer_mut(pointer).expect("it is there") =
            serde_json::from_str(other).expect("JSON");
        let (read, errors) = from_str_recovering::<PackForm>(&changed.to_string());
        assert!(read.is_some(), "{pointer}: {other}");
        let path = path(pointer);
        for error in errors {
            let told = error.path();
            assert!(
                told.starts_with(&path) || path.starts_with(&told),
                "{other} at {path}: {error}"
            );
        }
    }
}

fn pointers(value: &serde_json::Value, at: String, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, inner) in members {
                pointers(inner, format!("{at}/{name}"), out);
            }
        }
        serde_json::Value::Array(values) => {
            for (place, inner) in values.iter().enumerate() {
                pointers(inner, format!("{at}/{place}"), out);
            }
        }
        _ => {}
    }
    if !at.is_empty() {
        out.push(at);
    }
}

fn path(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{step}]"));
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(step);
        }
    }
    path
}

/// Quadratic work on so many members would take far too long.
#[test]
fn many_members_are_read_in_linear_time() {
    let many = |name: &str| format!("\"{name}\":0,").repeat(400_000);
    let with =
        |more: String| from_str::<Everything>(&WHOLE.replacen('{', &["{", &more].concat(), 1));
    assert!(with(many("$note")).is_ok());
    assert!(with(many("small")).is_ok());
    assert!(with(many("other")).is_err());
    // Stored checks are read into such a type, as they may have members of a later version.
    #[derive(Deserialize)]
    struct Open {
        truth: bool,
    }
    let others: String = (0..300_000).map(|at| format!("\"x{at}\":0,")).collect();
    let text = WHOLE.replacen('{', &["{", &others].concat(), 1);
    assert!(from_str::<Open>(&text).expect("whole").truth);
}

#[test]
fn the_number_of_reported_errors_is_limited() {
    let list: Vec<String> = (0..5000).map(|at| format!("\"{at}\"")).collect();
    let text = WHOLE.replacen("{}", &format!("{{}},\"list\":[{}]", list.join(",")), 1);
    let (read, errors) = from_str_recovering::<Everything>(&text);
    assert!(read.is_none());
    assert_eq!(errors.len(), 200);
}
