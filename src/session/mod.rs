//! The app as one value, [`Session`], and the one function that changes it, [`update()`]. Pure: effects are returned,
//! never done.
//!
//! [`Session`] is made of the state of each feature ([`FeatureStates`]) and of what several of them share. An
//! [`Action`] is one of a feature's, or one of the page's. What belongs to one feature alone is in [`crate::features`].

pub mod action;
pub mod confirmation;
pub mod content;
mod deletion;
pub mod effect;
pub mod feature_states;
mod lazy;
pub mod lazy_code;
mod leaving;
pub mod navigation;
pub mod notice;
pub mod state;
pub mod status;
mod storage;
pub mod storage_mode;
mod tab_conflicts;
pub mod transition;
pub mod update;

pub use action::{Action, VaultEvent};
pub use confirmation::Confirmation;
pub use content::{Content, Stamp};
pub use effect::{Effect, Event, Focus};
pub use feature_states::FeatureStates;
pub use lazy_code::LazyCode;
pub use navigation::{Departure, NavigationStack, Screen};
pub use notice::{Notice, TabConflict};
pub use state::Session;
pub use status::StatusMessage;
pub use storage_mode::StorageMode;
pub use update::{update, update_from_vault};
