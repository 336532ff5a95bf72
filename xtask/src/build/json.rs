//! JSON without the white space between its parts; order and numbers stay as they were written.

use anyhow::{Context, Result};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// Checks that the text is JSON and takes out what only people need.
pub fn minify(text: &str) -> Result<String> {
    serde_json::from_str::<IgnoredAny>(text).context("not valid JSON")?;
    let mut out = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for letter in text.chars() {
        if inside {
            out.push(letter);
            inside = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
        } else if !letter.is_ascii_whitespace() {
            out.push(letter);
            inside = letter == '"';
        }
    }
    Ok(out)
}

/// Takes a member out of an object: what is left, and the member.
pub fn take(text: &str, name: &str) -> Result<(String, String)> {
    let mut object: Map<String, Value> = serde_json::from_str(text)?;
    let member = object.remove(name);
    let member = member.with_context(|| format!("there is no `{name}`"))?;
    Ok((serde_json::to_string(&object)?, member.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{minify, take};

    #[test]
    fn keeps_strings_order_and_numbers() {
        let text = "{ \"b c\" : [ 1.50, 2 ],\n\t\"a\\\" \\\\\" : \" x \" }\n";
        let small = minify(text).expect("valid");
        assert_eq!(small, r#"{"b c":[1.50,2],"a\" \\":" x "}"#);
    }

    #[test]
    fn takes_a_member_out() {
        let text = r#"{"a":"1","later":{"b":"2","c":"3"},"z":"4"}"#;
        let (left, taken) = take(text, "later").expect("it is there");
        assert_eq!(left, r#"{"a":"1","z":"4"}"#);
        assert_eq!(taken, r#"{"b":"2","c":"3"}"#);
        assert!(take("{}", "later").is_err());
    }

    #[test]
    fn refuses_what_is_not_json() {
        assert!(minify("{ a: 1 }").is_err());
    }
}
