//! Screens and their parts. Thin: everything decided elsewhere, everything said in the texts.

pub mod app;
mod focus;
mod given;
mod how;
mod later;
mod leaving;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod parts;
mod prose;
mod screens;
#[cfg(not(target_arch = "wasm32"))]
pub mod still;
mod view;

pub use screens::screen;
pub use view::View;
