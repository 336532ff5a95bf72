//! The effects of a change of screen: where focus goes, and what is announced.

use super::action::Action;
use super::confirmation::Confirmation;
use super::effect::{Effect, Event, Focus};
use super::lazy_code::LazyCode;
use super::navigation::Screen;
use super::state::Session;
use super::status::StatusMessage;
use crate::features::action::FeatureAction;
use crate::features::{check, export, plan};

/// What has to be known of the session before an action.
pub struct Transition {
    screen: Screen,
    confirmation: Option<Confirmation>,
    lazy: LazyCode,
    waits: bool,
    by_hand: bool,
    cause: Cause,
}

/// What kind of action it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The page was opened, left or shown again: nothing that the person did.
    Page,
    /// The vault is read again. Only a change of screen matters.
    Reload,
    /// The person has confirmed something. The button that was pressed is gone.
    Confirm,
    /// A check may be finished.
    Finish,
    /// The action removes the button that was pressed.
    Consumed,
    /// Anything else.
    Other,
}

impl Cause {
    fn of(action: &Action) -> Self {
        match action {
            Action::Open | Action::Leave | Action::Show(_) | Action::Depart(_) => Self::Page,
            Action::Reload | Action::StorageChanged => Self::Reload,
            Action::Confirm => Self::Confirm,
            Action::Check(
                check::state::Action::Answer(..)
                | check::state::Action::StopFinish
                | check::state::Action::KeepPartial,
            ) => Self::Finish,
            Action::Feature(
                FeatureAction::Plan(plan::state::Action::Went(..) | plan::state::Action::Make)
                | FeatureAction::Export(export::state::Action::FileArrived(_))
                | FeatureAction::Status(StatusMessage::Locked(_)),
            ) => Self::Consumed,
            _ => Self::Other,
        }
    }
}

impl Transition {
    /// Remembers `session` before `action`.
    pub fn begin(session: &Session, action: &Action) -> Self {
        Self {
            screen: session.screen().clone(),
            confirmation: session.confirmation.clone(),
            lazy: session.lazy,
            waits: session.waits(),
            by_hand: session.features.is_by_hand(),
            cause: Cause::of(action),
        }
    }

    /// The effects of the change. `session` is the session after the action and everything that it led to.
    pub fn end(self, session: &Session) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.cause == Cause::Page {
            return effects;
        }
        let confirmed = self.cause == Cause::Confirm;
        if *session.screen() != self.screen {
            // After a confirmation, the control that the person pressed is no longer on the screen.
            let back = session.returns_to().filter(|_| !confirmed).cloned();
            effects.push(Effect::Focus(back.map_or(Focus::Screen, Focus::Return)));
            effects.push(Effect::Announce(Event::Step));
            if self.cause == Cause::Finish && matches!(session.screen(), Screen::Result(_)) {
                effects.push(Effect::Announce(Event::Complete));
            }
        } else if let Some(focus) = self.focus(session).filter(|_| self.cause != Cause::Reload) {
            effects.push(Effect::Focus(focus));
        }
        // A page that comes back from the browser's cache is reloaded before its history is put right, see
        // [`Effect::RestartHistory`].
        if self.cause != Cause::Reload {
            effects.push(Effect::Navigate(session.navigation.depth()));
        }
        effects
    }

    /// Where focus goes on the same screen.
    fn focus(&self, session: &Session) -> Option<Focus> {
        if session.confirmation != self.confirmation {
            let about = session.confirmation.as_ref().or(self.confirmation.as_ref());
            return match self.cause {
                Cause::Confirm => Some(Focus::Heading),
                _ => about.map(|confirmation| Focus::Confirmation(confirmation.about().to_owned())),
            };
        }
        if session.features.is_by_hand() && !self.by_hand {
            return Some(Focus::ByHand);
        }
        let arrived = self.waits && session.lazy != self.lazy;
        (self.cause == Cause::Consumed || arrived).then_some(Focus::IfLost)
    }
}
