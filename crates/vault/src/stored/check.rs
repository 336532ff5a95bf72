//! The stored form of a check, version 1.
//!
//! ```json
//! {"v":1, "id":"…", "pack":{"id":"…","version":"…","digest":"…"}, "started":{"utc":0,"offset":0},
//!  "changed":{"utc":0,"offset":0}, "answers":[["e1",3],["e2",null]]}
//! ```
//! `null` means that the item was skipped.

use serde::{Deserialize, Serialize};

use super::{StoredMoment, Unreadable, versioned};
use instrument::Answer;
use instrument::check::{Check, CheckId};
use instrument::pack::PackKey;

const VERSION: i64 = 1;

#[derive(Deserialize, Serialize)]
struct StoredCheck {
    v: i64,
    id: String,
    pack: StoredKey,
    started: StoredMoment,
    changed: StoredMoment,
    answers: Vec<(String, Option<i32>)>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredKey {
    id: String,
    version: String,
    digest: String,
}

pub fn write(check: &Check) -> String {
    let answer = |(id, answer): &(String, Answer)| match answer {
        Answer::Chosen(value) => (id.clone(), Some(*value)),
        Answer::Skipped => (id.clone(), None),
    };
    json::to_string(&StoredCheck {
        v: VERSION,
        id: check.id.0.clone(),
        pack: StoredKey {
            id: check.pack.id.clone(),
            version: check.pack.version.clone(),
            digest: check.pack.digest.clone(),
        },
        started: check.started.into(),
        changed: check.changed.into(),
        answers: check.sheet.iter().map(answer).collect(),
    })
}

pub fn read(text: &str) -> Result<Check, Unreadable> {
    let stored: StoredCheck = versioned(text, VERSION)?;
    let answer =
        |(id, value): (String, Option<i32>)| (id, value.map_or(Answer::Skipped, Answer::Chosen));
    Ok(Check {
        id: CheckId(stored.id),
        pack: PackKey {
            id: stored.pack.id,
            version: stored.pack.version,
            digest: stored.pack.digest,
        },
        started: stored.started.into(),
        changed: stored.changed.into(),
        sheet: stored.answers.into_iter().map(answer).collect(),
    })
}
