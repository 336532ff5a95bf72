//! The wording of each rule and of the page for editors, from `web/check-config.json`.

use super::Problem;
use json::{self, Value};

/// The parsed file with the wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditTexts(Value);

impl AuditTexts {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn read(text: &str) -> Result<Self, json::Error> {
        json::parse(text).map(Self)
    }

    /// Two sentences: what is wrong, and what to do about it.
    pub fn of(&self, problem: &Problem) -> [String; 2] {
        let Some(Value::Object(rules)) = self.0.get("rules") else {
            return Default::default();
        };
        let words = rules.get(problem.rule as usize).map(|(_, words)| words);
        [0, 1].map(|at| match words {
            Some(Value::List(words)) => filled(words.get(at), &problem.about),
            _ => String::new(),
        })
    }

    /// The sentence under `name` for the rest of the page, with the values `about` filled in.
    pub fn page(&self, name: &str, about: &[String]) -> String {
        filled(self.0.get("page").and_then(|page| page.get(name)), about)
    }
}

/// `text` with `{0}`, `{1}` … replaced by the values. A single pass, so that braces in a value are left alone.
fn filled(text: Option<&Value>, about: &[String]) -> String {
    let mut out = String::new();
    let mut rest = text.and_then(Value::as_text).unwrap_or_default();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(number, after)| {
            let number: usize = number.parse().ok()?;
            Some((about.get(number)?, after))
        });
        if let Some((value, after)) = place {
            out.push_str(value);
            rest = after;
        } else {
            // Not a number of a value, such as `{q}`. It stays as it is.
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}
