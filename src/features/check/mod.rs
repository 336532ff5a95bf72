//! The check: its first screen, its questions, stopping and carrying on. In the first load.

mod beneath;
pub mod intro;
pub mod pause;
pub mod question;
pub mod state;
pub mod update;
