//! The FHIR export, checked against the shape that R4 gives a `QuestionnaireResponse`.

use std::collections::BTreeSet;

use compassion_check::features::explain::fhir::response;
use instrument::{Answer, Answers, Check, CheckId, Moment, Pack};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::common::{PACK, pack, sheet};
use super::response_shape::wrong;

const NOW: Moment = Moment {
    // 2026-07-31T23:30Z in Brisbane is already August.
    utc: 1_785_540_600_000,
    offset: 600,
};

fn of(pack: &Pack, answers: &Answers, now: Moment) -> Json {
    let check = Check::begin(CheckId("a".into()), pack, now).with(pack, answers, now);
    let text = response(&check, pack).expect("its own pack");
    serde_json::from_str(&text).expect("JSON")
}

/// Every item with a `linkId`, groups and questions alike.
fn items(value: &Json, out: &mut Vec<Json>) {
    for item in value["item"].as_array().into_iter().flatten() {
        out.push(item.clone());
        items(item, out);
    }
}

/// R4 allows no control character in a text, and a pack from another author may have one.
#[test]
fn the_title_of_a_section_has_no_control_characters() {
    let text = PACK.replacen("\"Running on empty\"", "\"Running\\u0001 on empty\"", 1);
    assert_ne!(text, PACK);
    let pack = Pack::read(&text).expect("a whole pack");
    let answers = sheet(&pack, |_, values| Some(values[1]));
    let title = of(&pack, &answers, NOW)["item"][0]["text"].to_string();
    assert!(
        title.starts_with("\"Running") && !title.contains("\\u0001"),
        "{title}"
    );
}

#[test]
fn a_finished_check_is_a_valid_r4_response() {
    let pack = pack();
    let answers = sheet(&pack, |item, values| (item > 0).then_some(values[1]));
    let made = of(&pack, &answers, NOW);
    assert_eq!(wrong(&made), Vec::<String>::new());
    let base = env!("CARGO_PKG_REPOSITORY");
    assert_eq!(
        made["questionnaire"],
        format!("{base}/Questionnaire/practitioner|2.0.0")
    );
    assert_eq!(
        (&made["language"], &made["status"]),
        (&json!("en"), &json!("completed"))
    );
    assert_eq!(made["authored"], "2026-08-01T09:30:00+10:00");
    let first = &made["item"][0];
    assert_eq!(
        (&first["linkId"], &first["text"]),
        (&json!("section-depletion"), &json!("Running on empty"))
    );
    assert_eq!(
        first["item"][0],
        json!({"linkId": "e1", "text": pack.item(0).text}),
        "skipped: no answer"
    );
    let wanted = json!({
        "linkId": "e2",
        "text": pack.item(1).text,
        "answer": [{"valueCoding": {
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 1}],
            "system": format!("{base}/CodeSystem/practitioner-frequency"),
            "code": "1",
            "display": "Rarely",
        }}],
    });
    assert_eq!(first["item"][1], wanted);
    assert_eq!(
        made["item"].as_array().map(Vec::len),
        Some(pack.form().sections.len())
    );
}

