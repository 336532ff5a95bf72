//! What is being written or chosen on the later screens, and never kept as such.

pub use super::errand::{About, Appointment, Document, Errand, Obstacle};
pub use vault::lock::{LockJob, LockOutcome, Secret};

use super::Screen;
use instrument::{CheckId, Moment};
use vault::backup::{Account, Refusal};
use vault::lock::Weak;
use vault::plan::{Outcome, Plan, PlanId};
use vault::{Fault, Note, Returned, VaultSnapshot};

/// A part of the sheet for supervision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands out, in words.
    Words,
    /// The answers that stood out.
    StoodOut,
    /// What holds.
    Holds,
    /// The plan.
    Plan,
    /// The private note.
    Note,
    /// The averages, as numbers.
    Numbers,
}

impl Part {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Words,
        Self::StoodOut,
        Self::Holds,
        Self::Plan,
        Self::Note,
        Self::Numbers,
    ];

    /// Its name in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::StoodOut => "stood-out",
            Self::Holds => "holds",
            Self::Plan => "plan",
            Self::Note => "note",
            Self::Numbers => "numbers",
        }
    }
}

/// What is told beside what was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusMessage {
    /// The plan lacks a part.
    PlanUnfinished,
    /// The plan is made.
    PlanMade,
    /// It is on the clipboard.
    Copied,
    /// A file that was made then was handed to the browser. Whether it arrived nobody but the person can tell, so they are asked.
    HandedOver(Document, Moment),
    /// The file arrived.
    Arrived,
    /// The share sheet for a file was closed: nothing was shared.
    Unshared(Document),
    /// It has to be copied by hand, for this reason: its text is shown, as it was made then.
    ByHand(Obstacle, Document, Moment),
    /// What was asked could not be done here.
    NotDone,
    /// A file was read, and this was taken.
    Restored(Account),
    /// A file was not read.
    Refused(Refusal),
    /// It was taken back: there was no room for all of it.
    NoRoom,
    /// The passphrase cannot be taken.
    Weak(Weak),
    /// It takes a moment.
    Working,
    /// How it went with the lock.
    Locked(LockOutcome),
}

/// Everything that can happen on the later screens.
#[derive(Clone, Debug, PartialEq)]
pub enum Further {
    /// The note to this check now reads so.
    Write(CheckId, String),
    /// A tag of this check is on or off.
    Tag(CheckId, String, bool),
    /// The cue of the plan being made.
    Cue(String),
    /// The act of the plan being made.
    Act(String),
    /// Make it.
    MakePlan,
    /// How a plan went.
    Went(PlanId, Outcome),
    /// A part of the sheet is in or out.
    Include(Part, bool),
    /// A question on the sheet is in or out.
    Bring(String, bool),
    /// One's own questions on the sheet.
    Own(String),
    /// Show more of a long list.
    More,
    /// The choice of when the lock locks itself.
    Minutes(u32),
    /// An entry for a calendar was filled in so far.
    Fill(Appointment),
    /// Do this.
    Do(Errand),
    /// Whether the file that was handed over arrived.
    FileArrived(bool),
    /// The text of a backup file was read.
    Restore(String),
    /// Do something with the lock.
    Lock(LockJob),
    /// Something that was sealed could not be written after all.
    Returned(Box<Returned>),
    /// Tell this.
    Status(StatusMessage),
}

/// What is being written or chosen on the later screens, and what was last said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct FormState {
    /// Notes that are only in memory: to checks that are, or because they could not be written.
    pub notes: Vec<Note>,
    /// Plans that are only in memory.
    pub plans: Vec<Plan>,
    /// The cue of the plan being made.
    pub cue: String,
    /// The act of the plan being made.
    pub act: String,
    /// How the plan went that was asked about just now.
    pub went: Option<Outcome>,
    /// What goes into the sheet for supervision.
    pub parts: Vec<Part>,
    /// Ids of the questions that go in.
    pub questions: Vec<String>,
    /// Questions of one's own.
    pub own: String,
    /// The check whose sheet all that is for.
    pub sheet: Option<CheckId>,
    /// The choice of when the lock locks itself, in minutes.
    pub minutes: u32,
    /// Entries for a calendar, as far as they were filled in.
    pub appointments: Vec<Appointment>,
    /// How many entries of a long list are shown.
    pub shown: usize,
    /// What is told beside what was pressed.
    pub status: Option<StatusMessage>,
}

impl FormState {
    /// How many entries of a long list are shown at first, and how many more each time.
    pub const MORE: usize = 12;

    /// When the lock locks itself, in minutes, unless something else is chosen.
    pub const MINUTES: u32 = 5;

    /// Another screen: what was told beside what was pressed is over, and another check has another sheet.
    pub(super) fn turn(&mut self, screen: &Screen) {
        self.status = None;
        self.went = None;
        if let Screen::Sheet(id) = screen
            && self.sheet.as_ref() != Some(id)
        {
            let fresh = Self::default();
            (self.parts, self.questions, self.own) = (fresh.parts, fresh.questions, fresh.own);
            self.sheet = Some(id.clone());
        }
    }

    /// Whether a text to be copied by hand stands there, ready to be selected. After printing it may not be wanted at all.
    pub fn is_by_hand(&self) -> bool {
        match self.status {
            Some(StatusMessage::ByHand(obstacle, ..)) => obstacle != Obstacle::Printer,
            _ => false,
        }
    }

    /// Something could not be written: what was just said to be taken of a file was not. A file that was saved is.
    pub(super) fn faulted(&mut self, fault: Fault) {
        if matches!(self.status, Some(StatusMessage::Restored(_))) {
            self.status = Some(match fault {
                Fault::Full => StatusMessage::NoRoom,
                _ => StatusMessage::NotDone,
            });
        }
    }

    /// Lets go of what `snapshot` holds now, or holds in a newer state from another tab.
    pub(super) fn settle(&mut self, snapshot: &VaultSnapshot) {
        self.notes.retain(|note| {
            // A blank one was removed: what stands there now came later, if only from a backup.
            let newer = |kept: &Note| kept.changed >= note.changed || note.is_blank();
            let mut kept = snapshot
                .notes
                .iter()
                .filter(|kept| kept.check == note.check);
            !kept.any(newer)
        });
        self.plans.retain(|plan| {
            let newer = |kept: &Plan| kept.id == plan.id && kept.changed >= plan.changed;
            !snapshot.plans.iter().any(newer)
        });
    }
}

impl Default for FormState {
    /// The sheet begins with words; numbers and the note go in only when someone puts them in.
    fn default() -> Self {
        Self {
            notes: Vec::new(),
            plans: Vec::new(),
            cue: String::new(),
            act: String::new(),
            went: None,
            parts: vec![Part::Words, Part::StoodOut, Part::Holds, Part::Plan],
            questions: Vec::new(),
            own: String::new(),
            sheet: None,
            minutes: Self::MINUTES,
            appointments: Vec::new(),
            shown: Self::MORE,
            status: None,
        }
    }
}
