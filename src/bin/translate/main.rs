//! Prepares packs and texts: a whole pack from a pack and its translated texts, the file that a translator starts from,
//! the first part of a pack, or the interface texts as the page fetches them.
//!
//! Native only. Cargo also builds it for WebAssembly, with the component tests; there it does nothing.

#[cfg(not(target_arch = "wasm32"))]
mod run;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    run::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
