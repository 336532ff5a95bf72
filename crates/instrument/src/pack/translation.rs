//! A pack in another language. A translation is a file of texts, each under the id of what it belongs to, which the
//! build puts into the pack. This module is native only, because the browser fetches the translated pack.
//!
//! ```json
//! {"pack":"practitioner", "version":"1.0.0", "lang":"cy",
//!  "texts":{"title":"…", "sections":{"depletion":{"title":"…", …}}}}
//! ```
//! The texts have the shape of the pack, but a list becomes an object whose names are the ids of its elements (the
//! value of an option, the band of its words), and an element with a single text becomes that text. Paragraphs stay a
//! list.

mod error;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use error::{TranslationError, TranslationErrorKind};

use super::digest;
use super::format::Original;
use TranslationErrorKind as Kind;
use json::{self, Value};

/// The members of a pack that are translated, because people read them. All others stay as they are.
pub const TEXTS: &[&str] = &[
    "title",
    "summary",
    "attribution",
    "licence",
    "honesty",
    "stem",
    "label",
    "topic",
    "text",
    "about",
    "help",
    "list",
    "prompts",
];

/// The reading list is not translated: publications keep their own titles.
const UNTRANSLATED: &str = "reading";

/// The members that can name an element of a list, in order of preference.
const NAMES: [&str; 3] = ["id", "value", "band"];

/// Texts by the ids of what they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Texts {
    /// A text.
    One(String),
    /// Paragraphs, as many as in the pack.
    Paragraphs(Vec<String>),
    /// The texts of a part of the pack, by the ids in it.
    Part(BTreeMap<String, Texts>),
}

/// A translation as written: `packs/NAME.LANG.json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The path of the schema of this file, for editors.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The id of the pack it translates.
    pub pack: String,
    /// The version of the pack that it translates. With any other version of the pack it is refused, so that a
    /// translation is reviewed whenever the pack changes.
    pub version: String,
    /// The language (BCP 47).
    pub lang: String,
    /// Every text of the pack.
    // A `Value` and not `Texts`, so that a member that is there twice can be reported.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Texts>"))]
    pub texts: Value,
}

/// The errors found so far.
struct Wrong(Vec<TranslationError>);

impl Wrong {
    fn add(&mut self, path: &str, kind: Kind) {
        let path = path.to_owned();
        self.0.push(TranslationError { path, kind });
    }
}

/// What a translation needs to know of its pack.
#[derive(Deserialize)]
struct Base {
    id: String,
    version: String,
    lang: String,
}

/// The pack `base` with the texts of `translation`. Its key is that of `base`, because the questions are the same. For
/// that, `base` has to be exactly the text that is delivered.
///
/// # Errors
/// Everything that is wrong with the translation.
pub fn translate(base: &str, translation: &str) -> Result<String, Vec<TranslationError>> {
    let one = |error: json::Error| vec![error.into()];
    let pack = json::parse(base).map_err(one)?;
    let of: Base = json::from_value(&pack).map_err(one)?;
    let (translation, errors) = json::from_str_recovering::<Translation>(translation);
    // A member that could not be read has a placeholder, and its error is already in the list.
    let unread: Vec<String> = errors.iter().map(json::Error::path).collect();
    let read = |member: &str| !unread.iter().any(|path| path == member);
    let mut wrong = Wrong(errors.into_iter().map(Into::into).collect());
    let Some(translation) = translation else {
        return Err(wrong.0);
    };
    for (member, said, meant) in [
        ("pack", &translation.pack, &of.id),
        ("version", &translation.version, &of.version),
    ] {
        if read(member) && said != meant {
            let (said, meant) = (said.clone(), meant.clone());
            wrong.add(member, Kind::OtherPack { said, meant });
        }
    }
    let lang = translation.lang;
    if read("lang") && (lang.is_empty() || lang == of.lang) {
        wrong.add("lang", Kind::SameLanguage);
    }
    let given = Some(&translation.texts).filter(|texts| **texts != Value::Placeholder);
    let translated = match given {
        Some(texts) => translate_part(&pack, Some(texts), "texts", &mut wrong),
        None => Value::Null,
    };
    if !wrong.0.is_empty() {
        return Err(wrong.0);
    }
    let mut members = match translated {
        Value::Object(members) => members,
        _ => Vec::new(),
    };
    // A translation has no review, because the reviewer read only the original.
    members.retain(|(name, _)| name != "review");
    for (name, value) in &mut members {
        if name == "lang" {
            *value = lang.as_str().into();
        }
    }
    let from = Original {
        lang: of.lang,
        digest: digest(base),
    };
    members.push(("translationOf".to_owned(), json::to_value(&from)));
    Ok(json::to_string(&Value::Object(members)))
}

/// The file that a translator begins with. It has the pack's own texts, to be overwritten.
///
/// # Errors
/// When `base` is not a pack.
pub fn template(base: &str, lang: &str) -> Result<String, json::Error> {
    let pack = json::parse(base)?;
    let of: Base = json::from_value(&pack)?;
    let whole = Translation {
        schema: None,
        pack: of.id,
        version: of.version,
        lang: lang.to_owned(),
        texts: texts(&pack).unwrap_or(Value::Null),
    };
    Ok(json::to_string_pretty(&whole))
}

