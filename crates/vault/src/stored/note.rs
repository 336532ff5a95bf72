//! The stored form of a note, version 1.
//!
//! ```json
//! {"v":1, "check":"…", "changed":{"utc":0,"offset":0}, "text":"…", "tags":["…"]}
//! ```

use serde::{Deserialize, Serialize};

use super::{StoredMoment, Unreadable, versioned};
use crate::Note;
use instrument::CheckId;

const VERSION: i64 = 1;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredNote {
    v: i64,
    check: String,
    changed: StoredMoment,
    text: String,
    tags: Vec<String>,
}

pub fn write(note: &Note) -> String {
    json::to_string(&StoredNote {
        v: VERSION,
        check: note.check.0.clone(),
        changed: note.changed.into(),
        text: note.text.clone(),
        tags: note.tags.clone(),
    })
}

pub fn read(text: &str) -> Result<Note, Unreadable> {
    let stored: StoredNote = versioned(text, VERSION)?;
    Ok(Note {
        check: CheckId(stored.check),
        changed: stored.changed.into(),
        text: stored.text,
        tags: stored.tags,
    })
}
