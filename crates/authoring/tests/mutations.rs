//! What the checker finds in a good pack after one change.

use std::fs;
use std::path::Path;

use authoring::check::findings::{At, Severity};
use authoring::check::{check, translations};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../packs/examples")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The findings in the wellbeing example after a change: the severity and path of each.
fn after(change: impl FnOnce(&mut serde_json::Value)) -> Vec<(Severity, String)> {
    let text = read("wellbeing.json");
    let mut pack = serde_json::from_str(&text).expect("JSON");
    change(&mut pack);
    let found = check(&pack.to_string(), 13);
    let all = found.all().into_iter().map(|one| match &one.at {
        At::Path(path) => (one.severity, path.clone()),
        At::Line(..) => panic!("{one:?}"),
    });
    all.collect()
}

/// A question may come from a published instrument, whose wording must not be changed. A result is in the pack
/// author's own words.
#[test]
fn a_label_is_an_error_in_a_result_and_a_warning_in_a_question() {
    let found = after(|pack| {
        pack["title"] = "The Patient Questionnaire".into();
        pack["sections"][0]["items"][0]["text"] = "I had symptoms.".into();
        pack["sections"][0]["items"][1]["text"] = "I was impatient.".into();
        pack["scales"][0]["words"][0]["text"] = "Patients say this.".into();
    });
    assert_eq!(
        found,
        [
            (Severity::Error, "scales[0].words[0].text".to_owned()),
            (Severity::Warning, "sections[0].items[0].text".to_owned()),
            (Severity::Warning, "title".to_owned()),
        ]
    );
}

#[test]
fn a_link_to_the_reflection_needs_one() {
    let found = after(|pack| pack["guidance"]["entries"][0]["link"] = "reflection".into());
    let place = (Severity::Error, "guidance.entries[0].link".to_owned());
    assert_eq!(found, [place]);
}

/// Each mention has to be denied, so one denial is not enough for two.
#[test]
fn a_result_may_name_a_diagnosis_only_to_deny_it() {
    let found = |said: &str| after(|pack| pack["scales"][0]["words"][0]["text"] = said.into());
    let place = (Severity::Error, "scales[0].words[0].text".to_owned());
    for good in [
        "It is not a formal diagnosis.",
        "It is no diagnosis.",
        "It cannot diagnose you.",
        "It doesn’t diagnose.",
    ] {
        assert_eq!(found(good), [], "{good}");
    }
    for bad in [
        "This is your diagnosis, and it is not a diagnosis.",
        "It is not. A diagnosis is this.",
        "A diagnosis.",
    ] {
        assert_eq!(found(bad), std::slice::from_ref(&place), "{bad}");
    }
}

/// The list of labels is English: in another language such a word may be harmless.
#[test]
fn in_another_language_a_label_is_a_warning() {
    let found = after(|pack| {
        pack["lang"] = "de".into();
        pack["about"]["honesty"] = "Keine Diagnose.".into();
        pack["scales"][0]["words"][0]["text"] = "Eine severe Diagnose.".into();
    });
    let place = (Severity::Warning, "scales[0].words[0].text".to_owned());
    assert_eq!(found, [place.clone(), place]);
}

#[test]
fn a_label_in_a_translation_is_reported() {
    let text = read("two-languages.json");
    let beside = read("two-languages.cy.json");
    let mut file: serde_json::Value = serde_json::from_str(&beside).expect("JSON");
    file["texts"]["scales"]["leaving"]["about"] = "Fel patient.".into();
    let found = translations::check(&text, &file.to_string());
    let told: Vec<_> = found
        .all()
        .into_iter()
        .map(|one| (one.severity, one.at.clone()))
        .collect();
    let place = At::Path("texts.scales.leaving.about".to_owned());
    assert_eq!(told, [(Severity::Warning, place)]);
}

#[test]
fn the_importers_placeholder_for_a_licence_is_reported() {
    let form = r#"{"resourceType": "Questionnaire", "status": "active", "title": "A form", "item": [{"linkId": "1", "type": "boolean", "text": "Yes?"}]}"#;
    let options = fhir::Options {
        unscored: true,
        ..fhir::Options::default()
    };
    let (imported, report) = fhir::import(form, &options);
    let imported = imported.unwrap_or_else(|| panic!("{report}"));
    let found = after(|pack| {
        let made: serde_json::Value = serde_json::from_str(&imported.pack).expect("JSON");
        pack["about"] = made["about"].clone();
    });
    let none = |part: &str| (Severity::Error, format!("about.{part}"));
    assert_eq!(found, [none("licence"), none("attribution")]);
}

