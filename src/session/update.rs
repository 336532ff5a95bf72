//! The one function that changes the session.

use std::rc::Rc;

use super::action::{Action, VaultEvent};
use super::content::{Content, Stamp};
use super::effect::{Effect, Event};
use super::lazy;
use super::lazy_code::LazyCode;
use super::navigation::Screen;
use super::state::Session;
use crate::features::check;
use crate::features::language::state::LanguageStatus;
use vault::StoreOutcome;

/// Updates `session` with what the vault reports. Returns what has to be done.
pub fn update_from_vault(session: &mut Session, event: VaultEvent) -> Vec<Effect> {
    let (changes, reads) = match event {
        VaultEvent::Loaded(snapshot) => (session.loaded(snapshot), false),
        VaultEvent::Kept(change, kept) => {
            // Drafts and notes are written at each answer and each letter, and the session has them already.
            let small = matches!(
                change,
                vault::Change::KeepDraft { .. } | vault::Change::KeepNote(_)
            );
            let gone = matches!(kept, StoreOutcome::Gone);
            (session.kept(change, kept), !small || gone)
        }
        VaultEvent::NotKept(change, fault) => {
            // If something could not be deleted, the vault is read again to show what is still there.
            let deletes = change.keeps().is_none();
            session.not_kept(change, fault);
            (Vec::new(), deletes)
        }
    };
    let effects = changes.into_iter().map(Effect::Vault);
    effects.chain(reads.then_some(Effect::Reload)).collect()
}

/// Lets `action` happen to `session` at `stamp`. Returns what has to be done.
pub fn update(session: &mut Session, action: Action, stamp: Stamp) -> Vec<Effect> {
    let before = session.screen().clone();
    let mut effects = apply(session, action, stamp);
    if session.screen() != &before && session.screen() == &Screen::Data {
        effects.push(Effect::Reload);
    }
    effects
}

/// The actions of the first screens, and of the page.
fn apply(session: &mut Session, action: Action, stamp: Stamp) -> Vec<Effect> {
    if action.closes_prompts() {
        session.confirmation = None;
        session.language = None;
    }
    let changes = match action {
        Action::Open => {
            session.left = false;
            let mut effects = vec![Effect::Reload, Effect::Retry];
            if !session.has_lazy() {
                // Always fetched, whatever the person does, so the request says nothing about them.
                effects.push(Effect::FetchLazy);
            }
            return effects;
        }
        Action::Reload => {
            let effects = [Effect::Reload, Effect::Retry];
            return effects.into_iter().chain(session.watch()).collect();
        }
        Action::StorageChanged => return vec![Effect::ReadOtherTabs],
        Action::Show(mode) if session.left => {
            session.left = false;
            session.keep(mode);
            let effects = [
                Effect::Reload,
                Effect::Retry,
                Effect::Announce(Event::Step),
                Effect::RestartHistory,
            ];
            return effects.into_iter().chain(session.watch()).collect();
        }
        Action::Show(_) => Vec::new(),
        Action::Check(action) => check::update::update(session, action, stamp),
        Action::Depart(departure) => {
            session.navigation.depart(departure);
            Vec::new()
        }
        Action::Go(screen) => {
            session.features.screen_changed(&screen);
            session.tab_conflict = None;
            session.navigation.go(screen);
            Vec::new()
        }
        Action::Back => {
            session.features.screen_changed(&Screen::Intro);
            session.tab_conflict = None;
            session.navigation.back();
            Vec::new()
        }
        Action::Depth(depth) => {
            session.navigation.to_depth(depth);
            Vec::new()
        }
        Action::Ask(confirmation) => {
            session.confirmation = Some(confirmation);
            Vec::new()
        }
        Action::Confirm => session.confirm(),
        Action::Decline => Vec::new(),
        Action::Faulted(fault) => {
            session.features.faulted(fault);
            session.faulted(fault);
            Vec::new()
        }
        Action::LazyLoaded(content) => return session.lazy_loaded(content),
        Action::FetchLazy if session.lazy == LazyCode::Missing => {
            session.lazy = LazyCode::Loading;
            return vec![Effect::FetchLazy];
        }
        Action::FetchLazy => Vec::new(),
        Action::Renewal => {
            session.renewal = true;
            Vec::new()
        }
        Action::Leave => {
            session.leave();
            return vec![Effect::CloseLock, Effect::Reveal];
        }
        Action::SetLanguage(tag) => {
            session.language = None;
            return vec![Effect::FetchLanguage(tag)];
        }
        Action::LanguageLoaded(None) => {
            session.language = Some(LanguageStatus::Missing);
            Vec::new()
        }
        Action::LanguageLoaded(Some(content)) => return lazy::change_language(session, content),
        Action::Feature(action) => return lazy::update_feature(session, action, stamp),
    };
    changes.into_iter().map(Effect::Vault).collect()
}

impl Session {
    /// Watches for inactivity. Before the lazy code has loaded no lock can be open.
    fn watch(&self) -> Option<Effect> {
        self.has_lazy().then_some(Effect::WatchIdle)
    }

    /// The code of the lazy screens has loaded, or not. Once it has, a later failure changes nothing. It counts as
    /// missing if it came with other questions than those that are being asked.
    fn lazy_loaded(&mut self, content: Option<Rc<Content>>) -> Vec<Effect> {
        if self.has_lazy() {
            return Vec::new();
        }
        let same = |content: &Rc<Content>| content.pack.key() == self.pack.key();
        let Some(content) = content.filter(same) else {
            self.lazy = LazyCode::Missing;
            return Vec::new();
        };
        self.lazy = LazyCode::Loaded;
        self.pack = content.pack.clone();
        vec![
            Effect::StartLazy,
            Effect::ReplaceContent(content),
            Effect::Reload,
            Effect::KeepPack,
        ]
    }
}
