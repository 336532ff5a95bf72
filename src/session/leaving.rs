//! Empties the session: as the page is left, or because everything is cleared.

use super::confirmation::Confirmation;
use super::feature_states::FeatureStates;
use super::lazy;
use super::navigation::Screen;
use super::notice::Notice;
use super::state::Session;
use vault::{Change, VaultSnapshot};

impl Session {
    /// Empties the session as the page is left, until it is like that of a page that has just been opened. If the page
    /// comes back, what is stored is read again. What was not stored is gone, as the person was promised. An open lock
    /// closes.
    ///
    /// There is one exception: changes that found no room still wait, so that they are not lost if the page comes back.
    /// If the browser gives no storage at all, they do not wait, as the person was told that everything goes with the
    /// page.
    pub(super) fn leave(&mut self) {
        let mut fresh = self.emptied();
        fresh.snapshot.locked = self.snapshot.lock.is_some();
        fresh.snapshot.lock.clone_from(&self.snapshot.lock);
        fresh.left = true;
        if self.storage_available {
            self.move_pending(&mut fresh);
        }
        *self = fresh;
    }

    /// A new session in the same place: it has the choices and the facts about the page, and nothing of the checks. A
    /// member that is not named here is as [`Session::new`] makes it.
    pub fn emptied(&self) -> Self {
        let mut fresh = Self::new(self.pack.clone());
        fresh.storage_mode = self.storage_mode;
        fresh.storage_choice = self.storage_choice;
        fresh.storage_available = self.storage_available;
        fresh.lazy = self.lazy;
        fresh.renewal = self.renewal;
        fresh.full_page.clone_from(&self.full_page);
        fresh.inline = self.inline;
        fresh
    }

    pub(super) fn confirm(&mut self) -> Vec<Change> {
        match self.confirmation.take() {
            Some(Confirmation::ClearAll) => {
                let known = self.snapshot.raw.iter().map(|(key, _)| key.clone());
                let known = known.collect();
                self.snapshot = VaultSnapshot::default();
                self.pending_changes.clear();
                self.tab_conflict = None;
                self.features = FeatureStates::default();
                self.unsaved.clear();
                self.written_ids.clear();
                self.under_way = None;
                self.notice = self.notice.filter(|notice| *notice == Notice::Blocked);
                self.navigation.restart_at(Screen::Data);
                vec![Change::ClearAll(known)]
            }
            // Single things are deleted only on the lazy screens.
            Some(confirmation) => lazy::delete(self, confirmation),
            None => Vec::new(),
        }
    }
}
