//! Any text is read as a FHIR Questionnaire: refused or made a pack, never a crash, a hang or memory without end. What was
//! made a pack is written as a Questionnaire and read again: it must be the same pack.
#![no_main]

use compassion_check::domain::Pack;
use libfuzzer_sys::fuzz_target;
use pack_fhir::{Options, Release, export, import};

fuzz_target!(|text: &str| {
    let (imported, report) = import(text, &Options::default());
    assert_eq!(imported.is_none(), !report.refusals.is_empty(), "{report}");
    let Some(imported) = imported else {
        return;
    };
    let release = if text.len() % 2 == 0 { Release::R4 } else { Release::R5 };
    // A pack whose names clash as a Questionnaire cannot be written, and says so.
    let Ok(there) = export(&imported.pack, &[], release) else {
        return;
    };
    let options = Options {
        bands: Some(("bands.json".to_owned(), there.bands)),
        ..Options::default()
    };
    let (back, report) = import(&there.questionnaire, &options);
    let back = back.unwrap_or_else(|| panic!("{report}\n{}", there.questionnaire));
    let form = |text: &str| {
        let pack = Pack::read(text).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let mut form = pack.form().clone();
        form.option_sets.sort_by(|a, b| a.id.cmp(&b.id));
        form
    };
    assert_eq!(form(&back.pack), form(&imported.pack));
});
