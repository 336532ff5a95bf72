//! The one shell around the session: does what an action asks of the vault, and tells the session how it went.
//!
//! The app and the tests drive the very same code. What goes out of the session, to files or a cipher, is handed back to the caller.

use crate::state::{
    Action, Errand, Further, Screen, Session, Stamp, Task, VaultEvent, forms::LockJob, update,
    update_from_vault,
};
use vault::{Effect, Fault, Store, Vault};

/// A session, and the vault behind it, at one moment.
pub struct Runtime<'a, S> {
    session: &'a mut Session,
    /// `None` when the browser gives the page no storage.
    vault: Option<&'a Vault<S>>,
    stamp: Stamp,
}

impl<'a, S: Store> Runtime<'a, S> {
    /// The session `now`.
    pub fn new(session: &'a mut Session, vault: Option<&'a Vault<S>>, now: Stamp) -> Self {
        Self {
            session,
            vault,
            stamp: now,
        }
    }

    /// Lets `action` happen and does what it asks of the vault. Returns what else has to be done.
    pub fn act(&mut self, action: Action) -> Vec<Task> {
        if let Action::Further(
            Further::Restore(_)
            | Further::Lock(LockJob::Now)
            | Further::Do(Errand::Save(_) | Errand::Download(_)),
        ) = action
        {
            // What is kept now counts, whatever another tab has written in the meantime.
            self.reload();
        }
        // Not before something is deleted: it need not be written first, and what is kept only now may get another id than the one that
        // is to be deleted. Nor when something comes back: what is tried again would come back just the same, over and over.
        let returned = matches!(action, Action::Further(Further::Returned(_)));
        if !matches!(action, Action::Ask(_) | Action::Confirm) && !returned {
            self.try_again();
        }
        let before = self.session.screen().clone();
        let mut out = Vec::new();
        for task in self.tell(action) {
            match task {
                Task::Vault(effect) => self.perform(effect),
                other => out.push(other),
            }
        }
        let comes = self.session.screen() != &before && self.session.screen() == &Screen::Data;
        if comes || returned {
            self.reload();
        }
        out
    }

    /// Tries to keep what could not be kept before.
    pub fn try_again(&mut self) {
        if self.vault.is_some() {
            for effect in self.session.waiting.clone() {
                self.perform(effect);
            }
        }
    }

    /// Does `effect`, and what follows from it.
    pub fn perform(&mut self, effect: Effect) {
        let done = match self.vault {
            Some(vault) => vault.apply(&effect),
            None => Err(Fault::Blocked),
        };
        // Drafts and notes are written with each answer and each letter: the session knows them already. Where something could
        // not be deleted, what is still there is shown.
        let small = matches!(effect, Effect::KeepDraft { .. } | Effect::KeepNote(_));
        let reads = match &done {
            Ok(kept) => !small || matches!(kept, vault::Kept::Gone),
            Err(_) => effect.keeps().is_none() && self.vault.is_some(),
        };
        let event = match done {
            Ok(kept) => VaultEvent::Kept(effect, kept),
            Err(fault) => VaultEvent::NotKept(effect, fault),
        };
        let effects = update_from_vault(self.session, event);
        self.follow(effects);
        if reads {
            self.reload();
        }
    }

    /// Reads the vault again.
    pub fn reload(&mut self) {
        match self.vault.map_or(Err(Fault::Blocked), Vault::load) {
            Ok(snapshot) => {
                let effects = update_from_vault(self.session, VaultEvent::Loaded(snapshot));
                self.follow(effects);
            }
            Err(fault) => {
                self.tell(Action::Faulted(fault));
            }
        }
    }

    fn follow(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.perform(effect);
        }
    }

    fn tell(&mut self, action: Action) -> Vec<Task> {
        update(self.session, action, self.stamp)
    }
}