/// The second question is shown only if the answer to the first is 0, so their sum is at most 4. The checker does not
/// follow such dependencies between items, so a gap above 4 may not be an error.
#[test]
fn a_gap_between_bands_that_branching_may_close_is_a_warning() {
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
    assert_eq!(narrow, [(Severity::Warning, place())]);
    assert_eq!(gap("always".into()), [(Severity::Error, place())]);
    // If it is shown after a 1, the sum can be 5, and a sheet that the checker scores has that result.
    let wide = gap(serde_json::json!({"item": {"id": "rest", "is": 1}}));
    let sheet = (Severity::Error, "scales[0]".to_owned());
    assert_eq!(wide, [sheet, (Severity::Warning, place())]);
}

/// A misspelt member `scale` does not hide what is wrong with `scales`.
#[test]
fn an_unreadable_member_hides_no_other_error() {
    let found = after(|pack| {
        pack["scale"] = serde_json::json!([]);
        pack["scales"][0]["leastAnswered"] = 99.into();
    });
    for path in ["scale", "scales[0].leastAnswered"] {
        assert!(
            found.contains(&(Severity::Error, path.to_owned())),
            "{path}: {found:?}"
        );
    }
}

/// A file of scores would have two columns with the same name.
#[test]
fn ids_that_are_column_names_are_refused() {
    let found = after(|pack| {
        pack["scales"][0]["id"] = "error".into();
        pack["sections"][0]["items"][0]["id"] = "sheet".into();
        pack["scales"][0]["items"][0]["item"] = "sheet".into();
    });
    for path in ["scales[0].id", "sections[0].items[0].id"] {
        assert!(
            found.contains(&(Severity::Error, path.to_owned())),
            "{found:?}"
        );
    }
}

/// If a member is there twice, only the last one is read, so the author would not notice that the other is ignored.
#[test]
fn a_duplicate_member_is_reported() {
    let text = read("wellbeing.json").replacen(
        "\"kind\": \"resource\",",
        "\"kind\": \"sign\", \"kind\": \"resource\",",
        1,
    );
    let found = check(&text, 13);
    let told: Vec<&At> = found.all().iter().map(|one| &one.at).collect();
    assert_eq!(told, [&At::Path("scales[0].kind".to_owned())]);
}

#[test]
fn a_byte_order_mark_is_ignored() {
    let plain = read("wellbeing.json");
    let found = check(&["\u{feff}", &plain].concat(), 13);
    assert_eq!(found.all(), check(&plain, 13).all());
}

#[test]
fn a_misspelt_member_is_reported_with_a_suggestion() {
    let text = read("wellbeing.json").replacen("\"version\"", "\"verson\"", 1);
    let found = check(&text, 13);
    let hints: Vec<&str> = found.all().iter().map(|one| one.hint.as_str()).collect();
    assert!(
        hints
            .iter()
            .any(|hint| hint.starts_with("Did you mean “version”?")),
        "{hints:?}"
    );
}

#[test]
fn replacement_characters_and_markup_are_reported() {
    let found = after(|pack| {
        pack["title"] = "A ch\u{fffd}ck".into();
        pack["about"]["summary"] = "A <b>short</b> check.".into();
    });
    for wanted in [
        (Severity::Error, "title"),
        (Severity::Warning, "about.summary"),
    ] {
        let wanted = (wanted.0, wanted.1.to_owned());
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
}

/// Every pack has to show the crisis lines when answers are heavy. A rule that never holds does not do that.
#[test]
fn a_rule_that_never_holds_does_not_count_as_help() {
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
        [place.as_str(), "guidance.rules"].map(|path| (Severity::Error, path.to_owned()))
    };
    assert_eq!(found(score("100")), []);
    assert_eq!(found(score("100.5")), never("score.atLeast"));
    assert_eq!(found(count(1)), []);
    assert_eq!(found(count(2)), never("bandCount.atLeast"));
    assert_eq!(found(serde_json::json!({"not": "always"})), never("not"));
    let band = |band: &str| serde_json::json!({"band": {"scale": "index", "in": [band]}});
    assert_eq!(found(band("full")), []);
    let open = [(Severity::Warning, "scales[0]".to_owned())];
    assert_eq!(found(band("half")), open);
    assert_eq!(found(serde_json::json!({"not": band("full")})), open);
}

#[test]
fn a_condition_about_a_later_item_is_reported_as_such() {
    let mut pack: serde_json::Value = serde_json::from_str(&read("wellbeing.json")).expect("JSON");
    pack["sections"][0]["items"][0]["when"] =
        serde_json::json!({"item": {"id": "calm", "answered": true}});
    let found = check(&pack.to_string(), 13);
    let all = found.all();
    assert!(
        all.iter().any(|one| one.what == "“calm” is asked later"),
        "{all:#?}"
    );
}
