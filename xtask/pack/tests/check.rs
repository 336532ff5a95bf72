//! What the checker says of broken packs, word for word, and that it says nothing of good ones.

use std::fs;
use std::path::{Path, PathBuf};

use compassion_check::domain::pack::PackForm;
use compassion_check::domain::{Answer, Answers, Pack, json, score};
use pack::check::found::{At, Weight};
use pack::check::reach::{self, Reach};
use pack::check::{check, show, translations};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every JSON in a folder, translations apart.
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
fn broken_packs_are_told_what_is_wrong_where_and_what_to_do() {
    for path in packs(&folder("tests/broken")) {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = read(&path);
        let mut report = show::plain(&format!("{name}.json"), &text, &check(&text, 13));
        for beside in translations::beside(&path).expect("a folder") {
            let translated = read(&beside);
            let found = translations::check(&text, &translated);
            report.push_str(&show::plain("translated.cy.json", &translated, &found));
        }
        insta::assert_snapshot!(name.as_str(), report);
        // What the checker lets through, the check itself must, too; the browser refuses less, never more.
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
fn our_own_packs_have_nothing_to_be_told_of() {
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

/// The wellbeing example after a change, and what is found: how bad, and where.
fn after(change: impl FnOnce(&mut serde_json::Value)) -> Vec<(Weight, String)> {
    let text = read(&folder("../../packs/examples/wellbeing.json"));
    let mut pack = serde_json::from_str(&text).expect("JSON");
    change(&mut pack);
    let found = check(&pack.to_string(), 13);
    let all = found.all().into_iter().map(|one| match &one.at {
        At::Path(path) => (one.weight, path.clone()),
        At::Line(..) => panic!("{one:?}"),
    });
    all.collect()
}

/// "How often have you been bothered by these symptoms?" is asked with permission, in its owner's words; a result is ours.
#[test]
fn the_wording_of_a_published_question_is_its_owners() {
    let found = after(|pack| {
        pack["title"] = "The Patient Questionnaire".into();
        pack["sections"][0]["items"][0]["text"] = "I had symptoms.".into();
        pack["sections"][0]["items"][1]["text"] = "I was impatient.".into();
        pack["scales"][0]["words"][0]["text"] = "Patients say this.".into();
    });
    assert_eq!(
        found,
        [
            (Weight::Error, "scales[0].words[0].text".to_owned()),
            (Weight::Warning, "sections[0].items[0].text".to_owned()),
            (Weight::Warning, "title".to_owned()),
        ]
    );
}

/// As it is delivered, a pack is one line of thousands of letters.
#[test]
fn in_a_minified_pack_places_are_named_and_not_drawn() {
    let text = read(&folder("../../packs/examples/wellbeing.json"));
    let pack: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let text = pack
        .to_string()
        .replace("\"leastAnswered\":5", "\"leastAnswered\":6");
    let name = "\"leastAnswered\":";
    let at = text.find(name).expect("there") + name.len();
    let column = text[..at].chars().count() + 1;
    let report = show::plain("one-line.json", &text, &check(&text, 13));
    assert!(
        report.contains(&format!("(line 1, column {column})")),
        "{column}: {report}"
    );
    assert!(report.len() < 1_000, "{report}");
}

#[test]
fn what_the_importer_says_in_place_of_a_licence_is_none() {
    let form = r#"{"resourceType": "Questionnaire", "status": "active", "title": "A form", "item": [{"linkId": "1", "type": "boolean", "text": "Yes?"}]}"#;
    let options = pack_fhir::Options {
        unscored: true,
        ..pack_fhir::Options::default()
    };
    let (imported, report) = pack_fhir::import(form, &options);
    let imported = imported.unwrap_or_else(|| panic!("{report}"));
    let found = after(|pack| {
        let made: serde_json::Value = serde_json::from_str(&imported.pack).expect("JSON");
        pack["about"] = made["about"].clone();
    });
    let none = |part: &str| (Weight::Error, format!("about.{part}"));
    assert_eq!(found, [none("licence"), none("attribution")]);
}

#[test]
fn a_language_that_is_offered_has_to_be_there() {
    let path = folder("../../packs/practitioner.json");
    let text = read(&path);
    let missing = |languages: &[&str]| {
        let mut found = pack::check::found::Found::default();
        let languages: Vec<String> = languages.iter().map(|lang| (*lang).to_owned()).collect();
        translations::missing(&path, &text, &languages, &mut found);
        found.has_errors()
    };
    assert!(!missing(&["en", "cy"]));
    assert!(missing(&["en", "gd"]));
}

/// Whoever is asked the second question answered the first with 0: a sum of both beyond 4 is for nobody.
#[test]
fn a_gap_that_branching_may_close_is_a_warning() {
    let gap = |when: serde_json::Value| {
        let mut found = after(|pack| {
            pack["sections"][0]["items"][1]["when"] = when;
            let scale = &mut pack["scales"][0];
            scale["items"] = serde_json::json!([{"item": "rest"}, {"item": "interest"}]);
            scale["leastAnswered"] = 1.into();
            scale["transform"] = serde_json::Value::Null;
            pack["bandSets"][0]["bands"] = serde_json::json!([
                {"id": "thin", "from": "0", "label": "less"}, {"id": "half", "from": "1", "label": "half"},
                {"id": "full", "from": "3", "to": "4", "label": "more"},
            ]);
        });
        found.retain(|(_, path)| path.contains("bands") || path == "scales[0]");
        found
    };
    let place = || "bandSets[0].bands[2].to".to_owned();
    let narrow = gap(serde_json::json!({"item": {"id": "rest", "is": 0}}));
    assert_eq!(narrow, [(Weight::Warning, place())]);
    assert_eq!(gap("always".into()), [(Weight::Error, place())]);
    // Whoever answered 1 and then 4 comes to 5 all the same.
    let wide = gap(serde_json::json!({"item": {"id": "rest", "is": 1}}));
    let sheet = (Weight::Error, "scales[0]".to_owned());
    assert_eq!(wide, [sheet, (Weight::Warning, place())]);
}

/// `scales[1]` is no part of `scales[10]`.
#[test]
fn what_cannot_be_read_hides_only_what_is_in_it() {
    let found = after(|pack| {
        let scales = pack["scales"].as_array_mut().expect("a list");
        let one = scales[0].clone();
        for at in 1..=10 {
            let mut one = one.clone();
            one["id"] = format!("s-{at}").into();
            scales.push(one);
        }
        scales[1] = 5.into();
        scales[10]["leastAnswered"] = 99.into();
    });
    let told = |path: &str| found.contains(&(Weight::Error, path.to_owned()));
    assert!(
        told("scales[1]") && told("scales[10].leastAnswered"),
        "{found:?}"
    );
}

/// Help that is promised by a rule which never holds is no help.
#[test]
fn a_rule_that_never_holds_brings_no_help() {
    let found = |when: serde_json::Value| {
        after(|pack| {
            pack["scales"][0]["kind"] = "sign".into();
            pack["guidance"]["entries"].as_array_mut().expect("a list").push(
                serde_json::json!({"id": "now", "slot": "help", "title": "Talk", "text": ["They are there."]}),
            );
            let entries = pack["guidance"]["entries"]
                .as_array()
                .expect("a list")
                .clone();
            let help: Vec<_> = entries
                .iter()
                .filter(|one| one["slot"] == "help")
                .map(|one| one["id"].clone())
                .collect();
            let rules = pack["guidance"]["rules"].as_array_mut().expect("a list");
            for rule in rules.iter_mut() {
                rule["show"]
                    .as_array_mut()
                    .expect("a list")
                    .retain(|id| !help.contains(id));
            }
            rules.retain(|rule| !rule["show"].as_array().expect("a list").is_empty());
            rules.insert(
                0,
                serde_json::json!({"id": "help", "when": when, "show": help}),
            );
        })
    };
    let score =
        |at_least: &str| serde_json::json!({"score": {"scale": "index", "atLeast": at_least}});
    let count = |at_least: u32| serde_json::json!({"bandCount": {"kind": "sign", "band": "full", "atLeast": at_least}});
    let never = |member: &str| {
        let place = format!("guidance.rules[0].when.{member}");
        [place.as_str(), "guidance.rules"].map(|path| (Weight::Error, path.to_owned()))
    };
    assert_eq!(found(score("100")), []);
    assert_eq!(found(score("100.5")), never("score.atLeast"));
    assert_eq!(found(count(1)), []);
    assert_eq!(found(count(2)), never("bandCount.atLeast"));
    assert_eq!(found(serde_json::json!({"not": "always"})), never("not"));
    let band = |band: &str| serde_json::json!({"band": {"scale": "index", "in": [band]}});
    assert_eq!(found(band("full")), []);
    let open = [(Weight::Warning, "scales[0]".to_owned())];
    assert_eq!(found(band("half")), open);
    assert_eq!(found(serde_json::json!({"not": band("full")})), open);
}

/// The results the checker expects are all that the engine ever comes to, and on a small pack each of them.
#[test]
fn the_checker_and_the_engine_know_the_same_results() {
    let text = read(&folder("../../packs/examples/everything.json"));
    let pack = Pack::read(&text).expect("a whole pack");
    let form: PackForm = json::read(&text).expect("a pack");
    let expected: Vec<_> = reach::all(&form)
        .into_iter()
        .map(|reach| match reach {
            Reach::Results { all, .. } => Some(all),
            Reach::TooMany | Reach::Broken | Reach::TooLarge => None,
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
