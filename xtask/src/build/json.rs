//! JSON without the white space between its tokens. Order and numbers stay as they were written.

use anyhow::{Context, Result};
use serde::de::IgnoredAny;

/// Checks that the text is JSON and removes the white space that only people need.
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

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn keeps_strings_order_and_numbers() {
        let text = "{ \"b c\" : [ 1.50, 2 ],\n\t\"a\\\" \\\\\" : \" x \" }\n";
        let small = minify(text).expect("valid");
        assert_eq!(small, r#"{"b c":[1.50,2],"a\" \\":" x "}"#);
    }

    #[test]
    fn refuses_what_is_not_json() {
        assert!(minify("{ a: 1 }").is_err());
    }
}
