//! The interface texts: one JSON a language, checked as they are read, so that a missing one fails the tests.

mod dates;
mod keys;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod plural;

pub use dates::{date, time_of_day};
pub use keys::Text;
pub use plural::Counting;

use crate::domain::json::{self, Value};

/// The interface texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    lang: String,
    dir: String,
    /// Every language there are texts in, with its own name for itself.
    languages: Vec<(String, String)>,
    counting: Counting,
    /// One for each [`Text`], in its order.
    texts: Vec<String>,
}

impl Messages {
    /// Reads `locales/*.json`: an object of texts by key, those of the later screens under `later`.
    ///
    /// The build delivers those in a file of their own: without them, [`Messages::complete`] has to be called before a later
    /// screen is shown.
    ///
    /// # Errors
    /// Says what is wrong: not an object of texts, or which keys are missing.
    pub fn read(text: &str) -> Result<Self, String> {
        let found = json::parse(text)?;
        let mut messages = Self {
            lang: take(&found, &["lang"])?.concat(),
            dir: take(&found, &["dir"])?.concat(),
            languages: found.get("languages").map(named).unwrap_or_default(),
            counting: Counting::default(),
            texts: take(&found, keys::FIRST)?,
        };
        if let Some(later) = found.get("later") {
            messages.add(later)?;
        }
        Ok(messages)
    }

    /// The same, counting as the browser does.
    #[must_use]
    pub fn counting(self, counting: Counting) -> Self {
        Self { counting, ..self }
    }

    /// The same with the texts of the later screens, read from their own file.
    ///
    /// # Errors
    /// Says what is wrong: not an object of texts, or which keys are missing.
    pub fn complete(&self, later: &str) -> Result<Self, String> {
        let mut whole = self.clone();
        whole.add(&json::parse(later)?)?;
        Ok(whole)
    }

    fn add(&mut self, later: &Value) -> Result<(), String> {
        self.texts.truncate(keys::FIRST.len());
        self.texts.append(&mut take(later, keys::LATER)?);
        Ok(())
    }

    /// The language of the texts (BCP 47).
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The direction it is written in: `ltr` or `rtl`.
    pub fn dir(&self) -> &str {
        &self.dir
    }

    /// Every language there are texts in, each with its own name for itself.
    pub fn languages(&self) -> &[(String, String)] {
        &self.languages
    }

    /// Whether the texts of the later screens are here.
    pub fn is_whole(&self) -> bool {
        self.texts.len() > keys::FIRST.len()
    }

    /// The text of `key` as it stands.
    pub fn get(&self, key: Text) -> &str {
        self.texts.get(key as usize).map_or("", String::as_str)
    }

    /// The text of `key` with each `{name}` replaced by its value, in one pass: what is filled in is never filled again.
    pub fn fill(&self, key: Text, values: &[(&str, &str)]) -> String {
        fill_in(self.get(key), values)
    }

    /// The words of `key` for the number `n`, which stands where `{n}` does; the other values as in [`Messages::fill`].
    pub fn count(&self, key: Text, n: &str, values: &[(&str, &str)]) -> String {
        let category = self.counting.category(&self.lang, n.parse().unwrap_or(0));
        let values = [&[("n", n)], values].concat();
        fill_in(form(self.get(key), &category), &values)
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

/// `text` with each `{name}` replaced by its value, in one pass.
fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
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

/// Ends each name and each form, where a text has forms for numbers.
const END: char = '\0';

/// A text; or forms by the names of their plural categories, in one string.
fn said(value: &Value) -> Option<String> {
    let Value::Object(forms) = value else {
        return value.as_text().map(str::to_owned);
    };
    let mut all = String::new();
    for (name, text) in forms {
        all.push_str(name);
        all.push(END);
        all.push_str(text.as_text()?);
        all.push(END);
    }
    Some(all)
}

/// The form of this category, or else the last.
fn form<'a>(said: &'a str, category: &str) -> &'a str {
    let mut parts = said.split(END);
    let mut found = said;
    while let (Some(name), Some(text)) = (parts.next(), parts.next()) {
        found = text;
        if name == category {
            break;
        }
    }
    found
}

/// The members of an object of texts.
fn named(value: &Value) -> Vec<(String, String)> {
    let Value::Object(members) = value else {
        return Vec::new();
    };
    let text = |(name, value): &(String, Value)| Some((name.clone(), value.as_text()?.to_owned()));
    members.iter().filter_map(text).collect()
}

/// The texts under `names`, in their order.
fn take(found: &Value, names: &[&'static str]) -> Result<Vec<String>, String> {
    let mut missing = Vec::new();
    let mut texts = Vec::new();
    for name in names {
        match found.get(name).and_then(said) {
            Some(text) => texts.push(text),
            None => missing.push(*name),
        }
    }
    if missing.is_empty() {
        Ok(texts)
    } else {
        Err(["texts missing: ", &missing.join(", ")].concat())
    }
}

/// Every key a locale must have, those of the first load and those of the later screens, for the schema and the tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn names() -> [&'static [&'static str]; 2] {
    [keys::FIRST, keys::LATER]
}

/// The keys among them whose words differ with a number.
#[cfg(not(target_arch = "wasm32"))]
pub fn counted() -> &'static [&'static str] {
    keys::COUNTED
}
