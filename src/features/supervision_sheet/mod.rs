//! The page for supervision.

pub mod page;
pub mod state;
pub mod update;
pub mod view;
