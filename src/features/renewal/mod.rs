//! A newer version of the app, by consent.

mod rule;
pub mod view;
