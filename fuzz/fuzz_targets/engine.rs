//! Any text is loaded as a pack, answered at random and scored: [`fuzz::properties::engine`].
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| fuzz::properties::engine(text));
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    fuzz::change::change(data, size, most, seed)
});
