//! The split point for reading a whole pack. The code that reads and checks scales, bands and guidance is loaded with
//! the lazy screens.

use super::{Pack, PackErrors};
use split_point::split_points;

split_points! {
    /// Reads a whole pack with [`Pack::read_quickly`]. That function comes with the second module, so code of the first
    /// load has to call this one instead.
    ///
    /// # Errors
    /// Those of [`Pack::read_quickly`].
    "0401" pub fn read_pack(text: &str) -> Result<Pack, PackErrors> = Pack::read_quickly;
}
