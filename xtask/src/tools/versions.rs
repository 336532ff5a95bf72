//! Every pinned version, in one place. npm packages are pinned by `package.json` and its lockfile.

/// Must be the version of the `wasm-bindgen` crate in `Cargo.lock`: the format between the two is not stable.
pub const WASM_BINDGEN: &str = "0.2.126";

/// Firefox's driver, which Debian does not package.
pub const GECKODRIVER: &str = "0.37.1";

/// Checks licences, sources and advisories of the crates.
pub const CARGO_DENY: &str = "0.20.2";

/// The npm package `binaryen`, whose `wasm-opt` we run; its major number is what the tool prints.
pub const BINARYEN: &str = "132";

/// The npm package `esbuild`.
pub const ESBUILD: &str = "0.28.2";
