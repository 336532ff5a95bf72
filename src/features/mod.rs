//! One folder for each thing that a person does.
//!
//! Each has those of these files that it needs: `state.rs` for its state and its actions, `update.rs` for what they
//! change (pure), and `view.rs` for its screen. Files and texts that leave the app are made in files of their own.
//!
//! `screens.rs` is the list of the screens. All but those of [`check`] are loaded lazily.

pub mod action;
pub mod app_update;
pub mod calendar;
pub mod check;
pub mod copies;
pub mod data;
pub mod explain;
pub mod export;
pub mod find;
pub mod help;
pub mod history;
pub mod language;
pub mod lock;
pub mod minute;
pub mod note;
pub mod plan;
pub mod privacy_proof;
pub mod quick_exit;
pub mod reading;
pub mod reflection;
pub mod result;
pub(crate) mod screens;
pub mod supervision_sheet;
pub mod update;
pub mod views;
