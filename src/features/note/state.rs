//! Private notes to checks that are only in memory.

use instrument::CheckId;
use vault::{Note, VaultSnapshot};

/// Something that happens to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The text of the note to this check has changed.
    Write(CheckId, String),
    /// A tag of this check, by its id, is on or off.
    Tag(CheckId, String, bool),
}

/// Notes that are not on the device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Notes to checks that are not stored either, and notes that could not be stored.
    pub unsaved: Vec<Note>,
}

impl State {
    /// Forgets the notes that are in `snapshot`, in this state or in a newer one from another tab.
    pub fn settle(&mut self, snapshot: &VaultSnapshot) {
        self.unsaved.retain(|note| {
            // A blank note was deleted from storage. If one is there now, it came later, perhaps from a backup.
            let newer = |kept: &Note| kept.changed >= note.changed || note.is_blank();
            let mut kept = snapshot
                .notes
                .iter()
                .filter(|kept| kept.check == note.check);
            !kept.any(newer)
        });
    }
}
