//! Offers a newer version of the app, which is used only if the person agrees.

mod rule;
pub mod view;
