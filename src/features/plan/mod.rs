//! One plan: when something happens, then do something.

pub mod state;
pub mod update;
pub mod view;
