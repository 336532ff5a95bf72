//! Value sets and code systems supplied with a form are found in any order, in the version asked for, with weights.

use fhir::problem::{Code, Report};
use fhir::{Options, Read, read};
use serde_json::{Value, json};

const SET: &str = "https://example.org/ValueSet/answers";
const SYSTEM: &str = "https://example.org/answers";

fn system(more: Value) -> Value {
    let concept = |code: &str, weight: i64| json!({"code": code, "display": code, "property": [{"code": "itemWeight", "valueDecimal": weight}]});
    with(
        json!({"resourceType": "CodeSystem", "url": SYSTEM, "concept": [concept("no", 0), concept("yes", 3)]}),
        more,
    )
}

fn set(more: Value) -> Value {
    with(
        json!({"resourceType": "ValueSet", "url": SET, "compose": {"include": [{"system": SYSTEM}]}}),
        more,
    )
}

fn with(mut resource: Value, more: Value) -> Value {
    let members = resource.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("an object").clone());
    resource
}

fn bundle(all: &[&Value]) -> Value {
    let entries: Vec<Value> = all.iter().map(|each| json!({"resource": each})).collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

/// Reads a form of two questions with the value set at `url`. The resources are contained in it or given in files.
fn asked(url: &str, contained: &[&Value], given: &[&Value]) -> (Option<Read>, Report) {
    let item =
        |name: &str| json!({"linkId": name, "text": name, "type": "choice", "answerValueSet": url});
    let form = json!({"resourceType": "Questionnaire", "status": "active", "contained": contained,
        "item": [item("a"), item("b")]});
    let files = given.iter().enumerate();
    let options = Options {
        value_sets: files
            .map(|(at, file)| (format!("{at}.json"), file.to_string()))
            .collect(),
        ..Options::default()
    };
    read(&form.to_string(), &options)
}

fn weighed((found, report): (Option<Read>, Report)) -> Report {
    let found = found.unwrap_or_else(|| panic!("{report}"));
    for item in &found.form.items {
        let weights = item.options.iter();
        let weights = weights.map(|choice| choice.weight.expect("a weight").0.as_whole());
        assert_eq!(weights.collect::<Vec<_>>(), [Some(0), Some(3)]);
    }
    report
}

fn refused((found, report): (Option<Read>, Report), code: Code, named: &str) {
    assert!(found.is_none() && report.refuses(code), "{report}");
    assert!(report.to_string().contains(named), "{report}");
}

#[test]
fn a_set_and_its_code_system_may_come_in_any_order_and_from_any_file() {
    let (set, system) = (set(json!({})), system(json!({})));
    weighed(asked(SET, &[], &[&system, &set]));
    weighed(asked(SET, &[], &[&set, &system]));
    weighed(asked(SET, &[], &[&bundle(&[&set, &system])]));
    weighed(asked(SET, &[&set], &[&system]));
    weighed(asked(SET, &[], &[&set, &set, &system]));
}

#[test]
fn only_the_requested_version_is_used() {
    let one = set(json!({"version": "1"}));
    let listed = json!({"include": [{"system": SYSTEM, "concept": [{"code": "no"}]}]});
    let two = set(json!({"version": "2", "compose": listed}));
    let system = &system(json!({"version": "1"}));
    let asked_one = [SET, "|1"].concat();
    let report = weighed(asked(&asked_one, &[], &[&one, system]));
    assert!(
        !report.to_string().contains("states no version"),
        "{report}"
    );
    weighed(asked(&asked_one, &[], &[&one, &two, system]));
    weighed(asked(&asked_one, &[], &[&two, &one, system]));
    weighed(asked(SET, &[], &[&one, system]));
    // A set without a version may or may not be the one asked for. It is used, with a note.
    let report = weighed(asked(&asked_one, &[], &[&set(json!({})), system]));
    assert!(report.to_string().contains("states no version"), "{report}");
    let nowhere = Code::UnresolvedValueSet;
    refused(asked(&asked_one, &[], &[&two, system]), nowhere, "2");
    refused(asked(&asked_one, &[&two], &[system]), nowhere, "2");
    refused(asked(SET, &[], &[&one, &two, system]), nowhere, "differ");
    let of_two = json!({"include": [{"system": SYSTEM, "version": "2"}]});
    let of_two = set(json!({"compose": of_two}));
    refused(asked(SET, &[], &[&of_two, system]), nowhere, SYSTEM);
}

#[test]
fn a_weight_in_a_property_is_exact_or_refused() {
    let weighing = |values: &str| {
        let text = format!(
            r#"{{"concept": [{{"code": "no", "property": [{{"code": "itemWeight", "valueDecimal": 0}}]}},
                {{"code": "yes", "property": [{values}]}}]}}"#
        );
        system(serde_json::from_str(&text).expect("JSON"))
    };
    let one = |value: &str| format!(r#"{{"code": "itemWeight", {value}}}"#);
    for (values, code) in [
        (
            one(r#""valueDecimal": 123456789012345678901234567890123456789012345"#),
            Code::TooLarge,
        ),
        (one(r#""valueString": "3""#), Code::Invalid),
        (
            [one(r#""valueDecimal": 3"#), one(r#""valueInteger": 4"#)].join(","),
            Code::ConflictingWeights,
        ),
    ] {
        let wrong = weighing(&values);
        refused(asked(SET, &[], &[&set(json!({})), &wrong]), code, "1.json");
        refused(asked(SET, &[&wrong, &set(json!({}))], &[]), code, "");
    }
    let other = weighing(&one(r#""valueDecimal": 4"#));
    let both = asked(SET, &[], &[&set(json!({})), &system(json!({})), &other]);
    refused(both, Code::ConflictingWeights, "2.json");
}