#[test]
fn an_answer_has_the_coding_of_its_form_and_its_value_as_weight() {
    let mut written: Json = serde_json::from_str(PACK).expect("JSON");
    let options = &mut written["optionSets"][0]["options"];
    options[0]["coding"] = json!({"system": "https://example.org/often", "code": "not at all"});
    options[1]["coding"] = json!({"code": "rarely"});
    options[1]["counts"] = json!("7");
    options[2]["counts"] = json!("2.5");
    options[3]["unscored"] = json!(true);
    let pack = Pack::read(&written.to_string()).expect("a pack");
    let answers = sheet(&pack, |item, values| Some(values[item % 4 % values.len()]));
    let made = of(&pack, &answers, NOW);
    assert_eq!(wrong(&made), Vec::<String>::new());
    let coding = |item: usize| made["item"][0]["item"][item]["answer"][0]["valueCoding"].clone();
    let weighs = |weight: i64| json!([{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": weight}]);
    assert_eq!(
        coding(0),
        json!({"extension": weighs(0), "system": "https://example.org/often", "code": "not at all", "display": "Never"})
    );
    assert_eq!(
        coding(1),
        json!({"extension": weighs(7), "code": "rarely", "display": "Rarely"})
    );
    for item in [2, 3] {
        assert_eq!(coding(item)["extension"], Json::Null, "no whole weight");
    }
}

#[test]
fn unreached_questions_are_left_out() {
    let pack = pack();
    let mut answers = Answers::blank(pack.len());
    let blank = of(&pack, &answers, NOW);
    assert_eq!(
        (wrong(&blank), blank.get("item")),
        (vec![], None),
        "no empty list"
    );
    answers.set(0, Answer::Chosen(2));
    let begun = of(&pack, &answers, NOW);
    assert_eq!(
        (wrong(&begun), &begun["status"]),
        (vec![], &json!("in-progress"))
    );
    let mut there = Vec::new();
    items(&begun, &mut there);
    assert_eq!(there.len(), 2, "the first section and its first item");
}

#[test]
fn the_r4_schema_refuses_invalid_responses() {
    let pack = pack();
    let good = of(
        &pack,
        &sheet(&pack, |_, values| values.first().copied()),
        NOW,
    );
    let broken: [fn(&mut Json); 7] = [
        |made| made["status"] = json!("done"),
        |made| made["subject"] = json!({"display": "A. Person"}),
        |made| made["authored"] = json!("2026-08-01T09:30+10:00"),
        |made| made["item"][0]["item"][0]["answer"] = json!([]),
        |made| made["item"][0]["item"][0]["linkId"] = json!(""),
        |made| made["item"][0]["item"][0]["answer"][0]["valueCoding"]["code"] = json!(1),
        |made| made["item"][0]["answer"] = made["item"][0]["item"][0]["answer"].clone(),
    ];
    for (at, change) in broken.into_iter().enumerate() {
        let mut made = good.clone();
        change(&mut made);
        assert!(!wrong(&made).is_empty(), "case {at}");
    }
}

#[test]
fn a_check_on_another_pack_is_not_exported() {
    let newer = Pack::read(&PACK.replacen("2.0.0", "3.0.0", 1)).expect("a whole pack");
    let check = Check::begin(CheckId("a".into()), &newer, NOW);
    assert_eq!(response(&check, &pack()), None);
}

#[test]
fn names_with_spaces_become_valid_uris() {
    let text = PACK.replacen(r#""id": "practitioner""#, r#""id": "für dich|2""#, 1);
    let pack = Pack::read(&text).expect("a whole pack");
    let made = of(
        &pack,
        &sheet(&pack, |_, values| values.last().copied()),
        NOW,
    );
    assert_eq!(wrong(&made), Vec::<String>::new());
    let canonical = made["questionnaire"].as_str().expect("a text");
    assert!(
        canonical.ends_with("/Questionnaire/f%C3%BCr%20dich%7C2|2.0.0"),
        "{canonical}"
    );
}

#[test]
fn a_pack_whose_link_ids_would_clash_is_refused() {
    let with = |from: &str, to: &str| {
        Pack::read(&PACK.replace(from, to))
            .expect_err("a clash")
            .to_string()
    };
    let clash = with(r#""e1""#, r#""section-carrying""#);
    assert!(clash.contains("stands for a section"), "{clash}");
    let twice = with(
        "\"id\": \"carrying\", \"title\": \"Carrying it with you\", \"topic\"",
        "\"id\": \"depletion\", \"title\": \"Carrying it with you\", \"topic\"",
    );
    assert!(twice.contains("section id used twice"), "{twice}");
}

proptest! {
    #[test]
    fn every_response_has_all_answers_of_its_sheet(
        seed in prop::collection::vec(prop::option::of(prop::option::of(0..3_i32)), 40),
        utc in 0..60_000_000_000_000_i64, offset in -900..900_i32,
    ) {
        let pack = pack();
        let mut answers = Answers::blank(pack.len());
        for (item, value) in seed.into_iter().enumerate() {
            if let Some(value) = value {
                answers.set(item, value.map_or(Answer::Skipped, Answer::Chosen));
            }
        }
        let made = of(&pack, &answers, Moment { utc, offset });
        prop_assert_eq!(wrong(&made), Vec::<String>::new());
        let mut found = Vec::new();
        items(&made, &mut found);
        let links: BTreeSet<&str> = found.iter().filter_map(|item| item["linkId"].as_str()).collect();
        prop_assert_eq!(links.len(), found.len(), "each linkId once");
        let mut back = Answers::blank(pack.len());
        for item in &found {
            let Some(index) = item["linkId"].as_str().and_then(|id| pack.item_index(id)) else { continue };
            let code = item["answer"][0]["valueCoding"]["code"].as_str();
            back.set(index, code.map_or(Answer::Skipped, |code| Answer::Chosen(code.parse().expect("a number"))));
        }
        prop_assert_eq!(back, answers);
    }
}
