//! Remembers what was typed to search the register.

use super::state::{Action, Field};
use crate::session::state::Session;

/// Lets `action` happen.
pub fn update(session: &mut Session, action: Action) {
    let Action::Type(field, words) = action;
    session.language = None;
    match field {
        Field::Location => session.features.find.location = words,
        Field::Name => session.features.find.name = words,
    }
}
