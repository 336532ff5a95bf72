//! Formats JSON for people: a value that fits on one line is written on one.
//!
//! It formats the text, not a `serde_json::Value`, which would sort members and rewrite numbers. The features that
//! prevent this would change how the schemas of the whole workspace are written.

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde::Serialize;

/// A list or an object longer than this, in characters with its indentation, is broken over several lines.
const WIDEST: usize = 120;

/// Writes `value` as JSON, with a line break at its end.
///
/// # Errors
/// Returns the error of serde_json if the value cannot be written as JSON.
pub(crate) fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string(value)?;
    let tree = parse_to_ast(&text, &CollectOptions::default(), &ParseOptions::default());
    let mut out = String::new();
    match tree.ok().and_then(|tree| tree.value) {
        Some(value) => write(&value, 0, &mut out),
        // serde_json writes valid JSON, so parsing fails only for a value nested hundreds of levels deep.
        None => out.push_str(&text),
    }
    out.push('\n');
    Ok(out)
}

/// A list or an object: its brackets, and its elements, each with the text before it (`"name": ` in an object).
struct Parts<'a>(char, Vec<(String, &'a Value<'a>)>, char);

fn parts<'a>(value: &'a Value<'a>) -> Option<Parts<'a>> {
    match value {
        Value::Array(list) => {
            let elements = list.elements.iter();
            let elements = elements.map(|element| (String::new(), element));
            Some(Parts('[', elements.collect(), ']'))
        }
        Value::Object(object) => {
            let members = object.properties.iter();
            let members = members.map(|member| {
                let name = quoted(member.name.as_str());
                ([&name, ": "].concat(), &member.value)
            });
            Some(Parts('{', members.collect(), '}'))
        }
        _ => None,
    }
}

fn write(value: &Value, indent: usize, out: &mut String) {
    let flat = flat(value);
    let wide = indent + flat.chars().count() > WIDEST;
    let Some(Parts(open, parts, close)) =
        parts(value).filter(|Parts(_, parts, _)| wide && !parts.is_empty())
    else {
        out.push_str(&flat);
        return;
    };
    out.push(open);
    for (place, (before, part)) in parts.into_iter().enumerate() {
        out.push_str(if place == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(indent + 2));
        out.push_str(&before);
        write(part, indent + 2, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

/// The value on one line.
fn flat(value: &Value) -> String {
    match value {
        Value::NullKeyword(_) => "null".to_owned(),
        Value::BooleanLit(truth) => truth.value.to_string(),
        Value::NumberLit(number) => number.value.to_owned(),
        Value::StringLit(text) => quoted(&text.value),
        Value::Array(_) | Value::Object(_) => {
            let Some(Parts(open, parts, close)) = parts(value) else {
                return String::new();
            };
            let parts = parts
                .into_iter()
                .map(|(before, part)| [before, flat(part)].concat());
            let parts: Vec<String> = parts.collect();
            format!("{open}{}{close}", parts.join(", "))
        }
    }
}

/// `text` as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    // Serialising a string never fails.
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::pretty;

    fn laid_out(text: &str) -> String {
        let value = RawValue::from_string(text.to_owned()).expect("JSON");
        pretty(&value).expect("written")
    }

    #[test]
    fn formatting_keeps_numbers_and_the_order_of_members() {
        let text = r#"{"b":1.50,"a":[],"c":{"d":[true,null,"\u00e4\/\n"]},"e":{}}"#;
        let meant =
            "{\"b\": 1.50, \"a\": [], \"c\": {\"d\": [true, null, \"ä/\\n\"]}, \"e\": {}}\n";
        assert_eq!(laid_out(text), meant);
    }

    #[test]
    fn long_values_are_broken_over_lines() {
        let text = |length: usize| format!("[\"{}\",[1,2]]", "ü".repeat(length));
        assert_eq!(laid_out(&text(108)).lines().count(), 1);
        let broken = format!("[\n  \"{}\",\n  [1, 2]\n]\n", "ü".repeat(109));
        assert_eq!(laid_out(&text(109)), broken);
    }
}
