//! Parses strict JSON into a tree whose values know their positions.
//!
//! The tree is that of `jsonc-parser`: members keep their order, and numbers stay as they were written. That crate also
//! accepts dialects of JSON. Its options turn most of them off. serde_json runs first and refuses the rest, such as a
//! line break in a string.

use std::collections::HashSet;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::tokens::Token;
use jsonc_parser::{CollectOptions, ParseOptions, Scanner, ScannerOptions, parse_to_ast};
use serde::de::IgnoredAny;
use serde_json::error::Category;

use crate::lines::{Lines, unmarked};
use crate::problem::{Code, Place, Problem};

/// The most bytes that a file may have. The largest questionnaires in public use have a tenth of this.
pub const LARGEST: usize = 2 * 1024 * 1024;
/// The most lists and objects that a value may be nested in. The limit keeps a file from exhausting the stack.
pub const DEEPEST: usize = 64;

/// The message for a syntax error. Its place is the first wrong character.
const NOT_JSON: &str = "what stands here is not JSON";

/// Strict JSON. Every option is listed, so that an update of the crate cannot turn a new one on unnoticed.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses `text`, at most [`LARGEST`] bytes and [`DEEPEST`] levels, without duplicate member names.
///
/// # Errors
/// Returns only the first problem: what comes after it cannot be read.
pub fn parse(text: &str) -> Result<Value<'_>, Problem> {
    if text.len() > LARGEST {
        let what = format!("it is larger than {} MiB", LARGEST / 1024 / 1024);
        return Err(problem(Code::TooLarge, (0, 0), what));
    }
    let text = unmarked(text);
    let at = |offset| Lines::of(text).position(text, offset);
    // This reads a value of any depth without recursion.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let what = match error.classify() {
            Category::Eof => "it ends before it is complete",
            Category::Syntax | Category::Data | Category::Io => NOT_JSON,
        };
        return Err(problem(Code::NotJson, (error.line(), error.column()), what));
    }
    if let Some(offset) = too_deep(text) {
        let what = format!("it is nested more than {DEEPEST} levels deep");
        return Err(problem(Code::TooLarge, at(offset), what));
    }
    // serde_json lets half of a surrogate pair pass here; this parser refuses it.
    let tree = parse_to_ast(text, &CollectOptions::default(), &STRICT)
        .map_err(|error| problem(Code::NotJson, at(error.range().start), NOT_JSON))?;
    let value = tree
        .value
        .ok_or_else(|| problem(Code::NotJson, at(0), "it is empty"))?;
    if let Some((object, name)) = repeated(&value) {
        let what = format!("member {name:?} twice");
        return Err(problem(Code::NotJson, at(object.range.start), what));
    }
    Ok(value)
}

fn problem(code: Code, (line, column): (usize, usize), what: impl Into<String>) -> Problem {
    Problem {
        code,
        place: Place {
            line,
            column,
            ..Place::default()
        },
        what: what.into(),
    }
}

/// The offset of the first value that is nested in more than [`DEEPEST`] lists and objects.
fn too_deep(text: &str) -> Option<usize> {
    let mut scanner = Scanner::new(text, &ScannerOptions::default());
    let mut open = 0_usize;
    while let Ok(Some(token)) = scanner.scan() {
        match token {
            Token::CloseBrace | Token::CloseBracket => open = open.saturating_sub(1),
            _ if open > DEEPEST => return Some(scanner.token_start()),
            Token::OpenBrace | Token::OpenBracket => open += 1,
            _ => {}
        }
    }
    None
}

