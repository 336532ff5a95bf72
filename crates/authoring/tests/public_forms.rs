//! In a pack imported from a public form, the only errors are about what a form lacks or what its author can change.
//!
//! The forms are not part of this repository: see `crates/fhir/tests/public_forms.rs`.

use std::fs;

use authoring::check::check;
use authoring::check::findings::{At, Severity};
use fhir::{Options, import};

/// Parts that a form never has, or that only the pack's author can know.
const LACKING: [&str; 3] = ["guidance.rules", "about.licence", "about.attribution"];

#[test]
fn a_pack_from_a_public_form_gets_only_findings_about_what_the_form_lacks() {
    let Some(folder) = std::env::var_os("COMPASSION_CHECK_FHIR") else {
        return;
    };
    let mut held = 0;
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.path().display().to_string();
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        let (Some(imported), _) = import(&text, &Options::default()) else {
            continue;
        };
        held += 1;
        let found = check(&imported.pack, 13);
        for one in found.all() {
            let At::Path(path) = &one.at else {
                panic!("{name}: {one:?}");
            };
            assert!(!one.hint.contains("docs/packs.md"), "{name}: {one:?}");
            let lacking = LACKING.contains(&path.as_str());
            // A scale may have a medical name, which the pack's author can change.
            let named = path.starts_with("scales[") && one.what.contains("medical label");
            assert!(
                one.severity == Severity::Warning || lacking || named,
                "{name}: {one:?}"
            );
        }
        let lacks = |part: &str| {
            let mut all = found.all().into_iter();
            all.any(|one| one.at == At::Path(part.to_owned()) && one.severity == Severity::Error)
        };
        assert!(lacks("guidance.rules"), "{name}");
        let stated = !fhir::is_stand_in(&imported.licence);
        assert_eq!(lacks("about.licence"), !stated, "{name}");
    }
    assert!(held > 10, "{held}");
}
