//! Whether the second module has loaded.

/// Whether the code of the lazy screens has loaded. It is fetched once the first screen works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LazyCode {
    /// It is loading.
    Loading,
    /// It has loaded.
    Loaded,
    /// It did not arrive.
    Missing,
}
