//! Help now: the lines for where the person is, and ways to reach help without speaking or hearing.
//!
//! What it shows before this code has loaded is in [`crate::components`].

pub mod state;
pub mod update;
pub mod view;
