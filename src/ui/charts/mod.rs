//! Pictures, as SVG of our own: each has a sentence and a table beside it that say the same.

mod scales;

pub use scales::scales;
