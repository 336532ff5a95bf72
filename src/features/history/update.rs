//! Shows more of a long list.

use super::state::{Action, State};
use crate::session::state::Session;

/// Lets `action` happen.
pub fn update(session: &mut Session, action: Action) {
    match action {
        Action::More => session.features.history.shown += State::MORE,
    }
}
