//! Any text is read as a FHIR Questionnaire: refused or understood, never a crash, a hang or memory without end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (found, report) = pack_fhir::read(text, &pack_fhir::Options::default());
    assert_eq!(found.is_none(), !report.refusals.is_empty(), "{report}");
});
