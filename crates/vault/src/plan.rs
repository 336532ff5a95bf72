//! An if-then plan: a cue in the working day, and what to do when it comes.
//!
//! The form follows implementation intentions (Gollwitzer and Sheeran 2006: d = 0.65 over 94 tests). The cue is
//! something the user is sure to meet, and the act is small. The plan is read back to the user, who is asked about it
//! later.

use instrument::Moment;
use instrument::check::new_id;

/// The id of a plan on this device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanId(pub String);

/// How the plan went, as the user judges it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It happened.
    Happened,
    /// Some of the time.
    Partly,
    /// Not this time.
    NotYet,
    /// The user gave up the plan or replaced it with another.
    LetGo,
}

/// A plan. It stores its own wording, so that a changed pack changes no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// When it was made.
    pub made: Moment,
    /// When it was last changed.
    pub changed: Moment,
    /// What follows "When": the cue.
    pub cue: String,
    /// What follows "I will": the act.
    pub act: String,
    /// How it went when the user was last asked, or `None` if they have not answered yet.
    pub outcome: Option<Outcome>,
}

/// A plan is not asked about until this many hours after it was made, so that there was a chance to try it.
const ASK_AFTER_HOURS: i64 = 12;

/// A plan that the user keeps is asked about again this many days after it last changed.
const ASK_AGAIN_DAYS: i64 = 7;

/// The greatest length of a cue or an act, in characters. The rest is cut off.
pub const MAX_CHARS: usize = 200;

impl Plan {
    /// A plan made `now`, with `chance` as the random part of its id. `None` if the cue or the act is empty.
    pub fn make(cue: &str, act: &str, now: Moment, chance: u32) -> Option<Self> {
        let (cue, act) = (sentence_part(cue), sentence_part(act));
        (!cue.is_empty() && !act.is_empty()).then(|| Self {
            id: PlanId(new_id(now, chance)),
            made: now,
            changed: now,
            cue,
            act,
            outcome: None,
        })
    }

    /// Whether the plan is still in use. Only [`Outcome::LetGo`] ends it.
    pub fn is_active(&self) -> bool {
        self.outcome != Some(Outcome::LetGo)
    }

    /// Whether it is time to ask how it went.
    pub fn is_due(&self, now: Moment) -> bool {
        let (since, hours) = match self.outcome {
            None => (self.made, ASK_AFTER_HOURS),
            Some(_) => (self.changed, ASK_AGAIN_DAYS * 24),
        };
        self.is_active() && now.utc.saturating_sub(since.utc) >= hours * 3_600_000
    }

    /// The order of plans in lists: by when they were made, newest first.
    pub fn newest_first(&self, other: &Self) -> std::cmp::Ordering {
        let by_id = || other.id.cmp(&self.id);
        other.made.cmp(&self.made).then_with(by_id)
    }
}

/// Fits a text into the plan's sentence: one line, no full stop, comma or semicolon at the end, at most [`MAX_CHARS`]
/// characters.
fn sentence_part(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MAX_CHARS).collect();
    cut.trim_end_matches(['.', ',', ';', ' ']).to_owned()
}
