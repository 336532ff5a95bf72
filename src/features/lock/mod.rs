//! The lock on everything that is kept.

pub mod state;
pub mod update;
pub mod view;
