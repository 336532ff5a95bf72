//! The stored form of a note, version 1.
//!
//! ```json
//! {"v":1, "check":"…", "changed":{"utc":0,"offset":0}, "text":"…", "tags":["…"]}
//! ```

use super::{StoredMoment, Unread, Value, moment, object, read_as, versioned, written};
use crate::domain::json::from_json;
use crate::domain::{CheckId, Note};

const VERSION: i64 = 1;

struct StoredNote {
    _v: i64,
    check: String,
    changed: StoredMoment,
    text: String,
    tags: Vec<String>,
}

from_json! {
    StoredNote { _v: "v", check: "check", changed: "changed", text: "text", tags: "tags" }
}

pub fn write(note: &Note) -> String {
    let tags = note.tags.iter().map(|tag| tag.as_str().into()).collect();
    written(&object([
        ("v", VERSION.into()),
        ("check", note.check.0.as_str().into()),
        ("changed", moment(note.changed)),
        ("text", note.text.as_str().into()),
        ("tags", Value::List(tags)),
    ]))
}

pub fn read(text: &str) -> Result<Note, Unread> {
    let stored: StoredNote = read_as(&versioned(text, VERSION)?)?;
    Ok(Note {
        check: CheckId(stored.check),
        changed: stored.changed.into(),
        text: stored.text,
        tags: stored.tags,
    })
}
