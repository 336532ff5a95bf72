//! The stored forms, apart from the domain types: what is on people's devices changes only here.
//!
//! Each has a version of its own in `v`. `utc` is in milliseconds since 1970, `offset` the minutes the local clock was ahead of UTC.

mod check;
mod note;
mod plan;
mod settings;

pub(super) use check::{read as read_check, write as write_check};
pub(super) use note::{read as read_note, write as write_note};
pub(super) use plan::{read as read_plan, write as write_plan};
pub(super) use settings::{read as read_settings, write as write_settings};

use super::{Kind, Unread};
use crate::domain::Moment;
use crate::domain::json::{self, FromJson, Value, from_json, object};
use crate::domain::plain;

/// Whether `text` can be read as the kind of thing that is changed after it was written.
pub(super) fn readable(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Note => read_note(text).is_ok(),
        Kind::Plan => read_plan(text).is_ok(),
        Kind::Settings => read_settings(text).is_ok(),
        _ => true,
    }
}

/// `text`, of that kind, without control characters in the words of a note or a plan. Tabs and line breaks stay.
pub(super) fn without_controls(kind: Kind, text: String) -> String {
    // Most texts have none, and stay just as they are stored.
    let clean = |words: &mut String| {
        let plain = plain::without_controls(words);
        let differs = plain != *words;
        *words = plain;
        differs
    };
    match kind {
        Kind::Note => {
            if let Ok(mut note) = read_note(&text)
                && clean(&mut note.text)
            {
                return write_note(&note);
            }
        }
        Kind::Plan => {
            if let Ok(mut plan) = read_plan(&text)
                && clean(&mut plan.cue) | clean(&mut plan.act)
            {
                return write_plan(&plan);
            }
        }
        _ => {}
    }
    text
}

pub(super) struct StoredMoment {
    utc: i64,
    offset: i32,
}

from_json! {
    StoredMoment { utc: "utc", offset: "offset" }
}

impl From<StoredMoment> for Moment {
    fn from(StoredMoment { utc, offset }: StoredMoment) -> Self {
        Self { utc, offset }
    }
}

pub(super) fn moment(moment: Moment) -> Value {
    object([
        ("utc", moment.utc.into()),
        ("offset", i64::from(moment.offset).into()),
    ])
}

pub(super) fn written(value: &Value) -> String {
    let mut text = String::new();
    value.write(&mut text);
    text
}

/// Parses `text` if it is of `version`.
pub(super) fn versioned(text: &str, version: i64) -> Result<Value, Unread> {
    let value = json::parse(text).map_err(|_| Unread::Garbage)?;
    match value.get("v").and_then(Value::as_number) {
        Some(found) if found == version => Ok(value),
        Some(found) if found > version => Err(Unread::Newer),
        _ => Err(Unread::Garbage),
    }
}

pub(super) fn read_as<T: FromJson>(value: &Value) -> Result<T, Unread> {
    json::read_value(value).map_err(|_| Unread::Garbage)
}
