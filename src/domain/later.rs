//! The way to what comes with the later screens: scales, bands, guidance and how they are read and checked.

use super::Pack;

/// All of a pack, as [`Pack::read`]: only code that came with the later screens may read it. In the browser nothing else may
/// call that: of two equal functions the compiler makes one, and it might not be the door.
///
/// # Errors
/// Says everything that is wrong at once.
#[inline(never)]
pub fn whole(text: &str) -> Result<Pack, Vec<String>> {
    Pack::read(text)
}
