//! A text of the organisation's, in one language or in several.

use crate::domain::json::{At, FromJson, Value};

/// What `words` say in `lang`: a text, `"Samaritans"`, or one for each language, `{"en": "Wales", "cy": "Cymru"}`. `cy` serves
/// `cy-GB`, too; where there is none, the one that was written first serves.
pub fn said<'a>(words: &'a Value, lang: &str) -> &'a str {
    let text = match words {
        Value::Object(texts) => {
            let found = texts.iter().find(|(tag, _)| lang.starts_with(tag.as_str()));
            found
                .or(texts.first())
                .map_or(words, |(tag, _)| words.member(tag))
        }
        text => text,
    };
    text.as_text().unwrap_or_default()
}

/// A text of the organisation's, checked: each language with its text; one text for all of them has no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub Vec<(String, String)>);

impl FromJson for Words {
    fn from_json(at: &At) -> Self {
        let Value::Object(texts) = at.value() else {
            return Self(vec![(String::new(), String::from_json(at))]);
        };
        if texts.is_empty() {
            at.wrong("no text in any language");
        }
        let text = |(tag, _): &(String, Value)| (tag.clone(), at.member(tag));
        Self(texts.iter().map(text).collect())
    }
}

#[cfg(not(target_arch = "wasm32"))]
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
