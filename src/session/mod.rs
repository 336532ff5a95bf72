//! The app as one value, [`Session`], and the one function that changes it, [`update()`]. Pure: effects are returned, never done.
//!
//! [`Session`] is made of the state of each feature ([`Forms`]) and of what several of them share. An [`Action`] is one of a feature's,
//! or one of the page's. What belongs to one feature alone is in [`crate::features`].

pub mod action;
pub mod content;
mod deletion;
pub mod effect;
pub mod forms;
mod keeping;
mod lazy;
mod leaving;
pub mod navigation;
pub mod parts;
pub mod state;
pub mod status;
mod tab_conflicts;
pub mod transition;
pub mod update;

pub use action::{Action, VaultEvent};
pub use content::{Content, Stamp};
pub use effect::{Effect, Event, Focus};
pub use forms::Forms;
pub use navigation::{Departure, NavigationStack, Screen};
pub use parts::{Confirmation, Keeping, LanguageStatus, LazyCode, Notice, TabConflict};
pub use state::Session;
pub use status::StatusMessage;
pub use update::{update, update_from_vault};
