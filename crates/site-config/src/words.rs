//! The organisation's own texts, in one language or in several.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use json::Value;

/// A text of the organisation as written in the file: `"Samaritans"`, or one for each language, `{"en": "Wales", "cy":
/// "Cymru"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Localized<'a>(pub(super) &'a Value);

impl<'a> Localized<'a> {
    /// The text in `lang`. A text in `cy` is also used for `cy-GB`. If no language fits, the first text is used. Empty
    /// if the value is not a text.
    pub fn in_language(self, lang: &str) -> &'a str {
        let text = match self.0 {
            Value::Object(texts) => {
                let found = texts.iter().find(|(tag, _)| lang.starts_with(tag.as_str()));
                found
                    .or(texts.first())
                    .map_or(self.0, |(tag, _)| self.0.member(tag))
            }
            text => text,
        };
        text.as_text().unwrap_or_default()
    }
}

/// The same text in the strict form, with its language tag. A text for all languages has an empty tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub Vec<(String, String)>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Written)
    }
}

/// Reads both ways of writing a text.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Words, E> {
        Ok(Words(vec![(String::new(), text.to_owned())]))
    }

    /// A placeholder for a text that is missing or has the wrong type. It has no words.
    fn visit_none<E>(self) -> Result<Words, E> {
        Ok(Words(Vec::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut texts: A) -> Result<Words, A::Error> {
        let mut words = Vec::new();
        while let Some(text) = texts.next_entry()? {
            words.push(text);
        }
        if words.is_empty() {
            return Err(A::Error::custom("no text in any language"));
        }
        Ok(Words(words))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Words {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text, or one for each language by its tag; the first serves for languages that have none.",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
            ]
        })
    }
}
