//! The stored form of the settings, version 1.
//!
//! ```json
//! {"v":1, "backedUp":{"utc":0,"offset":0}}
//! ```

use serde::{Deserialize, Serialize};

use super::{StoredMoment, Unreadable, versioned};
use crate::Settings;

const VERSION: i64 = 1;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct StoredSettings {
    v: i64,
    backed_up: Option<StoredMoment>,
}

pub fn write(settings: &Settings) -> String {
    json::to_string(&StoredSettings {
        v: VERSION,
        backed_up: settings.backed_up.map(Into::into),
    })
}

pub fn read(text: &str) -> Result<Settings, Unreadable> {
    let stored: StoredSettings = versioned(text, VERSION)?;
    Ok(Settings {
        backed_up: stored.backed_up.map(Into::into),
    })
}
