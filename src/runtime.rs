//! Applies actions to the session and performs the effects that follow.
//!
//! The app and the tests use the same runtime, each with its own [`Ports`].

use std::rc::Rc;

use crate::session::transition::Transition;
use crate::session::{
    Action, Content, Departure, Effect, Session, Stamp, VaultEvent, update, update_from_vault,
};
use vault::{Fault, Store, Vault};

/// What the runtime needs from outside.
pub trait Ports {
    /// The storage.
    type Store: Store;

    /// The time and a random number.
    fn stamp(&self) -> Stamp;

    /// The storage. `None` while the browser gives the page no storage. It is then called again each time the vault is
    /// read.
    fn open_store(&mut self) -> Option<Self::Store>;

    /// If a lock is open, starts decrypting what other tabs have written, and returns `true`. [`Action::Reload`]
    /// follows.
    fn refresh(&mut self) -> bool;

    /// The control that was just pressed, and the scroll position. A second call returns `None`.
    fn departure(&mut self) -> Option<Departure>;

    /// Performs an effect that the runtime does not perform itself. A result arrives later, as an action.
    fn perform(&mut self, session: &Session, content: &Content, effect: Effect);
}

/// The session, the vault, and the ports.
pub struct Runtime<P: Ports> {
    /// The state of the app.
    pub session: Session,
    /// The questions and texts that have loaded so far. The session has the same questions.
    pub content: Rc<Content>,
    /// The connections to the outside.
    pub ports: P,
    /// `None` while the browser gives the page no storage.
    vault: Option<Vault<P::Store>>,
}

impl<P: Ports> Runtime<P> {
    /// A runtime that has not read the vault yet. [`Action::Open`] does that.
    pub fn new(session: Session, content: Rc<Content>, ports: P) -> Self {
        Self {
            session,
            content,
            ports,
            vault: None,
        }
    }

    /// Applies `action` and performs its effects.
    pub fn act(&mut self, action: Action) {
        if self.session.has_lazy()
            && let Some(departure) = self.ports.departure()
        {
            self.update(Action::Depart(departure));
        }
        let transition = Transition::begin(&self.session, &action);
        for effect in action.preparation() {
            self.perform(effect);
        }
        self.update(action);
        for effect in transition.end(&self.session) {
            self.perform(effect);
        }
    }

    fn update(&mut self, action: Action) {
        let stamp = self.ports.stamp();
        let effects = update(&mut self.session, action, stamp);
        self.perform_all(effects);
    }

    fn perform_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Vault(change) => self.apply(change),
            Effect::Reload => self.reload(),
            Effect::Retry => self.retry(),
            Effect::ReadOtherTabs => {
                if !self.ports.refresh() {
                    self.reload();
                    self.retry();
                }
            }
            Effect::KeepPack if self.session.snapshot.locked => {}
            Effect::KeepPack => self.apply(vault::Change::KeepPack),
            Effect::ReplaceContent(content) => {
                self.content = content;
                self.vault = None;
            }
            effect => self.ports.perform(&self.session, &self.content, effect),
        }
    }

    /// Reads the vault.
    fn reload(&mut self) {
        if self.vault.is_none() {
            let store = self.ports.open_store();
            let (pack, text) = (&self.content.pack, &self.content.pack_text);
            self.vault = store.map(|store| Vault::new(store, pack.clone(), text.clone()));
        }
        match self.vault.as_ref().map_or(Err(Fault::Blocked), Vault::load) {
            Ok(snapshot) => self.tell(VaultEvent::Loaded(snapshot)),
            Err(fault) => self.update(Action::Faulted(fault)),
        }
    }

    fn retry(&mut self) {
        if self.vault.is_some() {
            for change in self.session.pending_changes.clone() {
                self.apply(change);
            }
        }
    }

    fn apply(&mut self, change: vault::Change) {
        let Some(vault) = &self.vault else {
            // The effects are ignored: they could only read the vault again, and there is none.
            update_from_vault(
                &mut self.session,
                VaultEvent::NotKept(change, Fault::Blocked),
            );
            return;
        };
        let event = match vault.apply(&change) {
            Ok(kept) => VaultEvent::Kept(change, kept),
            Err(fault) => VaultEvent::NotKept(change, fault),
        };
        self.tell(event);
    }

    fn tell(&mut self, event: VaultEvent) {
        let effects = update_from_vault(&mut self.session, event);
        self.perform_all(effects);
    }
}
