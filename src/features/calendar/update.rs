//! Remembers the entries for a calendar while they are being filled in.

use super::state::Action;
use crate::session::state::Session;

/// Lets `action` happen.
pub fn update(session: &mut Session, action: Action) {
    let Action::Fill(appointment) = action;
    let filled = &mut session.features.calendar.appointments;
    filled.retain(|other| other.about != appointment.about);
    filled.push(appointment);
}
