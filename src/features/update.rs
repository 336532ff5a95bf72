//! Lets the actions of the lazy features happen, each in its own.

use super::action::FeatureAction;
use super::calendar::state::Action as CalendarAction;
use super::find::state::{Action as FindAction, Field};
use super::history::state::{Action as HistoryAction, State as History};
use super::{copies, export, lock, note, plan, sheet};
use crate::session::content::Stamp;
use crate::session::effect::Effect;
use crate::session::state::Session;

/// Lets `action` happen at `stamp`. Returns what has to be done.
pub fn update(session: &mut Session, action: FeatureAction, stamp: Stamp) -> Vec<Effect> {
    let status = session.forms.status.take();
    match action {
        FeatureAction::Calendar(CalendarAction::Fill(appointment)) => {
            let filled = &mut session.forms.calendar.appointments;
            filled.retain(|other| other.about != appointment.about);
            filled.push(appointment);
        }
        FeatureAction::Find(FindAction::Type(field, words)) => {
            session.language = None;
            match field {
                Field::Location => session.forms.find.location = words,
                Field::Name => session.forms.find.name = words,
            }
        }
        FeatureAction::History(HistoryAction::More) => session.forms.history.shown += History::MORE,
        FeatureAction::Status(status) => session.forms.status = Some(status),
        FeatureAction::Copies(action) => return copies::update::update(session, action),
        FeatureAction::Export(action) => return export::update::update(session, action, status),
        FeatureAction::Lock(action) => return lock::update::update(session, action, status),
        FeatureAction::Note(action) => return note::update::update(session, action, stamp.now),
        FeatureAction::Plan(action) => return plan::update::update(session, action, stamp),
        FeatureAction::Sheet(action) => return sheet::update::update(session, action),
    }
    Vec::new()
}
