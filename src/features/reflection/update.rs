//! Chooses an outcome of the reflection.

use super::state::Action;
use crate::session::state::Session;
use instrument::Moment;

/// Lets `action` happen at `now`.
pub fn update(session: &mut Session, action: Action, now: Moment) {
    let Action::Choose(outcome) = action;
    session.features.reflection.outcome = Some((outcome, now));
}
