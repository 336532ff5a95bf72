//! The if-then plan: what to do when something happens.

pub mod state;
pub mod update;
pub mod view;
