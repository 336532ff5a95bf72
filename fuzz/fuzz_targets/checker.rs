//! Any text is checked as a pack: [`fuzz::properties::checker`].
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| fuzz::properties::checker(text));
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    fuzz::change::change(data, size, most, seed)
});
