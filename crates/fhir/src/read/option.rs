//! Reads the answers that a question offers, and the weight of each.

use super::value_set::{Concept, Found};
use super::weight::own_weight;
use super::{Reader, extension, words};
use crate::cursor::Cursor;
use crate::form::{Choice, Item, Key, Kind, Source, Words};
use crate::own;
use crate::problem::Code;
use instrument::rational::Rational;

/// Members of `answerOption` that are read.
const VALUES: [&str; 6] = [
    "valueCoding",
    "valueString",
    "valueInteger",
    "valueDate",
    "valueTime",
    "valueReference",
];

/// Reads the options of the item at `at`.
pub(super) fn read(at: &Cursor, link: Option<&str>, reader: &Reader, item: &mut Item) {
    at.each("answerOption", |option| {
        item.preset |= option.truth("initialSelected") == Some(true);
        item.options.extend(one(option, link, reader));
    });
    if let Some(url) = at.text("answerValueSet") {
        if !item.options.is_empty() {
            let what = "both answerOption and answerValueSet: FHIR allows one of them";
            at.refuse(Code::Invalid, link, what);
        }
        match reader.sets.find(url) {
            Found::Concepts(concepts) => {
                if reader.sets.unsure(url) {
                    let what = format!(
                        "the value set {url} is asked for, and the one here states no version"
                    );
                    reader.leave(what, at.place(link));
                }
                item.options = concepts
                    .iter()
                    .map(|concept| choice(concept, reader))
                    .collect();
            }
            Found::Nowhere(why) => {
                let what = format!("its answers are in the value set {url}, {why}");
                reader.refuse_no_answers(what, at.place(link));
                item.options_not_found = true;
            }
        }
    }
    let repeated = (0..item.options.len()).find(|&at| {
        item.options[..at]
            .iter()
            .any(|other| other.key == item.options[at].key)
    });
    if let Some(repeated) = repeated {
        let what = format!(
            "the answer {:?} is offered twice",
            item.options[repeated].label.base
        );
        at.refuse(Code::Invalid, link, what);
    }
    let shown = !item.hidden && !item.read_only;
    let empty =
        item.kind == Kind::Choice && item.options.is_empty() && !item.options_not_found && shown;
    let old = at.has("option") || at.has("options");
    if empty && !old {
        at.refuse(
            Code::NoOptions,
            link,
            "a question to choose from that offers no answers",
        );
    }
}

fn one(option: &Cursor, link: Option<&str>, reader: &Reader) -> Option<Choice> {
    let value = VALUES
        .iter()
        .find_map(|name| Some((*name, option.get(name)?)));
    let Some((name, value)) = value else {
        option.refuse(Code::Invalid, link, "an answerOption without a value");
        return None;
    };
    let (key, label) = match name {
        "valueCoding" => coding(&value, link)?,
        "valueInteger" => {
            let number = extension::number(option, &["valueInteger"], link)?;
            let whole = number.as_whole();
            if whole.is_none() {
                value.refuse(Code::Invalid, link, "not a whole number");
            }
            let whole = whole?;
            (Key::Integer(whole), plain(whole.to_string()))
        }
        "valueString" => {
            let label = words::words(option, name)?;
            (Key::Text(label.base.clone()), label)
        }
        "valueReference" => {
            let what = "an answer that refers to another resource cannot be shown";
            option.refuse(Code::UnsupportedQuestion, link, what);
            return None;
        }
        _ => {
            let text = option.text(name)?.to_owned();
            (Key::Other(text.clone()), plain(text))
        }
    };
    if option.truth("initialSelected") == Some(true) {
        option.note(
            Code::PresetAnswer,
            link,
            "an answer chosen beforehand is not carried over",
        );
    }
    for name in option.names() {
        let known = VALUES.contains(&name);
        let known = known || ["id", "extension", "initialSelected"].contains(&name);
        if !known && !name.starts_with('_') && name != "modifierExtension" {
            reader.leave(format!("`{name}` of an answerOption"), option.place(link));
        }
    }
    let (mut prefix, mut own) = (None, None);
    extension::each(option, |extension, url| match url {
        extension::PREFIX => prefix = extension.text("valueString").map(str::to_owned),
        own::OPTION_VALUE => {
            let number = extension::number(extension, &["valueInteger"], link);
            own = number.and_then(Rational::as_whole);
        }
        _ => {}
    });
    let beside = ["_", name].concat();
    let mut weight = own_weight(option, link);
    for inner in [Some(value), option.get(&beside)].into_iter().flatten() {
        let found = own_weight(&inner, link);
        if let (Some(one), Some(other)) = (weight, found)
            && one.0 != other.0
        {
            let what = "two different weights for one answer";
            option.refuse(Code::ConflictingWeights, link, what);
        }
        weight = weight.or(found);
    }
    if weight.is_none() {
        weight = reader
            .sets
            .weight(&key)
            .map(|weight| (weight, Source::Elsewhere));
    }
    Some(Choice {
        key,
        label,
        prefix,
        value: own,
        weight,
    })
}

fn coding(value: &Cursor, link: Option<&str>) -> Option<(Key, Words)> {
    let display = words::words(value, "display");
    let code = value.text("code").map(str::to_owned);
    let Some(name) = code
        .clone()
        .or(display.as_ref().map(|words| words.base.clone()))
    else {
        value.refuse(
            Code::Invalid,
            link,
            "an answer with neither code nor display",
        );
        return None;
    };
    let system = value.text("system").map(str::to_owned);
    let label = display.unwrap_or_else(|| plain(name.clone()));
    Some((Key::Coding(system, name), label))
}

fn plain(base: String) -> Words {
    Words {
        base,
        ..Words::default()
    }
}

fn choice(concept: &Concept, reader: &Reader) -> Choice {
    let key = concept.key();
    let weight = concept.weight.or_else(|| reader.sets.weight(&key));
    Choice {
        key,
        label: concept.label.clone(),
        prefix: None,
        value: None,
        weight: weight.map(|weight| (weight, Source::Elsewhere)),
    }
}
