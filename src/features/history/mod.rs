//! Earlier checks, and how they changed.

pub mod state;
mod trend;
pub mod update;
pub mod view;
