//! The way to someone who can help.

pub mod state;
pub mod update;
pub mod view;
