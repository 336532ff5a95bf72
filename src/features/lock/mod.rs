//! The lock on everything that is kept.

pub mod rule;
pub mod state;
pub mod update;
pub mod view;
