//! A form's `url`, groups and `linkId`s are kept in the pack, and responses exported from the pack have them again.

#[path = "../../../tests/native/response_shape.rs"]
mod response_shape;

use std::fs;
use std::path::Path;

use compassion_check::features::explain::fhir::response;
use fhir::{Options, Release, export, import};
use instrument::{Answer, Answers, Check, CheckId, Moment, Pack};
use serde_json::{Value, json};

fn weighted(code: &str, weight: i64) -> Value {
    json!({
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": weight}],
        "valueCoding": {"system": "https://example.org/often", "code": code, "display": code},
    })
}

fn choice(link: &str) -> Value {
    let options = [weighted("never", 0), weighted("often", 1)];
    json!({"linkId": link, "text": link, "type": "choice", "answerOption": options})
}

fn total() -> Value {
    let sum = "%resource.descendants().where(linkId = 'a' or linkId = 'b').answer.weight().sum()";
    json!({"linkId": "sum", "text": "Sum", "type": "integer", "readOnly": true, "extension": [{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
        "valueExpression": {"language": "text/fhirpath", "expression": sum}}]})
}

/// A form with nested groups, answers of several types, and a question in the answer to another.
fn form() -> Value {
    let mut first = choice("a");
    first["item"] = json!([{"linkId": "a.more", "text": "Since when?", "type": "boolean"}]);
    json!({
        "resourceType": "Questionnaire",
        "status": "active",
        "language": "en",
        "url": "https://example.org/Questionnaire/tiredness",
        "version": "2.1",
        "title": "Tiredness",
        "item": [
            {"linkId": "outer", "text": "All of it", "type": "group", "item": [
                {"linkId": "inner", "text": "Often", "type": "group", "item": [first, choice("b")]},
                {"linkId": "steps", "text": "Steps", "type": "integer", "answerOption": [{"valueInteger": 3}, {"valueInteger": 7}]},
            ]},
            total(),
        ],
    })
}

fn imported(form: &Value) -> (Pack, String, String) {
    let (imported, report) = import(&form.to_string(), &Options::default());
    let text = imported.unwrap_or_else(|| panic!("{report}")).pack;
    let pack = Pack::read(&text).expect("a pack");
    (pack, text, report.to_string())
}

/// The response of a check in which each item is answered with its last option, except that those in `but` are skipped.
fn answered(pack: &Pack, but: &[&str]) -> Value {
    let now = Moment {
        utc: 1_785_540_600_000,
        offset: 60,
    };
    let mut answers = Answers::blank(pack.len());
    for index in 0..pack.len() {
        let last = pack.options(index).last().expect("options").value;
        let skipped = but.contains(&pack.item(index).id.as_str());
        let answer = if skipped {
            Answer::Skipped
        } else {
            Answer::Chosen(last)
        };
        answers.set(index, answer);
    }
    let check = Check::begin(CheckId("c".into()), pack, now).with(pack, &answers, now);
    let text = response(&check, pack).expect("its own pack");
    let response: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(response_shape::wrong(&response), Vec::<String>::new());
    response
}

/// Adds each `linkId`, with the `linkId` of the item it is in, to `out`.
fn nesting(value: &Value, within: Option<&str>, out: &mut Vec<(String, Option<String>)>) {
    for item in value["item"].as_array().into_iter().flatten() {
        let link = item["linkId"].as_str().expect("a name");
        out.push((link.to_owned(), within.map(str::to_owned)));
        nesting(item, Some(link), out);
        for answer in item["answer"].as_array().into_iter().flatten() {
            nesting(answer, Some(link), out);
        }
    }
}

#[test]
fn a_response_names_the_form_that_was_imported() {
    let (pack, _, _) = imported(&form());
    let made = answered(&pack, &[]);
    assert_eq!(
        made["questionnaire"],
        "https://example.org/Questionnaire/tiredness|2.1"
    );
    let mut found = Vec::new();
    nesting(&made, None, &mut found);
    let expected = [
        ("outer", None),
        ("inner", Some("outer")),
        ("a", Some("inner")),
        ("a.more", Some("a")),
        ("b", Some("inner")),
        ("steps", Some("outer")),
    ];
    let expected = expected.map(|(link, within)| (link.to_owned(), within.map(str::to_owned)));
    assert_eq!(found, expected);
    let outer = &made["item"][0];
    assert_eq!(outer["text"], "All of it");
    let inner = &outer["item"][0];
    assert_eq!(inner["text"], "Often");
    assert_eq!(
        inner["item"][0]["answer"][0]["valueCoding"]["code"],
        "often"
    );
    assert_eq!(outer["item"][1]["answer"], json!([{"valueInteger": 7}]));
    let more = &inner["item"][0]["answer"][0]["item"][0];
    assert_eq!(more["answer"], json!([{"valueBoolean": false}]));
}

#[test]
fn a_skipped_question_has_no_answer_and_no_nested_items() {
    let (pack, _, _) = imported(&form());
    let made = answered(&pack, &["a", "a.more"]);
    let first = &made["item"][0]["item"][0]["item"][0];
    assert_eq!(
        (&first["linkId"], &first["answer"]),
        (&json!("a"), &Value::Null)
    );
}

