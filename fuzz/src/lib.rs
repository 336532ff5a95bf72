//! What the fuzz targets share. `hold` is also run on every seed by the tests of `xtask/pack`.

pub mod change;
pub mod hold;
