//! What is being written or chosen in the features, and what was last told about it.

use super::navigation::Screen;
use super::status::StatusMessage;
use crate::features::export::state::Obstacle;
use crate::features::plan::state::State as Plan;
use crate::features::{calendar, find, history, lock, note, sheet};
use vault::{Fault, VaultSnapshot};

/// The state of each feature, and the one message about what was last pressed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forms {
    /// Notes that are only in memory.
    pub note: note::state::State,
    /// The plan that is being made.
    pub plan: Plan,
    /// What goes on the page for supervision.
    pub sheet: sheet::state::State,
    /// Entries for a calendar.
    pub calendar: calendar::state::State,
    /// How much of a long list is shown.
    pub history: history::state::State,
    /// The form for a new lock.
    pub lock: lock::state::State,
    /// What was typed to search the register.
    pub find: find::state::State,
    /// What is told beside what was pressed.
    pub status: Option<StatusMessage>,
}

impl Forms {
    /// Another screen: what was told beside what was pressed is over, and another check has another page for supervision.
    pub(super) fn screen_changed(&mut self, screen: &Screen) {
        self.status = None;
        self.plan.last_outcome = None;
        if let Screen::Sheet(id) = screen {
            self.sheet.open(id);
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
    pub(crate) fn faulted(&mut self, fault: Fault) {
        if matches!(self.status, Some(StatusMessage::Restored(_))) {
            self.status = Some(match fault {
                Fault::Full => StatusMessage::NoRoom,
                _ => StatusMessage::NotDone,
            });
        }
    }

    /// Lets go of what `snapshot` holds now, or holds in a newer state from another tab.
    pub(super) fn settle(&mut self, snapshot: &VaultSnapshot) {
        self.note.settle(snapshot);
        self.plan.settle(snapshot);
    }
}
