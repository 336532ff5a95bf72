//! Changing the language at any time.

pub mod state;
pub mod update;
pub mod view;
