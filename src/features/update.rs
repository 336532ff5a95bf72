//! Lets the actions of the lazy features happen, each in its own.

use super::action::FeatureAction;
use super::{
    calendar, copies, export, find, help, history, lock, note, plan, reflection, supervision_sheet,
};
use crate::session::content::Stamp;
use crate::session::effect::Effect;
use crate::session::state::Session;

/// Lets `action` happen at `stamp`. Returns what has to be done.
pub fn update(session: &mut Session, action: FeatureAction, stamp: Stamp) -> Vec<Effect> {
    let status = session.features.status.take();
    match action {
        FeatureAction::Calendar(action) => calendar::update::update(session, action),
        FeatureAction::Find(action) => find::update::update(session, action),
        FeatureAction::History(action) => history::update::update(session, action),
        FeatureAction::Status(status) => session.features.status = Some(status),
        FeatureAction::Copies(action) => return copies::update::update(session, action),
        FeatureAction::Export(action) => return export::update::update(session, action, status),
        FeatureAction::Help(action) => return help::update::update(session, action, stamp.now),
        FeatureAction::Lock(action) => return lock::update::update(session, action, status),
        FeatureAction::Note(action) => return note::update::update(session, action, stamp.now),
        FeatureAction::Plan(action) => return plan::update::update(session, action, stamp),
        FeatureAction::Reflection(action) => {
            reflection::update::update(session, action, stamp.now);
        }
        FeatureAction::Sheet(action) => return supervision_sheet::update::update(session, action),
    }
    Vec::new()
}
