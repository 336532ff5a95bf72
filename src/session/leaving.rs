//! Empties the session: as the page is left, or because everything is cleared.

use super::forms::Forms;
use super::lazy;
use super::navigation::Screen;
use super::parts::{Confirmation, Notice};
use super::state::Session;
use vault::{Change, VaultSnapshot};

impl Session {
    /// Empties the session as the page is left: it becomes what a page just opened would hold before the vault is read. What is
    /// on the device is read again when the page comes back; what is kept nowhere is gone, as was promised. An open lock closes.
    ///
    /// What was to be kept and found no room is the exception: it still waits, so that it is not lost if the page comes back.
    /// Where the browser keeps nothing at all, nothing waits: the person was told that all of it goes with the page.
    pub(super) fn leave(&mut self) {
        let mut fresh = Self::new(self.pack.clone());
        fresh.snapshot.locked = self.snapshot.lock.is_some();
        fresh.snapshot.lock.clone_from(&self.snapshot.lock);
        fresh.keeping = self.keeping;
        fresh.can_keep = self.can_keep;
        fresh.chosen = self.chosen;
        fresh.lazy = self.lazy;
        fresh.left = true;
        fresh.renewal = self.renewal;
        fresh.full_page = self.full_page.take();
        fresh.inline = self.inline;
        if self.can_keep {
            self.keep_waiting(&mut fresh);
        }
        *self = fresh;
    }

    pub(super) fn confirm(&mut self) -> Vec<Change> {
        match self.confirmation.take() {
            Some(Confirmation::ClearAll) => {
                let known = self.snapshot.raw.iter().map(|(key, _)| key.clone());
                let known = known.collect();
                self.snapshot = VaultSnapshot::default();
                self.waiting.clear();
                self.tab_conflict = None;
                self.forms = Forms::default();
                self.unkept.clear();
                self.written.clear();
                self.under_way = None;
                self.notice = self.notice.filter(|notice| *notice == Notice::Blocked);
                self.navigation.restart_at(Screen::Data);
                vec![Change::ClearAll(known)]
            }
            // One thing is deleted only on the lazy screens.
            Some(confirmation) => lazy::delete(self, confirmation),
            None => Vec::new(),
        }
    }
}
