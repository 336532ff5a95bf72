//! The stored form of a check, version 1.
//!
//! ```json
//! {"v":1, "id":"…", "pack":{"id":"…","version":"…","digest":"…"}, "started":{"utc":0,"offset":0},
//!  "changed":{"utc":0,"offset":0}, "answers":[["e1",3],["e2",null]]}
//! ```
//! `null` is a skipped item.

use super::{StoredMoment, Unread, Value, moment, object, read_as, versioned, written};
use crate::domain::Answer;
use crate::domain::check::{Check, CheckId};
use crate::domain::json::{At, FromJson, from_json};
use crate::domain::pack::PackKey;

const VERSION: i64 = 1;

struct StoredCheck {
    id: String,
    pack: StoredKey,
    started: StoredMoment,
    changed: StoredMoment,
    answers: Vec<StoredAnswer>,
}

struct StoredKey {
    id: String,
    version: String,
    digest: String,
}

struct StoredAnswer(String, Option<i32>);

from_json! {
    StoredKey { id: "id", version: "version", digest: "digest" }
}

impl FromJson for StoredCheck {
    fn from_json(at: &At) -> Self {
        Self {
            id: at.member("id"),
            pack: at.member("pack"),
            started: at.member("started"),
            changed: at.member("changed"),
            answers: at.member("answers"),
        }
    }
}

impl FromJson for StoredAnswer {
    fn from_json(at: &At) -> Self {
        let read = match at.value() {
            Value::List(pair) => match pair.as_slice() {
                [Value::Text(id), Value::Null] => Some((id, None)),
                [Value::Text(id), Value::Number(value)] => {
                    i32::try_from(*value).ok().map(|value| (id, Some(value)))
                }
                _ => None,
            },
            _ => None,
        };
        match read {
            Some((id, value)) => Self(id.clone(), value),
            None => {
                at.wrong("not an item and its answer");
                Self(String::new(), None)
            }
        }
    }
}

pub fn write(check: &Check) -> String {
    let answer = |(id, answer): &(String, Answer)| {
        let value = match answer {
            Answer::Chosen(value) => i64::from(*value).into(),
            Answer::Skipped => Value::Null,
        };
        Value::List(vec![id.as_str().into(), value])
    };
    let pack = object([
        ("id", check.pack.id.as_str().into()),
        ("version", check.pack.version.as_str().into()),
        ("digest", check.pack.digest.as_str().into()),
    ]);
    written(&object([
        ("v", VERSION.into()),
        ("id", check.id.0.as_str().into()),
        ("pack", pack),
        ("started", moment(check.started)),
        ("changed", moment(check.changed)),
        (
            "answers",
            Value::List(check.sheet.iter().map(answer).collect()),
        ),
    ]))
}

pub fn read(text: &str) -> Result<Check, Unread> {
    let stored: StoredCheck = read_as(&versioned(text, VERSION)?)?;
    Ok(Check {
        id: CheckId(stored.id),
        pack: PackKey {
            id: stored.pack.id,
            version: stored.pack.version,
            digest: stored.pack.digest,
        },
        started: stored.started.into(),
        changed: stored.changed.into(),
        sheet: stored
            .answers
            .into_iter()
            .map(|StoredAnswer(id, value)| (id, value.map_or(Answer::Skipped, Answer::Chosen)))
            .collect(),
    })
}
