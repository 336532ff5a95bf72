//! Another language, in the middle of things.

pub mod update;
pub mod view;
