//! The first part of a pack: what is delivered before the first question, so that the words of the result come later.

use super::Pack;
use super::read::{DIGEST, UNSCORED};
use crate::domain::json::{Value, parse};

/// The members that the questions need.
const MEMBERS: [&str; 10] = [
    "format",
    "id",
    "version",
    "lang",
    "title",
    "about",
    "recall",
    "draftDays",
    "optionSets",
    "sections",
];

/// The first part of the pack in `text`, which has to be the text as it is delivered: it carries its digest.
///
/// # Errors
/// Says everything that is wrong with the pack.
pub fn first(text: &str) -> Result<String, Vec<String>> {
    let pack = Pack::read(text)?;
    let value = parse(text).map_err(|error| vec![error])?;
    let mut members: Vec<(String, Value)> = MEMBERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), value.get(name)?.clone())))
        .collect();
    for (_, sections) in members.iter_mut().filter(|(name, _)| name == "sections") {
        without_covers(sections);
    }
    let unscored = (0..pack.len()).filter(|&index| !pack.is_scored(index));
    let unscored = unscored.map(|index| Value::Text(pack.item(index).id.clone()));
    members.push((DIGEST.to_owned(), Value::Text(pack.key().digest.clone())));
    members.push((UNSCORED.to_owned(), Value::List(unscored.collect())));
    let mut out = String::new();
    Value::Object(members).write(&mut out);
    Ok(out)
}

/// What an item asks about matters to its author alone.
fn without_covers(value: &mut Value) {
    match value {
        Value::List(values) => values.iter_mut().for_each(without_covers),
        Value::Object(members) => {
            members.retain(|(name, _)| name != "covers");
            members
                .iter_mut()
                .for_each(|(_, value)| without_covers(value));
        }
        _ => {}
    }
}
