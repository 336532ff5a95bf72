//! Texts on their way to the page: makes a whole pack from a pack and its translated texts, or the file a translator begins
//! with, or the interface texts as they are delivered.
//!
//! Native only. Cargo builds it for the browser too when it builds the component tests; there it does nothing.

#[cfg(not(target_arch = "wasm32"))]
mod run;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    run::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
