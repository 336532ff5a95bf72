//! The checker's reports on broken packs, word for word. It finds nothing in good packs.

use std::fs;
use std::path::{Path, PathBuf};

use authoring::check::possible_results::{self, PossibleResults};
use authoring::check::{check, report, translations};
use instrument::pack::PackForm;
use instrument::{Answer, Answers, Pack, score};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every JSON file in a folder that is not a translation.
fn packs(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files
        .filter(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            name.ends_with(".json") && name.matches('.').count() == 1
        })
        .collect();
    files.sort();
    files
}

#[test]
fn each_broken_pack_gets_its_expected_report() {
    for path in packs(&folder("tests/broken")) {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = read(&path);
        let mut report = report::to_text(&format!("{name}.json"), &text, &check(&text, 13));
        for beside in translations::beside(&path).expect("a folder") {
            let translated = read(&beside);
            let found = translations::check(&text, &translated);
            report.push_str(&report::to_text("translated.cy.json", &translated, &found));
        }
        insta::assert_snapshot!(name.as_str(), report);
        // The browser must not refuse a pack that the checker passes.
        let good = !check(&text, 13).has_errors();
        assert!(!good || Pack::read(&text).is_ok(), "{name}");
        assert_eq!(
            good,
            ["good", "translated"].contains(&name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn our_own_packs_have_no_findings() {
    let mut held = 0;
    for inside in ["../../packs", "../../packs/examples"] {
        for path in packs(&folder(inside)) {
            let text = read(&path);
            let found = check(&text, 13);
            assert!(
                found.all().is_empty(),
                "{}: {:#?}",
                path.display(),
                found.all()
            );
            for beside in translations::beside(&path).expect("a folder") {
                let found = translations::check(&text, &read(&beside));
                assert!(
                    found.all().is_empty(),
                    "{}: {:#?}",
                    beside.display(),
                    found.all()
                );
            }
            held += 1;
        }
    }
    assert!(held >= 2);
}

/// A minified pack is a single line, so an excerpt would print the whole pack with each finding.
#[test]
fn findings_in_a_minified_pack_show_no_excerpt() {
    let text = read(&folder("../../packs/examples/wellbeing.json"));
    let pack: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let text = pack
        .to_string()
        .replace("\"leastAnswered\":5", "\"leastAnswered\":6");
    let name = "\"leastAnswered\":";
    let at = text.find(name).expect("there") + name.len();
    let column = text[..at].chars().count() + 1;
    let report = report::to_text("one-line.json", &text, &check(&text, 13));
    assert!(
        report.contains(&format!("(line 1, column {column})")),
        "{column}: {report}"
    );
    assert!(report.len() < 1_000, "{report}");
}

/// The report looks up the place of each finding in the text. It must not run out of stack on the way.
#[test]
fn a_pack_nested_too_deeply_is_refused_and_reported() {
    for open in ["[", r#"{"a":"#] {
        let text = open.repeat(100_000);
        let found = check(&text, 13);
        assert!(found.has_errors(), "{open}");
        assert!(!report::to_text("deep.json", &text, &found).is_empty());
        let translated = translations::check(&text, &text);
        assert!(!report::to_text("deep.cy.json", &text, &translated).is_empty());
    }
}

#[test]
fn an_offered_language_needs_a_translation() {
    let path = folder("../../packs/practitioner.json");
    let text = read(&path);
    let missing = |languages: &[&str]| {
        let mut found = authoring::check::findings::Findings::default();
        let languages: Vec<String> = languages.iter().map(|lang| (*lang).to_owned()).collect();
        translations::missing(&path, &text, &languages, &mut found);
        found.has_errors()
    };
    assert!(!missing(&["en", "cy"]));
    assert!(missing(&["en", "gd"]));
}

/// The checker works out the possible results of a scale without the engine. No sheet scored by the engine has
/// another result, and for two small scales each of these results occurs.
#[test]
fn the_checker_expects_exactly_the_results_of_the_engine() {
    let text = read(&folder("../../packs/examples/everything.json"));
    let pack = Pack::read(&text).expect("a whole pack");
    let form: PackForm = json::from_str(&text).expect("a pack");
    let expected: Vec<_> = possible_results::all(&form)
        .into_iter()
        .map(|results| match results {
            PossibleResults::Known { all, .. } => Some(all),
            PossibleResults::TooMany | PossibleResults::Broken | PossibleResults::TooLarge => None,
        })
        .collect();
    assert!(
        expected.iter().filter(|all| all.is_some()).count() >= 6,
        "only the total may be too much"
    );
    let mut seen = vec![std::collections::BTreeSet::new(); expected.len()];
    let mut chance = 7_u64;
    let mut below = |end: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).expect("31 bits") % end
    };
    for _ in 0..20_000 {
        let mut answers = Answers::blank(pack.len());
        for item in 0..pack.len() {
            let options = pack.options(item);
            let chosen = below(options.len() + 1);
            if let Some(choice) = options.get(chosen) {
                answers.set(item, Answer::Chosen(choice.value));
            }
        }
        let profile = score(&pack, &answers);
        for (at, seen) in seen.iter_mut().enumerate() {
            if let (Some(value), Some(all)) = (profile.value(at), &expected[at]) {
                assert!(
                    all.contains(&value),
                    "{}: {:?}",
                    form.scales[at].id,
                    value.to_text(6)
                );
                seen.insert(value);
            }
        }
    }
    for at in [2, 4] {
        assert_eq!(
            Some(&seen[at]),
            expected[at].as_ref(),
            "{}",
            form.scales[at].id
        );
    }
}
