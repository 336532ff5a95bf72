//! Runs the fuzz targets on every text that the fuzzers begin with, and on every text that once made one fail: see
//! `fuzz/README.md`.

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/src/properties.rs"]
mod properties;

/// Calls `each` with every JSON file in the folders. Returns how many there are.
fn texts(folders: &[&str], each: fn(&str)) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut held = 0;
    for folder in folders {
        for entry in fs::read_dir(root.join(folder)).expect("a folder").flatten() {
            let path = entry.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                println!("{}", path.display());
                each(&fs::read_to_string(&path).expect("a text"));
                held += 1;
            }
        }
    }
    held
}

#[test]
fn the_checkers_fuzz_target_passes_on_every_seed() {
    let folders = [
        "packs",
        "packs/examples",
        "crates/authoring/tests/broken",
        "fuzz/seeds/checker",
    ];
    assert!(texts(&folders, properties::checker) > 20);
}

#[test]
fn the_engines_fuzz_target_passes_on_every_seed() {
    let folders = ["packs", "packs/examples", "fuzz/seeds/engine"];
    assert!(texts(&folders, properties::engine) > 5);
}

#[test]
fn the_importers_fuzz_target_passes_on_every_seed() {
    let folders = ["crates/fhir/tests/forms", "fuzz/seeds/questionnaire"];
    assert!(texts(&folders, properties::questionnaire) > 15);
}
