//! A pack in another language: a file of texts alone, each under the id of what it belongs to, which the build puts into the
//! pack. Native only: a browser fetches the pack whole.
//!
//! ```json
//! {"pack":"practitioner", "version":"1.0.0", "lang":"cy", "texts":{"title":"…", "sections":{"depletion":{"title":"…", …}}}}
//! ```
//! The texts have the shape of the pack: a list becomes an object by its elements' ids (an option by its value, words by their
//! band), and an element with one text is that text. Paragraphs stay a list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::digest;
use super::format::Original;
use crate::domain::json::{self, Value};

/// The members of a pack that hold texts a person reads. Everything else is left as it is.
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
];

/// Publications keep their own titles, in whatever language.
const UNTRANSLATED: &str = "reading";

/// What names an element of a list, best first.
const NAMES: [&str; 3] = ["id", "value", "band"];

/// Texts by the ids of what they belong to.
#[derive(Clone, Debug, PartialEq, Eq, schemars::JsonSchema)]
#[schemars(untagged)]
pub enum Texts {
    /// A text.
    One(String),
    /// Paragraphs, as many as in the pack.
    Paragraphs(Vec<String>),
    /// What belongs to a part of the pack, by its ids.
    Part(BTreeMap<String, Texts>),
}

/// A translation as written: `packs/NAME.LANG.json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The schema this file keeps to, for editors.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The id of the pack it translates.
    pub pack: String,
    /// The version of the pack it translates: a pack that has changed needs its translations looked at.
    pub version: String,
    /// The language (BCP 47).
    pub lang: String,
    /// Every text of the pack.
    // As it is written, and not as `Texts`: a member that is there twice has to be told.
    #[schemars(with = "BTreeMap<String, Texts>")]
    pub texts: Value,
}

/// What a translation needs to know of its pack.
#[derive(Deserialize)]
struct Base {
    id: String,
    version: String,
    lang: String,
}

/// The pack `base`, just as it is delivered, with the texts of `translation`: the same questions, so the same key.
///
/// # Errors
/// Says everything that is wrong with the translation at once, each with its place.
pub fn translate(base: &str, translation: &str) -> Result<String, Vec<String>> {
    let lines = |errors: Vec<json::Error>| errors.iter().map(json::Error::to_string).collect();
    let pack = json::parse(base).map_err(|error| lines(vec![error]))?;
    let of: Base = json::from_value(&pack).map_err(|error| lines(vec![error]))?;
    let (translation, errors) = json::from_str_recovering::<Translation>(translation);
    let Some(translation) = translation else {
        return Err(lines(errors));
    };
    let mut wrong = Vec::new();
    for (member, said, meant) in [
        ("pack", &translation.pack, &of.id),
        ("version", &translation.version, &of.version),
    ] {
        if said != meant {
            wrong.push(format!("{member}: “{said}”, but the pack's is “{meant}”"));
        }
    }
    let lang = translation.lang;
    if lang.is_empty() || lang == of.lang {
        wrong.push("lang: not another language".to_owned());
    }
    // What could not be read has a placeholder, about which there is nothing to say.
    if !errors.is_empty() {
        wrong = lines(errors);
    }
    let given = Some(&translation.texts).filter(|texts| **texts != Value::Placeholder);
    let put = match given {
        Some(texts) => put(&pack, Some(texts), "texts", &mut wrong),
        None => Value::Null,
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let Value::Object(mut members) = put else {
        return Err(vec!["the pack is no object".to_owned()]);
    };
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

/// The file a translator begins with: the pack's own texts, to be written over.
///
/// # Errors
/// When `base` is no pack.
pub fn template(base: &str, lang: &str) -> Result<String, String> {
    let said = |error: json::Error| error.to_string();
    let pack = json::parse(base).map_err(said)?;
    let of: Base = json::from_value(&pack).map_err(said)?;
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

/// What names this element of a list.
fn name(element: &Value) -> Option<String> {
    NAMES.iter().find_map(|name| match element.get(name)? {
        Value::Text(id) => Some(id.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The texts of a part of the pack; nothing when it has none.
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
                .filter_map(|element| Some((name(element)?, short(texts(element)?))));
            each.collect()
        }
        _ => Vec::new(),
    };
    (!members.is_empty()).then_some(Value::Object(members))
}

/// An element with one text is that text.
fn short(texts: Value) -> Value {
    match texts {
        Value::Object(mut members) if is_short(&members) => members.remove(0).1,
        texts => texts,
    }
}

fn is_short(members: &[(String, Value)]) -> bool {
    matches!(members, [(name, Value::Text(_))] if TEXTS.contains(&name.as_str()))
}

/// `part` with the texts `given` in place of its own.
fn put(part: &Value, given: Option<&Value>, path: &str, wrong: &mut Vec<String>) -> Value {
    let Some(wanted) = texts(part) else {
        return part.clone();
    };
    let Some(given @ Value::Object(found)) = given else {
        wrong.push(format!("{path}: missing"));
        return part.clone();
    };
    for (at, (name, _)) in found.iter().enumerate() {
        if wanted.get(name).is_none() {
            wrong.push(format!(
                "{path}.{name}: there is nothing like this in the pack"
            ));
        }
        if found[..at].iter().any(|(other, _)| other == name) {
            wrong.push(format!("{path}.{name}: there twice"));
        }
    }
    match part {
        Value::Object(members) => {
            let each = members.iter().map(|(name, value)| {
                let path = format!("{path}.{name}");
                let new = match given.get(name) {
                    _ if name == UNTRANSLATED => value.clone(),
                    given if is_text(name, value) => word(value, given, &path, wrong),
                    given => put(value, given, &path, wrong),
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
                    return set(element, &own[0].0, word(&own[0].1, given, &path, wrong));
                }
                put(element, given, &path, wrong)
            });
            Value::List(each.collect())
        }
        other => other.clone(),
    }
}

fn set(element: &Value, member: &str, new: Value) -> Value {
    let Value::Object(members) = element else {
        return element.clone();
    };
    let each = members.iter().map(|(name, value)| {
        let value = if name == member { &new } else { value };
        (name.clone(), value.clone())
    });
    Value::Object(each.collect())
}

/// One text, or as many paragraphs, in place of the pack's own.
fn word(own: &Value, given: Option<&Value>, path: &str, wrong: &mut Vec<String>) -> Value {
    let mut say = |what: &str| wrong.push(format!("{path}: {what}"));
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
        say("missing");
        return own.clone();
    };
    let shape = |value: &Value| matches!(value, Value::List(_));
    let (Some(before), Some(after), true) = (all(own), all(given), shape(own) == shape(given))
    else {
        say("not what the pack has here: a text, or a list of paragraphs");
        return own.clone();
    };
    if before.len() != after.len() {
        say("not as many paragraphs as in the pack");
    }
    if after.iter().any(|text| text.trim().is_empty()) {
        say("empty");
    }
    let kept = |mark| places(&before, mark) == places(&after, mark);
    if !kept(['{', '}']) || places(&before, ['[', ']']).len() != places(&after, ['[', ']']).len() {
        say("the places to fill in are not those of the pack");
    }
    given.clone()
}

/// What stands between these marks, in order of the alphabet.
pub fn places(texts: &[String], [open, close]: [char; 2]) -> Vec<&str> {
    let mut found: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split(open).skip(1))
        .filter_map(|rest| rest.split_once(close).map(|(name, _)| name))
        .collect();
    found.sort_unstable();
    found
}
