//! One folder for each thing that a person does.
//!
//! In each, as far as it needs them: `state.rs`, what the feature holds and its actions; `update.rs`, what they change, pure; `view.rs`, its screen. What a feature
//! makes for outside, a file or a text, has a file of its own.
//!
//! `screens.rs` is the list of the screens. All but those of [`check`] are loaded lazily.

pub mod action;
pub mod calendar;
pub mod check;
pub mod copies;
pub mod data;
pub mod explain;
pub mod export;
pub mod find;
pub mod history;
pub mod language;
pub mod lock;
pub mod note;
pub mod plan;
pub mod proof;
pub mod quick_exit;
pub mod reading;
pub mod renewal;
pub mod result;
pub(crate) mod screens;
pub mod sheet;
pub mod update;
pub mod views;
