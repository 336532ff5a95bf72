//! Documents that leave the app, and what came of it.

pub mod file;
pub mod state;
pub mod update;
pub mod view;
