//! What the fuzz targets share. `hold` is also run on every seed by the tests of `crates/authoring`.

pub mod change;
pub mod hold;