/// The first object with a duplicate member name, and that name.
fn repeated<'a>(value: &'a Value<'a>) -> Option<(&'a Object<'a>, &'a str)> {
    match value {
        Value::Object(object) => {
            let mut names = HashSet::new();
            object.properties.iter().find_map(|member| {
                let name = member.name.as_str();
                if names.insert(name) {
                    repeated(&member.value)
                } else {
                    Some((object, name))
                }
            })
        }
        Value::Array(array) => array.elements.iter().find_map(repeated),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jsonc_parser::ast::Value;
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    use super::{DEEPEST, parse};
    use crate::problem::Code;

    fn refused(text: &str) -> (Code, usize, usize) {
        let problem = parse(text).expect_err(text);
        (problem.code, problem.place.line, problem.place.column)
    }

    #[test]
    fn only_json_is_accepted() {
        for text in [
            "",
            " ",
            "01",
            "-01",
            "+1",
            "0x1F",
            ".5",
            "5.",
            "1e",
            "-",
            "NaN",
            "Infinity",
            "-Infinity",
            "True",
            "nul",
            "undefined",
            "'a'",
            "{'a': 1}",
            "{a: 1}",
            "{1: 1}",
            "{null: 1}",
            "{\"a\" 1}",
            "{\"a\": 1 \"b\": 2}",
            "{\"a\": 1,}",
            "{,}",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1, 2",
            "[1}",
            "{} {}",
            "// a\n1",
            "1 // a",
            "/* a */ 1",
            "# a\n1",
            "\"a",
            "\"a\nb\"",
            "\"a\tb\"",
            "\"\u{0}\"",
            "\"\u{1f}\"",
            r#""\x41""#,
            r#""\v""#,
            r#""\0""#,
            r#""\'""#,
            "\"a\\\nb\"",
            r#""\u12""#,
            r#""\ud800""#,
            r#""\ud800\u0041""#,
            r#""\udc00""#,
            r#"{"\ud800": 1}"#,
            // Looks like white space, but JSON does not allow it.
            "\u{b}1",
            "1\u{c}",
            "[1,\u{a0}2]",
            "1\u{2028}",
            // Only one byte order mark is allowed, at the start.
            "\u{feff}\u{feff}1",
            "1\u{feff}",
            "[\u{feff}1]",
        ] {
            assert_eq!(refused(text).0, Code::NotJson, "{text:?}");
        }
    }

    #[test]
    fn a_syntax_error_has_its_place() {
        assert_eq!(refused("{\n  \"a\": 01\n}"), (Code::NotJson, 2, 9));
        assert_eq!(refused("{\"a\": [1,\n\n"), (Code::NotJson, 3, 0));
        assert_eq!(refused("\u{feff}[1,\n ü]"), (Code::NotJson, 2, 2));
        assert_eq!(refused("[\n  \"ü\", \"\\ud800\"]"), (Code::NotJson, 2, 9));
    }

    #[test]
    fn numbers_and_strings_are_kept_as_written() {
        for number in [
            "0",
            "-0",
            "1.50",
            "1E+5",
            "-2.5e-3",
            "1e999",
            "12345678901234567890123",
        ] {
            let value = parse(number).expect(number);
            let Value::NumberLit(read) = value else {
                panic!("{number} is a number");
            };
            assert_eq!(read.value, number);
        }
        for text in [
            "\u{feff}{}",
            " [ ] ",
            "\r\n\tnull\n",
            r#"{"b": 1, "a": {"b": 1}}"#,
        ] {
            assert!(parse(text).is_ok(), "{text:?}");
        }
        let value = parse(r#""\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00""#).expect("a string");
        let read = value.as_string_lit().expect("a string");
        assert_eq!(read.value, "\"\\/\u{8}\u{c}\n\r\tä😀");
    }

    #[test]
    fn duplicate_names_are_refused() {
        let text = "{\"a\": 1,\n \"b\": {\"c\": 1, \"\\u0063\": 2}, \"a\": 2}";
        assert_eq!(refused(text), (Code::NotJson, 2, 7));
        let what = parse(text).expect_err("twice").what;
        assert_eq!(what, "member \"c\" twice");
    }

    #[test]
    fn deep_nesting_is_refused_before_parsing() {
        let deep = |times: usize, open: &str, inner: &str, close: &str| {
            [&open.repeat(times), inner, &close.repeat(times)].concat()
        };
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            assert!(parse(&deep(DEEPEST, open, "1", close)).is_ok());
            assert!(parse(&deep(DEEPEST, open, "[]", close)).is_ok());
            assert!(parse(&deep(DEEPEST, open, "{}", close)).is_ok());
            for times in [DEEPEST + 1, 100_000] {
                assert_eq!(refused(&deep(times, open, "1", close)).0, Code::TooLarge);
            }
        }
        assert_eq!(
            refused(&deep(DEEPEST, "[", "[1]", "]")),
            (Code::TooLarge, 1, 66)
        );
    }

    proptest! {
        #[test]
        fn both_parsers_accept_the_same_texts(text in r#"[\[\]{}:,"'\\/ aeunbx0-9+.\-\t\n\x0b]{0,10}"#) {
            let strict = serde_json::from_str::<IgnoredAny>(&text);
            // The texts are too short for duplicate names, which only `parse` refuses.
            prop_assert_eq!(parse(&text).is_ok(), strict.is_ok());
        }

        #[test]
        fn any_string_reads_back(text in any::<String>()) {
            let written = serde_json::to_string(&text).expect("a string");
            let value = parse(&written).expect("a string");
            prop_assert_eq!(value.as_string_lit().map(|read| read.value.as_ref()), Some(text.as_str()));
        }
    }
}
