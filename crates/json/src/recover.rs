//! Finds everything that is wrong with a value, not only the first thing.
//!
//! serde stops at the first error. So this module repairs what is wrong in a copy and reads it again, until there is no
//! error left. It removes an unknown or wrong member, so that the default applies. It replaces a missing member, or a
//! wrong element of a list, by a [`Value::Placeholder`], which reads as any type.

use serde::de::DeserializeOwned;

use super::error::{Error, ErrorKind, Step};
use super::value::Value;

/// The most errors that are reported. Nobody reads more at once, and the limit bounds the time that a hostile file can
/// take.
const MAX_ERRORS: usize = 200;

/// The most readings without a new error. One repair can take several: a wrong member is removed, then the object
/// around it, which is then missing.
const MAX_TRIES: usize = 8;

/// Reads a `T` from `value`, with placeholders for what is wrong. Returns all the errors, except those around a place
/// with an error: they are found once that is corrected.
///
/// `None` when there are too many errors.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> (Option<T>, Vec<Error>) {
    let mut errors: Vec<Error> = Vec::new();
    let mut repaired = None;
    let mut tries = 0;
    while errors.len() < MAX_ERRORS && tries < MAX_TRIES {
        tries += 1;
        match T::deserialize(repaired.as_ref().unwrap_or(value)) {
            Ok(read) => return (Some(read), errors),
            Err(error) => {
                replace_faulty_part(repaired.get_or_insert_with(|| value.clone()), &error);
                // An error around a repaired place may be a consequence of the repair.
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

fn replace_faulty_part(root: &mut Value, error: &Error) {
    let mut steps = error.steps();
    let Some(last) = steps.next_back() else {
        *root = Value::Placeholder;
        return;
    };
    let Some(parent) = steps.try_fold(root, child) else {
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

fn child<'a>(value: &'a mut Value, step: &Step) -> Option<&'a mut Value> {
    match (value, step) {
        (Value::Object(members), Step::Member(name)) => {
            let mut named = members.iter_mut().rev().filter(|(known, _)| known == name);
            named.next().map(|(_, value)| value)
        }
        (Value::List(values), Step::Element(place)) => values.get_mut(*place),
        _ => None,
    }
}
