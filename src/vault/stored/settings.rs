//! The stored form of the settings, version 1.
//!
//! ```json
//! {"v":1, "backedUp":{"utc":0,"offset":0}}
//! ```

use super::{StoredMoment, Unread, Value, moment, object, read_as, versioned, written};
use crate::domain::json::from_json;
use crate::vault::Settings;

const VERSION: i64 = 1;

struct StoredSettings {
    _v: i64,
    backed_up: Option<StoredMoment>,
}

from_json! {
    StoredSettings { _v: "v", backed_up: "backedUp" }
}

pub fn write(settings: &Settings) -> String {
    written(&object([
        ("v", VERSION.into()),
        ("backedUp", settings.backed_up.map_or(Value::Null, moment)),
    ]))
}

pub fn read(text: &str) -> Result<Settings, Unread> {
    let stored: StoredSettings = read_as(&versioned(text, VERSION)?)?;
    Ok(Settings {
        backed_up: stored.backed_up.map(Into::into),
    })
}
