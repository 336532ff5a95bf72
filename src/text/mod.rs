//! The interface texts: one JSON file for each language. They are checked as they are read, so a missing text fails the
//! tests.

mod dates;
mod error;
mod keys;
mod locale;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod plural;
mod table;
mod text_with_plurals;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use dates::{date, time_of_day};
pub use error::MessagesError;
pub use keys::Text;
use locale::Locale;
pub use plural::PluralRules;
use text_with_plurals::TextWithPlurals;

/// The interface texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    lang: String,
    plural_rules: PluralRules,
    /// One for each [`Text`], in the order of its variants. At first only those of the first load.
    texts: Vec<TextWithPlurals>,
}

/// The delivered file with the texts of the first load, in the order of the keys, as [`build_locale_files`] makes it.
#[derive(Deserialize, Serialize)]
struct First {
    lang: String,
    #[serde(skip_deserializing)]
    dir: Option<String>,
    order: u32,
    texts: Vec<TextWithPlurals>,
}

/// The delivered file with the texts of the lazy screens.
#[derive(Deserialize, Serialize)]
struct Later {
    order: u32,
    texts: Vec<TextWithPlurals>,
}

impl Messages {
    /// Reads `locales/*.json` as translators edit it: an object of texts by key, with those of the lazy screens in
    /// `later`.
    ///
    /// # Errors
    /// Fails if it is not an object of texts, or if keys are missing.
    pub fn read(text: &str) -> Result<Self, MessagesError> {
        let locale: Locale = json::from_str(text)?;
        let mut texts = take(&locale.texts, keys::FIRST)?;
        if let Some(later) = &locale.later {
            texts.append(&mut take(later, keys::LATER)?);
        }
        Ok(Self::of(locale.lang, texts))
    }

    /// Reads the texts of the first load as [`build_locale_files`] makes them. Call [`Messages::complete`] before a
    /// lazy screen is shown.
    ///
    /// # Errors
    /// Fails if it does not have this form, or belongs to another version.
    pub fn from_first_file(text: &str) -> Result<Self, MessagesError> {
        let first: First = json::from_str(text)?;
        let texts = checked(first.order, first.texts, keys::FIRST.len())?;
        Ok(Self::of(first.lang, texts))
    }

    fn of(lang: String, texts: Vec<TextWithPlurals>) -> Self {
        Self {
            lang,
            plural_rules: PluralRules::default(),
            texts,
        }
    }

    /// The same texts with other plural rules.
    #[must_use]
    pub fn with_plural_rules(self, plural_rules: PluralRules) -> Self {
        Self {
            plural_rules,
            ..self
        }
    }

    /// The same texts with those of the lazy screens, as [`build_locale_files`] makes them. If this already has texts
    /// of the lazy screens, it keeps them and ignores `later`, which may be in the language that was shown before.
    ///
    /// # Errors
    /// Fails if `later` does not have this form, or belongs to another version.
    pub fn complete(&self, later: &str) -> Result<Self, MessagesError> {
        let mut whole = self.clone();
        if !self.is_whole() {
            let later: Later = json::from_str(later)?;
            let texts = checked(later.order, later.texts, keys::LATER.len())?;
            whole.texts.extend(texts);
        }
        Ok(whole)
    }

    /// The language of the texts (BCP 47).
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether the texts of the lazy screens have loaded.
    pub fn is_whole(&self) -> bool {
        self.texts.len() > keys::FIRST.len()
    }

    /// The text of `key`, with its placeholders. Empty for a lazy screen whose texts have not loaded.
    pub fn get(&self, key: Text) -> &str {
        self.texts
            .get(key as usize)
            .map_or("", TextWithPlurals::as_str)
    }

    /// The text of `key` with each `{name}` replaced by its value, in one pass: braces in a value are not replaced. A
    /// name without a value becomes empty.
    pub fn fill(&self, key: Text, values: &[(&str, &str)]) -> String {
        fill_in(self.get(key), values)
    }

    /// The plural form of `key` for the number `n`, which replaces `{n}`. The other values are as in
    /// [`Messages::fill`].
    pub fn count(&self, key: Text, n: &str, values: &[(&str, &str)]) -> String {
        let category = self
            .plural_rules
            .category(&self.lang, n.parse().unwrap_or(0));
        let values = [&[("n", n)], values].concat();
        let text = self.texts.get(key as usize);
        fill_in(text.map_or("", |text| text.form(&category)), &values)
    }

    /// The texts of a `key` that has several by name, in the order of the file, such as the languages' own names by
    /// tag. Empty for a lazy screen whose texts have not loaded.
    pub fn entries(&self, key: Text) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.texts.get(key as usize);
        texts.into_iter().flat_map(TextWithPlurals::entries)
    }

    /// A list of names in this language: "a, b and c".
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

/// The texts with the keys `names`, in that order.
fn take(
    found: &BTreeMap<String, TextWithPlurals>,
    names: &[&'static str],
) -> Result<Vec<TextWithPlurals>, MessagesError> {
    let lacks = |name: &&&str| !found.contains_key(**name);
    let missing: Vec<&'static str> = names.iter().filter(lacks).copied().collect();
    if missing.is_empty() {
        let texts = names.iter().filter_map(|name| found.get(*name));
        Ok(texts.cloned().collect())
    } else {
        Err(MessagesError::Missing(missing))
    }
}

/// The texts of a delivered file, if they belong to this version.
fn checked(
    order: u32,
    texts: Vec<TextWithPlurals>,
    count: usize,
) -> Result<Vec<TextWithPlurals>, MessagesError> {
    if order == keys::KEYS_FINGERPRINT && texts.len() == count {
        Ok(texts)
    } else {
        Err(MessagesError::OtherVersion)
    }
}

/// The two files that the page fetches, made from `locales/*.json`: the texts of the first load, and those of the lazy
/// screens. Each has a list in the order of the keys. The keys of three hundred texts would add 3 KiB, half of them to
/// the first load.
///
/// # Errors
/// Fails if `source` is not an object of texts, or if keys are missing.
pub fn build_locale_files(source: &str) -> Result<[String; 2], MessagesError> {
    let locale: Locale = json::from_str(source)?;
    let later = locale.later.ok_or(MessagesError::Missing(vec!["later"]))?;
    let order = keys::KEYS_FINGERPRINT;
    let first = First {
        lang: locale.lang,
        dir: locale.dir,
        order,
        texts: take(&locale.texts, keys::FIRST)?,
    };
    let later = Later {
        order,
        texts: take(&later, keys::LATER)?,
    };
    let written = [json::to_string(&first), json::to_string(&later)];
    // Reads the result as the app will, so that an error appears in the build and not in a browser.
    Messages::from_first_file(&written[0])?.complete(&written[1])?;
    Ok(written)
}

/// Every key that a locale must have: those of the first load and those of the lazy screens. For the schema and the
/// tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn all_keys() -> [&'static [&'static str]; 2] {
    [keys::FIRST, keys::LATER]
}

/// The keys among them whose texts have plural forms.
#[cfg(not(target_arch = "wasm32"))]
pub fn keys_with_plurals() -> &'static [&'static str] {
    keys::COUNTED
}
