//! Published questionnaires, each imported or refused as `expected.json` in their folder says.
//!
//! Their licences differ, so they are not part of this repository. `COMPASSION_CHECK_FHIR` names their folder.
//! If it is not set, the tests pass without testing anything.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use fhir::{Options, import, read};
use instrument::score::score;
use instrument::{Answer, Answers, Pack};
use serde_json::{Value, json};

/// The folder. If it is not set, `None` and a message on standard error, which the test harness does not capture.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("COMPASSION_CHECK_FHIR").map(PathBuf::from);
    if folder.is_none() {
        let said = "COMPASSION_CHECK_FHIR is not set: the public FHIR files are not tested\n";
        std::io::stderr()
            .write_all(said.as_bytes())
            .expect("a word");
    }
    folder
}

fn json(path: PathBuf) -> Value {
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// What the report of a refused file must name, apart from the code.
fn names(id: &str) -> &'static [&'static str] {
    match id {
        "fpjs-weight-r4" => &[
            "link-1.1.5",
            "some-value-set-url-3",
            "link-1.1.6",
            "some-value-set-url-4",
        ],
        "mii-phq9-de-en" => &["answer-list-ll358-3", "answer-list-ll359-1"],
        "jm-gad-7" => &["LL358-3"],
        "lforms-enablewhen-missing-linkid" => &["\"q3\"", "\"q11\""],
        "lforms-enablewhen-missing-question" => &["\"q3\""],
        "lforms-enablewhen-loop" => &["item1", "item2", "item3"],
        "ftc-abstract-type-question" => &["\"q1\""],
        "ftc-retired" => &["retired"],
        _ => &[],
    }
}

/// The bands file that a form needs if it leaves open whether questions without weights count. Their order does not
/// decide: in one form the number to type in is part of the score, in another it is the score itself.
fn bands(id: &str) -> Option<(String, String)> {
    let unscored: &[&str] = match id {
        "argonaut-phq9-r4" => &["g2.q1"],
        "uscore-phq9" => &["/44261-6", "/69722-7"],
        "mii-phq9-de-en" => &["PHQ-9.Score", "PHQ-9.10"],
        _ => return None,
    };
    let items = unscored
        .iter()
        .map(|link| ((*link).to_owned(), json!({"unscored": true})));
    let items: serde_json::Map<String, Value> = items.collect();
    Some(("bands.json".to_owned(), json!({"items": items}).to_string()))
}

#[test]
fn each_public_file_is_imported_or_refused_as_the_index_says() {
    let Some(folder) = folder() else {
        return;
    };
    let index = json(folder.join("expected.json"));
    for expected in index.as_array().expect("a list") {
        let id = expected["id"].as_str().expect("an id");
        let file = expected["file"].as_str().expect("a file");
        let text = fs::read_to_string(folder.join(file)).expect("a text");
        let (found, report) = read(&text, &Options::default());
        let told = report.to_string();
        if expected["outcome"] == "refuse" {
            assert!(found.is_none(), "{id} is imported");
            let reason = expected["reason"].as_str().expect("a reason");
            let known = report
                .refusals
                .iter()
                .any(|problem| problem.code.name() == reason);
            assert!(known, "{id}: {reason} is not among\n{told}");
            // A cycle is reported only if there is one.
            let cycle = told.contains("enablewhen-cycle");
            assert_eq!(cycle, reason == "enablewhen-cycle", "{id}: {told}");
            for name in names(id) {
                assert!(told.contains(name), "{id}: {name} is not named in\n{told}");
            }
            continue;
        }
        let (found, told) = match bands(id) {
            None => (found, told),
            Some(bands) => {
                assert!(found.is_none(), "{id} is imported without a word beside it");
                assert!(told.contains("partial-weights"), "{id}: {told}");
                let options = Options {
                    bands: Some(bands),
                    ..Options::default()
                };
                let (found, report) = read(&text, &options);
                (found, report.to_string())
            }
        };
        let found = found.unwrap_or_else(|| panic!("{id} is refused:\n{told}"));
        let [scale] = found.scales.as_slice() else {
            panic!("{id}: {} scales", found.scales.len());
        };
        let inferred = expected["outcome"] == "import-inferred";
        assert_eq!(inferred, told.contains("inferred-sum"), "{id}: {told}");
        assert_eq!(expected["weighted_items"], scale.members.len(), "{id}");
        let ends = |highest: bool| -> i64 {
            let each = scale.members.iter().map(|member| {
                let weights = found.form.items[member.item].options.iter();
                let weights = weights.filter_map(|choice| choice.weight?.0.as_whole());
                if highest {
                    weights.max()
                } else {
                    weights.min()
                }
                .expect("weights")
            });
            each.sum()
        };
        assert_eq!(expected["total_min"], ends(false), "{id}");
        assert_eq!(expected["total_max"], ends(true), "{id}");
    }
}

/// Options with the two value sets in the folder.
fn with_sets(folder: &Path) -> Options {
    let given = |name: &str| {
        let text = fs::read_to_string(folder.join("valuesets").join(name)).expect("a text");
        (name.to_owned(), text)
    };
    Options {
        value_sets: vec![given("mii-vs-ll358-3.json"), given("mii-vs-ll359-1.json")],
        ..Options::default()
    }
}

