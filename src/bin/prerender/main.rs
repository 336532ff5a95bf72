//! Prerenders the page: the first screen, the first question and the page of last resort, in the template. Without a
//! template it renders the check on paper.
//!
//! Native only. Cargo also builds it for WebAssembly, with the component tests; there it does nothing.

#[cfg(not(target_arch = "wasm32"))]
mod page;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    page::write()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