#[test]
fn importing_a_form_without_an_address_reports_what_is_lost() {
    let mut form = form();
    form["url"] = Value::Null;
    form.as_object_mut().expect("an object").remove("url");
    let (pack, _, report) = imported(&form);
    assert!(report.contains("note: missing: it has no url"), "{report}");
    let made = answered(&pack, &[]);
    let canonical = made["questionnaire"].as_str().expect("a text");
    assert!(
        canonical.ends_with("/Questionnaire/tiredness|2.1"),
        "{canonical}"
    );
    assert_eq!(made["item"][0]["linkId"], "outer");
    // A `url` with a space cannot be used as a canonical address.
    let mut odd = self::form();
    odd["url"] = json!("https://example.org/a b");
    let (pack, _, report) = imported(&odd);
    assert!(report.contains("is no address and is not kept"), "{report}");
    assert!(
        !answered(&pack, &[])["questionnaire"]
            .to_string()
            .contains("example.org")
    );
}

#[test]
fn a_form_without_a_version_is_named_by_its_address_alone() {
    let mut form = form();
    form.as_object_mut().expect("an object").remove("version");
    let (pack, _, _) = imported(&form);
    assert_eq!(
        answered(&pack, &[])["questionnaire"],
        "https://example.org/Questionnaire/tiredness"
    );
}

#[test]
fn a_form_of_groups_is_exported_under_its_own_name() {
    let mut form = form();
    // Keep only coded answers, and no question in an answer.
    form["item"][0]["item"][0]["item"][0]
        .as_object_mut()
        .expect("an item")
        .remove("item");
    form["item"][0]["item"].as_array_mut().expect("items").pop();
    let (pack, text, _) = imported(&form);
    for release in [Release::R4, Release::R5] {
        let there = export(&text, &[], release).expect("an export");
        assert_eq!(there.notes, Vec::<String>::new());
        let written: Value = serde_json::from_str(&there.questionnaire).expect("JSON");
        assert_eq!(
            (&written["url"], &written["version"]),
            (&form["url"], &form["version"])
        );
        let (mut found, mut meant) = (Vec::new(), Vec::new());
        nesting(&written, None, &mut found);
        nesting(&form, None, &mut meant);
        assert_eq!(found, meant);
        // Importing it again gives the same pack.
        let options = Options {
            bands: Some(("bands.json".to_owned(), there.bands)),
            ..Options::default()
        };
        let (back, report) = import(&there.questionnaire, &options);
        let back = back.unwrap_or_else(|| panic!("{report}"));
        assert_eq!(Pack::read(&back.pack).expect("a pack").form(), pack.form());
    }
}

#[test]
fn export_reports_differences_from_the_original_form() {
    let (_, text, _) = imported(&form());
    let there = export(&text, &[], Release::R4).expect("an export");
    assert!(
        there.notes[0].contains("cannot be written as that form was"),
        "{:?}",
        there.notes
    );
    let written: Value = serde_json::from_str(&there.questionnaire).expect("JSON");
    let url = written["url"].as_str().expect("a text");
    assert!(!url.contains("example.org"), "{url}");
}

#[test]
fn invalid_form_members_of_a_pack_are_refused_by_name() {
    let (_, text, _) = imported(&form());
    let wrong = |change: fn(&mut Value)| {
        let mut pack: Value = serde_json::from_str(&text).expect("JSON");
        change(&mut pack["questionnaire"]);
        Pack::read(&pack.to_string())
            .expect_err("refused")
            .to_string()
    };
    for (change, part) in [
        (
            (|form| form["url"] = json!("a b")) as fn(&mut Value),
            "no address can have: a b",
        ),
        (
            |form| form["items"][1]["linkId"] = json!("outer"),
            "linkId used twice: outer",
        ),
        (
            |form| form["items"][1]["linkId"] = json!("other"),
            "an item nor a scale: other",
        ),
        (
            |form| form["items"] = json!([]),
            "an item that is not in it: a",
        ),
        (
            |form| form["items"][0]["items"][1]["answers"]["values"] = json!(["1"]),
            "not one answer for each option: steps",
        ),
    ] {
        let told = wrong(change);
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
}

#[test]
fn responses_to_public_forms_name_those_forms() {
    let Some(folder) = std::env::var_os("COMPASSION_CHECK_FHIR") else {
        return;
    };
    let folder = Path::new(&folder);
    let mut checked = 0;
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let options = Options {
            unscored: true,
            ..Options::default()
        };
        let (Some(found), _) = import(&text, &options) else {
            continue;
        };
        let shown = path.display();
        let pack = Pack::read(&found.pack).unwrap_or_else(|wrong| panic!("{shown}: {wrong:?}"));
        let form: Value = serde_json::from_str(&text).expect("JSON");
        let made = answered(&pack, &[]);
        if let Some(url) = form["url"].as_str() {
            let canonical = match form["version"].as_str() {
                Some(version) => format!("{url}|{version}"),
                None => url.to_owned(),
            };
            assert_eq!(made["questionnaire"], canonical, "{shown}");
        }
        let (mut found, mut meant) = (Vec::new(), Vec::new());
        nesting(&made, None, &mut found);
        nesting(&form, None, &mut meant);
        assert!(!found.is_empty(), "{shown}");
        for one in found {
            assert!(
                meant.contains(&one),
                "{shown}: {one:?} stands elsewhere in the form"
            );
        }
        checked += 1;
    }
    assert!(checked > 15, "{checked} forms");
}
