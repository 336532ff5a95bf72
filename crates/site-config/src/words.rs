//! The organisation's own texts, in one language or in several.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use json::Value;

/// A text of the organisation as written in the file: `"Samaritans"`, or one for each language, `{"en": "Wales", "cy":
/// "Cymru"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawText<'a>(pub(super) &'a Value);

impl<'a> RawText<'a> {
    /// The text in `lang`. A text in `cy` is also used for `cy-GB`, but not for `cyx`. If no language fits, the first
    /// text is used. Empty if the value is not a text.
    pub fn in_language(self, lang: &str) -> &'a str {
        let text = match self.0 {
            Value::Object(texts) => {
                let fits = |tag: &str| {
                    let rest = lang.strip_prefix(tag);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                };
                let found = texts.iter().find(|(tag, _)| fits(tag));
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
pub struct CheckedText(pub Vec<(String, String)>);

impl<'de> Deserialize<'de> for CheckedText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Written)
    }
}

/// Reads both ways of writing a text.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = CheckedText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<CheckedText, E> {
        Ok(CheckedText(vec![(String::new(), text.to_owned())]))
    }

    /// A placeholder for a text that is missing or has the wrong type. It has no words.
    fn visit_none<E>(self) -> Result<CheckedText, E> {
        Ok(CheckedText(Vec::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut texts: A) -> Result<CheckedText, A::Error> {
        let mut words = Vec::new();
        while let Some(text) = texts.next_entry()? {
            words.push(text);
        }
        if words.is_empty() {
            return Err(A::Error::custom("no text in any language"));
        }
        Ok(CheckedText(words))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CheckedText {
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
