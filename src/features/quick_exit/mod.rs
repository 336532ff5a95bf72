//! The way to leave the page at once.

pub mod rule;
pub mod view;