fn is_text(name: &str, value: &Value) -> bool {
    let texts = |values: &[Value]| values.iter().all(|value| matches!(value, Value::Text(_)));
    TEXTS.contains(&name)
        && match value {
            Value::Text(_) => true,
            Value::List(values) => texts(values),
            _ => false,
        }
}

/// The name of an element of a list: its first member from [`NAMES`].
fn name(element: &Value) -> Option<String> {
    NAMES.iter().find_map(|name| match element.get(name)? {
        Value::Text(id) => Some(id.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The texts of a part of the pack. `None` when it has none.
fn texts(part: &Value) -> Option<Value> {
    let members: Vec<(String, Value)> = match part {
        Value::Object(members) => {
            let translated = members.iter().filter(|(name, _)| name != UNTRANSLATED);
            let each = translated.filter_map(|(name, value)| {
                let found = if is_text(name, value) {
                    Some(value.clone())
                } else {
                    texts(value)
                };
                Some((name.clone(), found?))
            });
            each.collect()
        }
        Value::List(elements) => {
            let each = elements
                .iter()
                .filter_map(|element| Some((name(element)?, shortened(texts(element)?))));
            each.collect()
        }
        _ => Vec::new(),
    };
    (!members.is_empty()).then_some(Value::Object(members))
}

/// Replaces an object that has a single text by that text.
fn shortened(texts: Value) -> Value {
    match texts {
        Value::Object(mut members) if is_short(&members) => members.remove(0).1,
        texts => texts,
    }
}

fn is_short(members: &[(String, Value)]) -> bool {
    matches!(members, [(name, Value::Text(_))] if TEXTS.contains(&name.as_str()))
}

/// `part` with the texts `given` in place of its own.
fn translate_part(part: &Value, given: Option<&Value>, path: &str, wrong: &mut Wrong) -> Value {
    let Some(wanted) = texts(part) else {
        return part.clone();
    };
    let Some(given @ Value::Object(found)) = given else {
        wrong.add(path, Kind::Missing);
        return part.clone();
    };
    for (at, (name, _)) in found.iter().enumerate() {
        if wanted.get(name).is_none() {
            wrong.add(&format!("{path}.{name}"), Kind::Unknown);
        }
        if found[..at].iter().any(|(other, _)| other == name) {
            wrong.add(&format!("{path}.{name}"), Kind::Twice);
        }
    }
    match part {
        Value::Object(members) => {
            let each = members.iter().map(|(name, value)| {
                let path = format!("{path}.{name}");
                let new = match given.get(name) {
                    _ if name == UNTRANSLATED => value.clone(),
                    given if is_text(name, value) => translate_text(value, given, &path, wrong),
                    given => translate_part(value, given, &path, wrong),
                };
                (name.clone(), new)
            });
            Value::Object(each.collect())
        }
        Value::List(elements) => {
            let each = elements.iter().map(|element| {
                let Some(name) = name(element) else {
                    return element.clone();
                };
                let path = format!("{path}.{name}");
                let given = given.get(&name);
                let Some(Value::Object(own)) = texts(element) else {
                    return element.clone();
                };
                if is_short(&own) && !matches!(given, Some(Value::Object(_))) {
                    return replace_member(
                        element,
                        &own[0].0,
                        translate_text(&own[0].1, given, &path, wrong),
                    );
                }
                translate_part(element, given, &path, wrong)
            });
            Value::List(each.collect())
        }
        other => other.clone(),
    }
}

fn replace_member(element: &Value, member: &str, new: Value) -> Value {
    let Value::Object(members) = element else {
        return element.clone();
    };
    let each = members.iter().map(|(name, value)| {
        let value = if name == member { &new } else { value };
        (name.clone(), value.clone())
    });
    Value::Object(each.collect())
}

/// The text or the paragraphs `given`, in place of the pack's own.
fn translate_text(own: &Value, given: Option<&Value>, path: &str, wrong: &mut Wrong) -> Value {
    let all = |value: &Value| -> Option<Vec<String>> {
        match value {
            Value::Text(text) => Some(vec![text.clone()]),
            Value::List(values) => {
                let each = values
                    .iter()
                    .map(|value| value.as_text().map(str::to_owned));
                each.collect()
            }
            _ => None,
        }
    };
    let Some(given) = given else {
        wrong.add(path, Kind::Missing);
        return own.clone();
    };
    let shape = |value: &Value| matches!(value, Value::List(_));
    let (Some(before), Some(after), true) = (all(own), all(given), shape(own) == shape(given))
    else {
        wrong.add(path, Kind::OtherShape);
        return own.clone();
    };
    if before.len() != after.len() {
        wrong.add(path, Kind::OtherLength);
    }
    if after.iter().any(|text| text.trim().is_empty()) {
        wrong.add(path, Kind::Empty);
    }
    let kept = |mark| places(&before, mark) == places(&after, mark);
    if !kept(['{', '}']) || places(&before, ['[', ']']).len() != places(&after, ['[', ']']).len() {
        wrong.add(path, Kind::OtherPlaces);
    }
    given.clone()
}

/// The names between these marks, in alphabetical order.
pub fn places(texts: &[String], [open, close]: [char; 2]) -> Vec<&str> {
    let mut found: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split(open).skip(1))
        .filter_map(|rest| rest.split_once(close).map(|(name, _)| name))
        .collect();
    found.sort_unstable();
    found
}
