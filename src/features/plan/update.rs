//! Makes a plan, and remembers how it went.

use super::state::Action;
use crate::session::content::Stamp;
use crate::session::effect::Effect;
use crate::session::state::Session;
use crate::session::status::StatusMessage;
use instrument::order::stable_sort_by;
use instrument::{Moment, Pack};
use vault::plan::{Outcome, Plan, PlanId};

/// Lets `action` happen at `stamp`.
pub fn update(session: &mut Session, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::Cue(words) => {
            session.features.plan.cue = words;
            Vec::new()
        }
        Action::Act(words) => {
            session.features.plan.act = words;
            Vec::new()
        }
        Action::Make => session.make_plan(stamp),
        Action::Went(id, outcome) => {
            session.features.plan.last_outcome = Some(outcome);
            session.plan_went(&id, outcome, stamp.now)
        }
    }
}

/// If the cue or the act was chosen from the pack, puts the words of `pack`, its translation, in their place.
pub fn translate(session: &mut Session, pack: &Pack) {
    let old = session.pack.clone();
    let (old, new) = (&old.form().after, &pack.form().after);
    let features = &mut session.features.plan;
    for (words, before, after) in [
        (&mut features.cue, &old.cues, &new.cues),
        (&mut features.act, &old.acts, &new.acts),
    ] {
        let chosen = before.iter().find(|offer| offer.text == *words);
        let same = chosen.and_then(|chosen| after.iter().find(|offer| offer.id == chosen.id));
        if let Some(offer) = same {
            words.clone_from(&offer.text);
        }
    }
}

impl Session {
    /// Every plan, newest first, stored or not.
    pub fn plans(&self) -> Vec<&Plan> {
        let loose = |plan: &&Plan| {
            self.features
                .plan
                .unsaved
                .iter()
                .any(|other| other.id == plan.id)
        };
        let kept = self.snapshot.plans.iter().filter(|plan| !loose(plan));
        let all: Vec<&Plan> = self.features.plan.unsaved.iter().chain(kept).collect();
        stable_sort_by(&all, |a, b| a.newest_first(b))
    }

    /// The plan, if there is one: the newest, unless it was let go.
    pub fn plan(&self) -> Option<&Plan> {
        let newest = self.plans().first().copied();
        newest.filter(|plan| plan.is_active())
    }

    /// Makes a plan of what was chosen or typed, and lets the plan before it go.
    fn make_plan(&mut self, stamp: Stamp) -> Vec<Effect> {
        let made = Plan::make(
            &self.features.plan.cue,
            &self.features.plan.act,
            stamp.now,
            stamp.chance,
        );
        let Some(plan) = made else {
            self.features.status = Some(StatusMessage::PlanUnfinished);
            return Vec::new();
        };
        // If the person has already said how it went, that answer stays. The new plan takes its place either way.
        let before = self.plan().filter(|plan| plan.outcome.is_none());
        let before = before.map(|plan| plan.id.clone());
        let mut effects = match before {
            Some(id) => self.plan_went(&id, Outcome::LetGo, stamp.now),
            None => Vec::new(),
        };
        self.features.plan.cue.clear();
        self.features.plan.act.clear();
        self.features.plan.last_outcome = None;
        self.features.status = Some(StatusMessage::PlanMade);
        effects.append(&mut self.put_plan(plan));
        effects
    }

    fn plan_went(&mut self, id: &PlanId, outcome: Outcome, now: Moment) -> Vec<Effect> {
        let found = self.plans().into_iter().find(|plan| &plan.id == id);
        let Some(mut plan) = found.cloned() else {
            return Vec::new();
        };
        plan.outcome = Some(outcome);
        plan.changed = now;
        self.put_plan(plan)
    }

    fn put_plan(&mut self, plan: Plan) -> Vec<Effect> {
        self.features
            .plan
            .unsaved
            .retain(|other| other.id != plan.id);
        self.features.plan.unsaved.push(plan.clone());
        let kept = self.snapshot.plans.iter().any(|other| other.id == plan.id);
        self.keep_if_chosen(vault::Change::KeepPlan(plan), kept)
    }
}
