//! A private note to a check.

pub mod state;
pub mod update;
pub mod view;
