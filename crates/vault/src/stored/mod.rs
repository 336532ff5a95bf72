//! The stored forms. They are separate from the domain types, so that data on users' devices changes only if this
//! module does.
//!
//! Each form has its own version in `v`. `utc` is in milliseconds since 1970, and `offset` is how many minutes the
//! local clock was ahead of UTC.

mod check;
mod note;
mod plan;
mod settings;

pub(super) use check::{read as read_check, write as write_check};
pub(super) use note::{read as read_note, write as write_note};
pub(super) use plan::{read as read_plan, write as write_plan};
pub(super) use settings::{read as read_settings, write as write_settings};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Kind, Note, Plan, Settings, Unreadable};
use instrument::{Moment, invisible};
use split_point::split_points;

split_points! {
    /// Reads the note, the plan or the settings in `text`, the text under `key`, and puts it with the others or in the
    /// place of `settings`. Only lazily loaded screens show them, so the code that reads them is loaded with those
    /// screens.
    ///
    /// # Errors
    /// Why the text cannot be read.
    "0502" pub(super) fn read_into(
        notes: &mut Vec<Note>,
        plans: &mut Vec<Plan>,
        settings: &mut Settings,
        key: &str,
        text: &str,
    ) -> Result<(), Unreadable> = read_into_lazy;
}

fn read_into_lazy(
    notes: &mut Vec<Note>,
    plans: &mut Vec<Plan>,
    settings: &mut Settings,
    key: &str,
    text: &str,
) -> Result<(), Unreadable> {
    let (kind, name) = Kind::of(key).ok_or(Unreadable::Garbage)?;
    let named = |id: &str| (id == name).then_some(()).ok_or(Unreadable::Garbage);
    match kind {
        Kind::Note => {
            let note = read_note(text)?;
            named(&note.check.0)?;
            notes.push(note);
        }
        Kind::Plan => {
            let plan = read_plan(text)?;
            named(&plan.id.0)?;
            plans.push(plan);
        }
        _ => *settings = read_settings(text)?,
    }
    Ok(())
}

/// Whether a note, a plan or the settings can be read from `text`. `true` for all other kinds.
pub(super) fn readable(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Note => read_note(text).is_ok(),
        Kind::Plan => read_plan(text).is_ok(),
        Kind::Settings => read_settings(text).is_ok(),
        _ => true,
    }
}

/// `text` without control characters in the words of a note or a plan. Tabs and line breaks stay.
pub(super) fn without_controls(kind: Kind, text: String) -> String {
    // Most texts have none, and are returned exactly as they are stored.
    let clean = |words: &mut String| {
        let plain = invisible::without_controls(words);
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

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredMoment {
    utc: i64,
    offset: i32,
}

impl From<StoredMoment> for Moment {
    fn from(StoredMoment { utc, offset }: StoredMoment) -> Self {
        Self { utc, offset }
    }
}

impl From<Moment> for StoredMoment {
    fn from(Moment { utc, offset }: Moment) -> Self {
        Self { utc, offset }
    }
}

/// The member that every stored form has.
#[derive(Deserialize)]
struct Versioned {
    v: i64,
}

/// Reads `text` as a stored form of this `version`.
pub(super) fn versioned<T: DeserializeOwned>(text: &str, version: i64) -> Result<T, Unreadable> {
    let value = json::parse(text).map_err(|_| Unreadable::Garbage)?;
    match json::from_value(&value) {
        Ok(Versioned { v }) if v > version => Err(Unreadable::Newer),
        Ok(Versioned { v }) if v == version => {
            json::from_value(&value).map_err(|_| Unreadable::Garbage)
        }
        _ => Err(Unreadable::Garbage),
    }
}
