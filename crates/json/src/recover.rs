//! Finds everything that is wrong with a value, not only the first thing.
//!
//! serde stops at the first error. So what is wrong is mended in a copy, which is read again until it reads: an unknown or wrong
//! member is taken out, so that its default applies; a missing one, or a wrong element of a list, becomes a
//! [`Value::Placeholder`], which reads as whatever the type asks for.

use serde::de::DeserializeOwned;

use super::error::{Error, ErrorKind, Step};
use super::value::Value;

/// The most errors that are reported. Nobody reads more at once, and the limit bounds the time that a hostile file can take.
const MOST: usize = 200;

/// To mend what one error is about takes at most so many readings: a wrong member goes, what is around it goes, and is then missing.
const TRIES: usize = 8;

/// Reads a `T` from `value`, with placeholders for what is wrong, and says everything that is. What is around something wrong is looked at
/// once that is right.
///
/// `None` where there is more wrong than anyone reads at once.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> (Option<T>, Vec<Error>) {
    let mut errors: Vec<Error> = Vec::new();
    let mut mended = None;
    let mut tries = 0;
    while errors.len() < MOST && tries < TRIES {
        tries += 1;
        match T::deserialize(mended.as_ref().unwrap_or(value)) {
            Ok(read) => return (Some(read), errors),
            Err(error) => {
                mend(mended.get_or_insert_with(|| value.clone()), &error);
                // What is around a mended place can be wrong because of the mending.
                let around = |other: &Error| {
                    other.steps().len() >= error.steps().len()
                        && other.steps().zip(error.steps()).all(|(a, b)| a == b)
                };
                if !errors.iter().any(around) {
                    errors.push(error);
                    tries = 0;
                }
            }
        }
    }
    (None, errors)
}

fn mend(root: &mut Value, error: &Error) {
    let mut steps = error.steps();
    let Some(last) = steps.next_back() else {
        *root = Value::Placeholder;
        return;
    };
    let Some(parent) = steps.try_fold(root, inner) else {
        return;
    };
    match (parent, last) {
        (Value::Object(members), Step::Member(name)) => {
            let missing = *error.kind() == ErrorKind::MissingMember;
            members.retain(|(known, _)| known != name);
            if missing {
                members.push((name.clone(), Value::Placeholder));
            }
        }
        (Value::List(values), Step::Element(place)) => {
            if let Some(value) = values.get_mut(*place) {
                *value = Value::Placeholder;
            }
        }
        (parent, _) => *parent = Value::Placeholder,
    }
}

fn inner<'a>(value: &'a mut Value, step: &Step) -> Option<&'a mut Value> {
    match (value, step) {
        (Value::Object(members), Step::Member(name)) => {
            let mut named = members.iter_mut().rev().filter(|(known, _)| known == name);
            named.next().map(|(_, value)| value)
        }
        (Value::List(values), Step::Element(place)) => values.get_mut(*place),
        _ => None,
    }
}
