//! Exporting a pack and importing it again gives the same pack: for the project's own packs, and for random ones.

mod random_packs;

use std::fs;
use std::path::Path;

use fhir::bands::BandsForm;
use fhir::{Exported, Options, Release, export, import};
use instrument::Pack;
use instrument::pack::PackForm;
use proptest::prelude::*;

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// Reads a pack. Sorts its option sets by id, because their order has no meaning.
fn form(text: &str) -> PackForm {
    let pack = Pack::read(text).unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}"));
    let mut form = pack.form().clone();
    form.option_sets.sort_by(|a, b| a.id.cmp(&b.id));
    form
}

/// Imports an export again. Returns the pack and its translations.
fn back(there: Exported) -> Result<(PackForm, Vec<(String, String)>), String> {
    let options = Options {
        bands: Some(("bands.json".to_owned(), there.bands)),
        ..Options::default()
    };
    let (back, report) = import(&there.questionnaire, &options);
    let back = back.ok_or_else(|| report.to_string())?;
    Ok((form(&back.pack), back.translations))
}

/// The packs in a folder, each with its translations.
fn packs(folder: &str) -> Vec<(String, Vec<String>)> {
    let files = fs::read_dir(root(folder)).expect("a folder");
    let names = files.map(|file| {
        file.expect("a file")
            .file_name()
            .into_string()
            .expect("a name")
    });
    let names: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
    let text = |name: &String| fs::read_to_string(root(folder).join(name)).expect("a text");
    // The file of a translation is named like that of its pack, with the language before `.json`.
    let stem = |name: &String| name.trim_end_matches(".json").to_owned();
    let own = names.iter().filter(|name| !stem(name).contains('.'));
    let each = own.map(|name| {
        let begin = [&stem(name), "."].concat();
        let others = names
            .iter()
            .filter(|other| *other != name && other.starts_with(&begin));
        (text(name), others.map(text).collect())
    });
    each.collect()
}

#[test]
fn our_own_packs_round_trip_unchanged() {
    let all = ["packs", "packs/examples"].map(packs).concat();
    assert!(all.len() > 1);
    for (pack, texts) in all {
        for release in [Release::R4, Release::R5] {
            let there = export(&pack, &texts, release).unwrap_or_else(|wrong| panic!("{wrong:?}"));
            let (back, translations) = back(there).unwrap_or_else(|told| panic!("{told}"));
            let meant = form(&pack);
            assert_eq!(back, meant);
            assert_eq!(translations.len(), texts.len(), "{}", meant.id);
        }
    }
}

#[test]
fn the_schema_of_the_bands_file_is_up_to_date() {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(BandsForm)).expect("a schema");
    let schema = format!("{schema}\n");
    let path = root("schema/fhir-bands.json");
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        fs::write(&path, &schema).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        found, schema,
        "schema/fhir-bands.json is stale: run the tests with UPDATE_SCHEMAS=1"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pack_round_trips_unchanged(tape in proptest::collection::vec(any::<u16>(), 0..400), five in any::<bool>()) {
        let text = random_packs::pack(&tape).to_string();
        let release = if five { Release::R5 } else { Release::R4 };
        let there = export(&text, &[], release).unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}"));
        let (back, _) = back(there).map_err(TestCaseError::fail)?;
        let meant = form(&text);
        // The parsed packs are compared, because 0.90 and 0.9 are the same decimal.
        if back != meant {
            let (back, meant) = (format!("{back:?}"), format!("{meant:?}"));
            let differ = back.bytes().zip(meant.bytes()).position(|(a, b)| a != b);
            let near = |text: &str| text[differ.unwrap_or(0).saturating_sub(60)..].chars().take(200).collect::<String>();
            return Err(TestCaseError::fail(format!("{}\nis not\n{}", near(&back), near(&meant))));
        }
    }
}
