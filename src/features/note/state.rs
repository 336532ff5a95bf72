//! Private notes to checks, as far as they are only in memory.

use instrument::CheckId;
use vault::{Note, VaultSnapshot};

/// Something that happens to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The note to this check now reads so.
    Write(CheckId, String),
    /// A tag of this check, by its id, is on or off.
    Tag(CheckId, String, bool),
}

/// Notes that are not on the device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Notes to checks that are not on the device either, and notes that could not be written.
    pub unkept: Vec<Note>,
}

impl State {
    /// Lets go of what `snapshot` holds now, or holds in a newer state from another tab.
    pub fn settle(&mut self, snapshot: &VaultSnapshot) {
        self.unkept.retain(|note| {
            // A blank one was removed: what stands there now came later, if only from a backup.
            let newer = |kept: &Note| kept.changed >= note.changed || note.is_blank();
            let mut kept = snapshot
                .notes
                .iter()
                .filter(|kept| kept.check == note.check);
            !kept.any(newer)
        });
    }
}
