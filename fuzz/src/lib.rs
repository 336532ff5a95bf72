//! What the fuzz targets share. `properties` is also run on every seed by the tests of `crates/authoring`.

pub mod change;
pub mod properties;
