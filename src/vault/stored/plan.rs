//! The stored form of a plan, version 1.
//!
//! ```json
//! {"v":1, "id":"…", "made":{"utc":0,"offset":0}, "changed":{"utc":0,"offset":0}, "cue":"…", "act":"…", "outcome":null}
//! ```
//! `outcome` is `null`, `"happened"`, `"partly"`, `"notYet"` or `"letGo"`.

use super::{StoredMoment, Unread, Value, moment, object, read_as, versioned, written};
use crate::domain::json::{from_json, from_json_names};
use crate::domain::plan::{Outcome, Plan, PlanId};

const VERSION: i64 = 1;

struct StoredPlan {
    _v: i64,
    id: String,
    made: StoredMoment,
    changed: StoredMoment,
    cue: String,
    act: String,
    outcome: Option<Outcome>,
}

from_json! {
    StoredPlan {
        _v: "v", id: "id", made: "made", changed: "changed", cue: "cue", act: "act", outcome: "outcome",
    }
}

from_json_names! {
    Outcome { Happened: "happened", Partly: "partly", NotYet: "notYet", LetGo: "letGo" }
}

pub fn write(plan: &Plan) -> String {
    let outcome = plan.outcome.map_or(Value::Null, |outcome| {
        Value::from(match outcome {
            Outcome::Happened => "happened",
            Outcome::Partly => "partly",
            Outcome::NotYet => "notYet",
            Outcome::LetGo => "letGo",
        })
    });
    written(&object([
        ("v", VERSION.into()),
        ("id", plan.id.0.as_str().into()),
        ("made", moment(plan.made)),
        ("changed", moment(plan.changed)),
        ("cue", plan.cue.as_str().into()),
        ("act", plan.act.as_str().into()),
        ("outcome", outcome),
    ]))
}

pub fn read(text: &str) -> Result<Plan, Unread> {
    let stored: StoredPlan = read_as(&versioned(text, VERSION)?)?;
    Ok(Plan {
        id: PlanId(stored.id),
        made: stored.made.into(),
        changed: stored.changed.into(),
        cue: stored.cue,
        act: stored.act,
        outcome: stored.outcome,
    })
}
