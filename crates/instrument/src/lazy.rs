//! The way to what comes with the lazy screens: scales, bands, guidance and how they are read and checked.

use super::Pack;
use super::pack::PackErrors;
use split_point::split_points;

split_points! {
    /// All of a pack, as [`Pack::read_quickly`]: its code comes with the second module, so code of the first load has to call this instead.
    ///
    /// # Errors
    /// Says what is wrong.
    "0401" pub fn read_pack(text: &str) -> Result<Pack, PackErrors> = Pack::read_quickly;
}
