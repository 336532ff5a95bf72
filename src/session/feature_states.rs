//! The state of each feature, such as what is being written or chosen, and the last status message.

use super::navigation::Screen;
use super::status::StatusMessage;
use crate::features::export::state::Obstacle;
use crate::features::plan::state::State as Plan;
use crate::features::{calendar, find, help, history, lock, note, reflection, supervision_sheet};
use vault::{Fault, VaultSnapshot};

/// The state of each feature, and the status message about what was last pressed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeatureStates {
    /// Notes that are only in memory.
    pub note: note::state::State,
    /// The plan that is being made.
    pub plan: Plan,
    /// The outcome chosen in the reflection.
    pub reflection: reflection::state::State,
    /// What goes on the page for supervision.
    pub sheet: supervision_sheet::state::State,
    /// Entries for a calendar.
    pub calendar: calendar::state::State,
    /// How much of a long list is shown.
    pub history: history::state::State,
    /// The form for a new lock.
    pub lock: lock::state::State,
    /// What was typed to search the register.
    pub find: find::state::State,
    /// Where the person says they are.
    pub help: help::state::State,
    /// The message next to the control that was pressed.
    pub status: Option<StatusMessage>,
}

impl FeatureStates {
    /// Another screen is shown. Its status messages are not those of the last one, and each check has its own page for
    /// supervision.
    pub(super) fn screen_changed(&mut self, screen: &Screen) {
        self.status = None;
        self.plan.last_outcome = None;
        if let Screen::Sheet(id) = screen {
            self.sheet.open(id);
        }
    }

    /// Whether the text to copy by hand is shown and should be selected. After printing the person may not want it.
    pub fn is_by_hand(&self) -> bool {
        match self.status {
            Some(StatusMessage::ByHand(obstacle, ..)) => obstacle != Obstacle::Printer,
            _ => false,
        }
    }

    /// Something could not be written. If the app has just said that a file was restored, that was not true; what it
    /// says of saved files still is.
    pub(crate) fn faulted(&mut self, fault: Fault) {
        if matches!(self.status, Some(StatusMessage::Restored(_))) {
            self.status = Some(match fault {
                Fault::Full => StatusMessage::NoRoom,
                _ => StatusMessage::NotDone,
            });
        }
    }

    /// Forgets the notes and plans that are in `snapshot`, in this state or in a newer one from another tab.
    pub(super) fn settle(&mut self, snapshot: &VaultSnapshot) {
        self.note.settle(snapshot);
        self.plan.settle(snapshot);
    }
}
