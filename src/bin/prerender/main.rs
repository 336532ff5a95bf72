//! Writes the page: the first screen, the first question and the page of last resort, rendered into the template.
//!
//! Native only. Cargo builds it for the browser too when it builds the component tests; there it does nothing.

#[cfg(not(target_arch = "wasm32"))]
mod page;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    page::write()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
