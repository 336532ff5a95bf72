//! One if-then plan: a cue of the working day and what to do when it comes.
//!
//! Implementation intentions (Gollwitzer and Sheeran 2006: d = 0.65 over 94 tests): a cue one will surely meet, one small act,
//! said back, and asked about later.

use instrument::Moment;
use instrument::check::name;

/// Names a plan on this device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanId(pub String);

/// How it went, in the person's own judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It happened.
    Happened,
    /// Some of the time.
    Partly,
    /// Not this time.
    NotYet,
    /// Another plan took its place, or it was let go.
    LetGo,
}

/// A plan. Its words are kept as they were read back, so that a changed pack changes no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub id: PlanId,
    /// When it was made.
    pub made: Moment,
    /// When it was last changed.
    pub changed: Moment,
    /// What follows "When": the cue.
    pub cue: String,
    /// What follows "I will": the act.
    pub act: String,
    /// How it went, when it was last asked about.
    pub outcome: Option<Outcome>,
}

/// A plan younger than this many hours is not asked about: there was no chance yet to try it.
const ASK_AFTER_HOURS: i64 = 12;

/// A plan that was kept on is asked about again after this many days.
const ASK_AGAIN_DAYS: i64 = 7;

/// Longer words than this are cut: a plan is a sentence.
pub const LONGEST: usize = 200;

impl Plan {
    /// A plan made now, or nothing when a part of the sentence is missing.
    pub fn make(cue: &str, act: &str, now: Moment, chance: u32) -> Option<Self> {
        let (cue, act) = (sentence_part(cue), sentence_part(act));
        (!cue.is_empty() && !act.is_empty()).then(|| Self {
            id: PlanId(name(now, chance)),
            made: now,
            changed: now,
            cue,
            act,
            outcome: None,
        })
    }

    /// Whether it is still a plan: only letting it go ends it, however it went.
    pub fn is_active(&self) -> bool {
        self.outcome != Some(Outcome::LetGo)
    }

    /// Whether it is time to ask, kindly, how it went.
    pub fn is_due(&self, now: Moment) -> bool {
        let (since, hours) = match self.outcome {
            None => (self.made, ASK_AFTER_HOURS),
            Some(_) => (self.changed, ASK_AGAIN_DAYS * 24),
        };
        self.is_active() && now.utc.saturating_sub(since.utc) >= hours * 3_600_000
    }

    /// The order of lists of plans: last made first.
    pub fn newest_first(&self, other: &Self) -> std::cmp::Ordering {
        let by_id = || other.id.cmp(&self.id);
        other.made.cmp(&self.made).then_with(by_id)
    }
}

/// Words as they fit into the sentence: one line, no full stop at the end, not too long.
fn sentence_part(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    cut.trim_end_matches(['.', ',', ';', ' ']).to_owned()
}
