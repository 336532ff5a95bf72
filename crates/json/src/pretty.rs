//! Writes JSON with line breaks and indentation, for people to edit.

use serde::Serialize;

use super::{Value, parse, to_string};

/// Anything as a [`Value`], by writing it and parsing the text.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Value {
    // `to_string` writes valid JSON.
    parse(&to_string(value)).unwrap_or(Value::Null)
}

/// `value` as JSON with one member or element a line, and a line break at the end.
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    write(&to_value(value), 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let member = |(name, value): &(String, Value), out: &mut String| {
                out.push_str(&to_string(name));
                out.push_str(": ");
                write(value, depth + 1, out);
            };
            lines(members, ['{', '}'], depth, out, member);
        }
        Value::List(values) if !values.is_empty() => {
            lines(values, ['[', ']'], depth, out, |value, out| {
                write(value, depth + 1, out);
            });
        }
        other => out.push_str(&to_string(other)),
    }
}

fn lines<T>(
    parts: &[T],
    [open, close]: [char; 2],
    depth: usize,
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    let line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    out.push(open);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        line(depth + 1, out);
        write(part, out);
    }
    line(depth, out);
    out.push(close);
}