#[test]
fn value_sets_given_with_a_file_are_used() {
    let Some(folder) = folder() else {
        return;
    };
    let options = Options {
        bands: bands("mii-phq9-de-en"),
        ..with_sets(&folder)
    };
    let text = fs::read_to_string(folder.join("mii-phq9-de-en.json")).expect("a text");
    let (found, report) = read(&text, &options);
    let found = found.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(found.scales[0].members.len(), 9);
    assert!(report.to_string().contains("inferred-sum"));
    // Both languages are complete: every question and every answer has a translation.
    for item in found
        .form
        .items
        .iter()
        .filter(|item| item.is_question() && !item.options.is_empty())
    {
        let words = item.words.as_ref().expect("words");
        let labels = item.options.iter().map(|choice| &choice.label);
        for words in labels.chain([words]) {
            assert!(words.others.contains_key("en"), "{words:?}");
        }
    }
}

/// The pack imported from a file.
fn pack(folder: &Path, id: &str, options: &Options) -> Pack {
    let text = fs::read_to_string(folder.join(format!("{id}.json"))).expect("a text");
    let options = Options {
        bands: bands(id),
        ..options.clone()
    };
    let (found, report) = import(&text, &options);
    let found = found.unwrap_or_else(|| panic!("{id}: {report}"));
    Pack::read(&found.pack).unwrap_or_else(|wrong| panic!("{id}: {wrong:?}"))
}

/// Answers the item `link` with the option that has this code. Returns whether there is such an item.
fn tick(pack: &Pack, answers: &mut Answers, link: &str, system: Option<&str>, code: &str) -> bool {
    let Some(item) = pack.item_index(link) else {
        return false;
    };
    let options = pack.options(item);
    let found = options.iter().find(|choice| {
        let coding = choice.coding.as_ref().expect("a coding");
        coding.code == code && coding.system.as_deref() == system
    });
    let found = found.unwrap_or_else(|| panic!("{link} offers no {system:?} {code}"));
    answers.set(item, Answer::Chosen(found.value));
    true
}

/// The result of the pack's only scale, in digits.
fn total(pack: &Pack, answers: &Answers) -> Option<String> {
    assert_eq!(pack.scales().len(), 1);
    let value = score(pack, answers).value(0)?;
    value.to_text(6)
}

#[test]
fn imported_packs_score_as_their_forms_do() {
    let Some(folder) = folder() else {
        return;
    };
    let vectors = json(folder.join("../vectors/fhir-totals.json"));
    let mut checked = 0;
    for questionnaire in vectors["questionnaires"].as_array().expect("a list") {
        let id = questionnaire["id"].as_str().expect("an id");
        let pack = pack(&folder, id, &with_sets(&folder));
        for vector in questionnaire["vectors"].as_array().expect("a list") {
            let mut answers = Answers::blank(pack.len());
            for (link, answer) in vector["answers"].as_object().expect("answers") {
                let code = answer["code"].as_str().expect("a code");
                assert!(
                    tick(&pack, &mut answers, link, answer["system"].as_str(), code),
                    "{id}: no {link}"
                );
            }
            let expected = vector["total"].as_i64().map(|total| total.to_string());
            assert_eq!(total(&pack, &answers), expected, "{id}: {}", vector["kind"]);
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} vectors");
}

/// Answers the items as a QuestionnaireResponse does. Returns how many of its answers belong to items of the pack.
fn respond(pack: &Pack, answers: &mut Answers, items: &Value) -> usize {
    let mut known = 0;
    for item in items.as_array().into_iter().flatten() {
        known += respond(pack, answers, &item["item"]);
        let coding = &item["answer"][0]["valueCoding"];
        if let (Some(link), Some(code)) = (item["linkId"].as_str(), coding["code"].as_str()) {
            known += usize::from(tick(pack, answers, link, coding["system"].as_str(), code));
        }
    }
    known
}

#[test]
fn published_responses_get_the_score_they_state() {
    let Some(folder) = folder() else {
        return;
    };
    let index = json(folder.join("responses/expected.json"));
    for expected in index.as_array().expect("a list") {
        let id = expected["id"].as_str().expect("an id");
        let of = expected["questionnaire"].as_str().expect("an id");
        let response = json(folder.join(format!("responses/{id}.json")));
        let text = fs::read_to_string(folder.join(format!("{of}.json"))).expect("a text");
        let options = Options {
            bands: bands(of),
            ..with_sets(&folder)
        };
        let (found, _) = import(&text, &options);
        // Two belong to questionnaires that are refused: without what cannot be imported, their scores would be wrong.
        assert_eq!(
            found.is_none(),
            ["fpjs-weight-r4", "uscore-audit-c"].contains(&of),
            "{of}"
        );
        if found.is_none() {
            continue;
        }
        let pack = pack(&folder, of, &options);
        let mut answers = Answers::blank(pack.len());
        let known = respond(&pack, &mut answers, &response["item"]);
        if of == "mii-phq9-de-en" {
            // The response has other `linkId`s than its questionnaire. None of its answers may be matched to an item.
            assert_eq!(known, 0, "{id}");
            assert_eq!(total(&pack, &answers), None, "{id}");
        } else {
            let expected = expected["total"].as_i64().map(|total| total.to_string());
            assert_eq!(total(&pack, &answers), expected, "{id}");
        }
    }
}
