//! One text of the interface: words, or their plural forms.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Ends each category and each form of a text that has plural forms.
const END: char = '\0';

/// A text, or its plural forms with their categories. Both are one string: few texts have forms, so a list would mostly
/// be wasted space.
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
        for (name, form) in self.forms() {
            found = form;
            if name == category {
                break;
            }
        }
        found
    }

    /// Each category with its form. Empty if the text has no forms.
    fn forms(&self) -> impl Iterator<Item = (&str, &str)> {
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
            to.collect_map(self.forms())
        } else {
            to.serialize_str(&self.0)
        }
    }
}

/// The visitor that reads a text: a string, or an object of plural forms.
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
