//! The check: its first screen, its questions, stopping and carrying on. In the first load.

pub mod intro;
pub mod pause;
mod prompts;
pub mod question;
pub mod state;
pub mod update;
