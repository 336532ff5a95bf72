//! One text of the interface: words, or several by name, such as plural forms.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Ends each name and each text of a key that has several texts.
const END: char = '\0';

/// A text, or several by name: plural forms by category, or the languages' own names by tag. Either way it is one
/// string: few keys have several texts, so a list would mostly be wasted space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextWithPlurals(String);

impl TextWithPlurals {
    /// The text itself, of a text without plural forms.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form of this category, or else the last form. The text itself if it has no forms.
    pub fn form(&self, category: &str) -> &str {
        let mut found = self.as_str();
        for (name, form) in self.entries() {
            found = form;
            if name == category {
                break;
            }
        }
        found
    }

    /// Each category with its form, or each name with its text, in the order of the file. Empty if it is a single text.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut parts = self.0.split(END);
        std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
    }
}

impl<'de> Deserialize<'de> for TextWithPlurals {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Written)
    }
}

impl Serialize for TextWithPlurals {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.contains(END) {
            to.collect_map(self.entries())
        } else {
            to.serialize_str(&self.0)
        }
    }
}

/// The visitor that reads a text: a string, or an object of texts.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = TextWithPlurals;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<TextWithPlurals, E> {
        Ok(TextWithPlurals(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut forms: A) -> Result<TextWithPlurals, A::Error> {
        let mut all = String::new();
        while let Some((category, form)) = forms.next_entry::<String, String>()? {
            for part in [category, form] {
                all.push_str(&part);
                all.push(END);
            }
        }
        Ok(TextWithPlurals(all))
    }
}
