//! Any text is read as a FHIR Questionnaire: [`fuzz::properties::questionnaire`].
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| fuzz::properties::questionnaire(text));
fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    fuzz::change::change(data, size, most, seed)
});
