//! Documents that leave the app, and whether they arrived.

pub mod file;
pub mod rule;
pub mod state;
pub mod update;
pub mod view;
