//! Screens and their parts. Thin: everything decided elsewhere, everything said in the texts.

pub mod app;
mod focus;
mod later;
mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod parts;
mod props;
mod prose;
mod scoring_text;
mod screens;
#[cfg(not(target_arch = "wasm32"))]
pub mod static_pages;
mod view;

pub use screens::screen;
pub use view::View;
