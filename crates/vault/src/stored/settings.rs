//! The stored form of the settings, version 2.
//!
//! ```json
//! {"v":2, "backedUp":{"utc":0,"offset":0}, "nation":"Wales", "changed":{"utc":0,"offset":0}}
//! ```
//! Version 1 has only `backedUp`. It is still written as long as no nation was ever chosen, so that an older version of
//! the app in another tab can read it.

use serde::{Deserialize, Serialize};

use super::{StoredMoment, Unreadable, versioned};
use crate::Settings;

const VERSION: i64 = 2;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct StoredSettings {
    v: i64,
    backed_up: Option<StoredMoment>,
    nation: Option<String>,
    changed: Option<StoredMoment>,
}

/// Version 1.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct StoredSettings1 {
    v: i64,
    backed_up: Option<StoredMoment>,
}

pub fn write(settings: &Settings) -> String {
    let backed_up = settings.backed_up.map(Into::into);
    if settings.changed.is_none() {
        return json::to_string(&StoredSettings1 { v: 1, backed_up });
    }
    json::to_string(&StoredSettings {
        v: VERSION,
        backed_up,
        nation: settings.nation.clone(),
        changed: settings.changed.map(Into::into),
    })
}

pub fn read(text: &str) -> Result<Settings, Unreadable> {
    if let Ok(stored) = versioned::<StoredSettings1>(text, 1) {
        return Ok(Settings {
            backed_up: stored.backed_up.map(Into::into),
            ..Settings::default()
        });
    }
    let stored: StoredSettings = versioned(text, VERSION)?;
    Ok(Settings {
        backed_up: stored.backed_up.map(Into::into),
        nation: stored.nation,
        changed: stored.changed.map(Into::into),
    })
}
