//! The app on the page: a Yew component around the runtime, and the frame around each screen.

pub mod component;
mod content;
mod context;
mod effects;
mod focus;
mod frame;
mod lazy;
mod ports;
mod props;
pub mod screen;
#[cfg(target_arch = "wasm32")]
mod start;
mod waiting;

#[cfg(target_arch = "wasm32")]
pub use start::start;
