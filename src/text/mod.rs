//! The interface texts: one JSON a language, checked as they are read, so that a missing one fails the tests.

mod dates;
mod keys;

pub use dates::{date, time_of_day};
pub use keys::Text;

use crate::domain::json::{self, Value};

/// The interface texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    lang: String,
    /// One for each [`Text`], in its order.
    texts: Vec<String>,
}

impl Messages {
    /// Reads `locales/*.json`: an object of texts by key.
    ///
    /// # Errors
    /// Says what is wrong: not an object of texts, or which keys are missing.
    pub fn read(text: &str) -> Result<Self, String> {
        let found = json::parse(text)?;
        let mut missing = Vec::new();
        let mut take = |name: &'static str| {
            let text = found.get(name).and_then(Value::as_text);
            text.map(str::to_owned).unwrap_or_else(|| {
                missing.push(name);
                String::new()
            })
        };
        let lang = take("lang");
        let texts = keys::NAMES.iter().map(|name| take(name)).collect();
        if missing.is_empty() {
            Ok(Self { lang, texts })
        } else {
            Err(["texts missing: ", &missing.join(", ")].concat())
        }
    }

    /// The language of the texts (BCP 47).
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The text of `key` as it stands.
    pub fn get(&self, key: Text) -> &str {
        &self.texts[key as usize]
    }

    /// The text of `key` with each `{name}` replaced by its value, in one pass: what is filled in is never filled again.
    pub fn fill(&self, key: Text, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// Names in a row, as this language strings them together: "a, b and c".
    pub fn list(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [most @ .., last] => {
                let most = most.join(self.get(Text::ListComma));
                [&most, self.get(Text::ListAnd), last].concat()
            }
        }
    }
}

/// Every key a locale must have, for the schema and the tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn names() -> &'static [&'static str] {
    keys::NAMES
}
