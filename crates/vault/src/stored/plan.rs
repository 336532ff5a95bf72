//! The stored form of a plan, version 1.
//!
//! ```json
//! {"v":1, "id":"…", "made":{"utc":0,"offset":0}, "changed":{"utc":0,"offset":0}, "cue":"…", "act":"…", "outcome":null}
//! ```
//! `outcome` is `null`, `"happened"`, `"partly"`, `"notYet"` or `"letGo"`.

use serde::{Deserialize, Serialize};

use super::{StoredMoment, Unreadable, versioned};
use crate::plan::{Outcome, Plan, PlanId};

const VERSION: i64 = 1;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredPlan {
    v: i64,
    id: String,
    made: StoredMoment,
    changed: StoredMoment,
    cue: String,
    act: String,
    outcome: Option<StoredOutcome>,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum StoredOutcome {
    Happened,
    Partly,
    NotYet,
    LetGo,
}

impl From<Outcome> for StoredOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Happened => Self::Happened,
            Outcome::Partly => Self::Partly,
            Outcome::NotYet => Self::NotYet,
            Outcome::LetGo => Self::LetGo,
        }
    }
}

impl From<StoredOutcome> for Outcome {
    fn from(stored: StoredOutcome) -> Self {
        match stored {
            StoredOutcome::Happened => Self::Happened,
            StoredOutcome::Partly => Self::Partly,
            StoredOutcome::NotYet => Self::NotYet,
            StoredOutcome::LetGo => Self::LetGo,
        }
    }
}

pub fn write(plan: &Plan) -> String {
    json::to_string(&StoredPlan {
        v: VERSION,
        id: plan.id.0.clone(),
        made: plan.made.into(),
        changed: plan.changed.into(),
        cue: plan.cue.clone(),
        act: plan.act.clone(),
        outcome: plan.outcome.map(Into::into),
    })
}

pub fn read(text: &str) -> Result<Plan, Unreadable> {
    let stored: StoredPlan = versioned(text, VERSION)?;
    Ok(Plan {
        id: PlanId(stored.id),
        made: stored.made.into(),
        changed: stored.changed.into(),
        cue: stored.cue,
        act: stored.act,
        outcome: stored.outcome.map(Into::into),
    })
}
