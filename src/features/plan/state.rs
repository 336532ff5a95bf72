//! The plan that is being made, and plans that are only in memory.

use vault::VaultSnapshot;
use vault::plan::{Outcome, Plan, PlanId};

/// Something that happens to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The cue of the plan being made has changed.
    Cue(String),
    /// The act of the plan being made has changed.
    Act(String),
    /// Make it.
    Make,
    /// The person has said how a plan went.
    Went(PlanId, Outcome),
}

/// The plan that is being made, and what is not on the device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Plans that are only in memory.
    pub unsaved: Vec<Plan>,
    /// The cue of the plan being made.
    pub cue: String,
    /// The act of the plan being made.
    pub act: String,
    /// The answer that was just given to how the plan went.
    pub last_outcome: Option<Outcome>,
}

impl State {
    /// Forgets the plans that are in `snapshot`, in this state or in a newer one from another tab.
    pub fn settle(&mut self, snapshot: &VaultSnapshot) {
        self.unsaved.retain(|plan| {
            let newer = |kept: &Plan| kept.id == plan.id && kept.changed >= plan.changed;
            !snapshot.plans.iter().any(newer)
        });
    }
}
