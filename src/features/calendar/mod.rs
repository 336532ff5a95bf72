//! Entries for a calendar.

pub mod ics;
pub mod state;
pub mod update;
pub mod view;
