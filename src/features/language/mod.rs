//! Changing the language at any time.

pub mod update;
pub mod view;
