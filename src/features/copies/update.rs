//! Restores a copy.

use super::state::Action;
use crate::session::effect::Effect;
use crate::session::state::Session;
use crate::session::status::StatusMessage;
use vault::backup;

/// Lets `action` happen.
pub fn update(session: &mut Session, action: Action) -> Vec<Effect> {
    let Action::Restore(file) = action;
    if !session.storage_available {
        session.features.status = Some(StatusMessage::NotDone);
        return Vec::new();
    }
    match backup::read(&file, &session.snapshot, &session.pack) {
        Err(why) => {
            session.features.status = Some(StatusMessage::Refused(why));
            Vec::new()
        }
        Ok(brought) => {
            session.features.status = Some(StatusMessage::Restored(brought.report));
            vec![Effect::Vault(vault::Change::Restore(brought.puts))]
        }
    }
}
