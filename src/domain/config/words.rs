//! A text of the organisation's, in one language or in several.

use crate::domain::json::{At, FromJson, Value};

/// A text as it stands in the configuration: `"Samaritans"`, or one for each language: `{"en": "Wales", "cy": "Cymru"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<(String, String)>);

impl Words {
    /// The text in `lang`. `cy` serves `cy-GB`, too; where there is none, the one that was written first serves.
    pub fn of(&self, lang: &str) -> &str {
        let fits = |(tag, _): &&(String, String)| lang.starts_with(tag.as_str());
        let found = self.0.iter().find(fits).or(self.0.first());
        found.map_or("", |(_, text)| text)
    }

    /// Every language with its text; one text for all of them has no language.
    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }
}

impl FromJson for Words {
    fn from_json(at: &At) -> Self {
        let Value::Object(members) = at.value() else {
            return Self(vec![(String::new(), String::from_json(at))]);
        };
        if members.is_empty() {
            at.wrong("no text in any language");
        }
        let text = |(tag, _): &(String, Value)| (tag.clone(), at.member(tag));
        Self(members.iter().map(text).collect())
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self(vec![(String::new(), text.to_owned())])
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
