//! The interface texts: one JSON a language, checked as they are read, so that a missing one fails the tests.

mod dates;
mod keys;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod plural;
mod table;

pub use dates::{date, time_of_day};
pub use keys::Text;
pub use plural::Counting;

use crate::domain::json::{self, Value};

/// The interface texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    lang: String,
    counting: Counting,
    /// One for each [`Text`], in its order.
    texts: Vec<String>,
}

impl Messages {
    /// Reads `locales/*.json` as people write it: an object of texts by key, those of the later screens under `later`.
    ///
    /// # Errors
    /// Says what is wrong: not an object of texts, or which keys are missing.
    pub fn read(text: &str) -> Result<Self, String> {
        let found = json::parse(text)?;
        let mut texts = take(&found, keys::FIRST)?;
        if let Some(later) = found.get("later") {
            texts.append(&mut take(later, keys::LATER)?);
        }
        Self::of(&found, texts)
    }

    /// Reads the texts of the first load as [`deliver`] makes them: [`Messages::complete`] has to be called before a later
    /// screen is shown.
    ///
    /// # Errors
    /// Says what is wrong: not of this form, or of another version.
    pub fn delivered(text: &str) -> Result<Self, String> {
        let found = json::parse(text)?;
        let texts = list(&found, keys::FIRST.len())?;
        Self::of(&found, texts)
    }

    fn of(found: &Value, texts: Vec<String>) -> Result<Self, String> {
        Ok(Self {
            lang: take(found, &["lang"])?.concat(),
            counting: Counting::default(),
            texts,
        })
    }

    /// The same, counting as the browser does.
    #[must_use]
    pub fn counting(self, counting: Counting) -> Self {
        Self { counting, ..self }
    }

    /// The same with the texts of the later screens, as [`deliver`] makes them; one that has them keeps its own, as another
    /// language may have come before.
    ///
    /// # Errors
    /// Says what is wrong: not of this form, or of another version.
    pub fn complete(&self, later: &str) -> Result<Self, String> {
        let mut whole = self.clone();
        if !self.is_whole() {
            let later = list(&json::parse(later)?, keys::LATER.len())?;
            whole.texts.extend(later);
        }
        Ok(whole)
    }

    /// The language of the texts (BCP 47).
    pub fn lang(&self) -> &str {
        &self.lang
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

/// The texts of a delivered file, which must be `count`.
fn list(found: &Value, count: usize) -> Result<Vec<String>, String> {
    let order = found.get("order").and_then(Value::as_number);
    let texts = match found.get("texts") {
        Some(Value::List(texts)) if order == Some(keys::ORDER.into()) => {
            texts.iter().filter_map(said).collect()
        }
        _ => Vec::new(),
    };
    if texts.len() == count {
        Ok(texts)
    } else {
        Err("texts of another version".to_owned())
    }
}

/// `locales/*.json` as it is delivered: the texts of the first load and those of the later screens, each a list in the order
/// of the keys. The names of three hundred texts would be 3 KiB more, half of them in the first load.
///
/// # Errors
/// Says what is wrong: not an object of texts, or which keys are missing.
pub fn deliver(source: &str) -> Result<[String; 2], String> {
    let found = json::parse(source)?;
    let later = found.get("later").ok_or("texts missing: later")?;
    let member = |name: &str| found.get(name).cloned().unwrap_or(Value::Null);
    let texts = |from: &Value, names: &[&'static str]| {
        // Says which are missing.
        take(from, names)?;
        let texts = names.iter().filter_map(|name| from.get(name).cloned());
        Ok::<_, String>(Value::List(texts.collect()))
    };
    let order = || ("order", Value::Number(keys::ORDER.into()));
    let first = json::object([
        ("lang", member("lang")),
        ("dir", member("dir")),
        order(),
        ("texts", texts(&found, keys::FIRST)?),
    ]);
    let later = json::object([order(), ("texts", texts(later, keys::LATER)?)]);
    let written = [first, later].map(|value| {
        let mut text = String::new();
        value.write(&mut text);
        text
    });
    // Read once as it will be: what is wrong shows here and not in a browser.
    Messages::delivered(&written[0])?.complete(&written[1])?;
    Ok(written)
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
