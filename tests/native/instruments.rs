//! Published instruments as packs with neutral texts: every vector, with missing answers too, gives its exact score.
//!
//! The keys and vectors in `tests/instruments` are numbers; the items' texts are not part of this project.

use instrument::rational::Rational;
use instrument::{Check, CheckId, Moment, Pack, score};
use serde_json::{Value, json};

use super::synthetic_packs::{answered, banded, items, pack, scale};

fn file(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn numbers(value: &Value) -> Vec<u64> {
    let list = value.as_array().into_iter().flatten();
    list.map(|number| number.as_u64().expect("a number"))
        .collect()
}

/// A whole number or a fraction. [`hold`] compares decimals, because other projects' decimals have rounding noise.
fn exact(value: &Value) -> Rational {
    if let Some(whole) = value.as_i64() {
        return Rational::of(whole, 1).expect("a number");
    }
    let part = |name| value[name].as_i64().expect("a number");
    Rational::of(part("num"), part("den")).expect("a fraction")
}

/// Checks every vector against the pack. `answer` turns a response into the value of an option.
fn check_vectors(pack: &Pack, vectors: &Value, answer: impl Fn(i64) -> i64) {
    let mut held = 0;
    for vector in vectors.as_array().expect("vectors") {
        let said = vector.to_string();
        let responses = vector["responses"].as_object().expect("responses");
        if vector["expected"].is_string() {
            refused(pack, responses, &answer);
            continue;
        }
        let given: Vec<(usize, i32)> = responses
            .iter()
            .map(|(item, value)| {
                let value = answer(value.as_i64().expect("a whole number"));
                (
                    item.parse().expect("a number"),
                    i32::try_from(value).expect("a small one"),
                )
            })
            .collect();
        let profile = score(pack, &answered(pack, &given));
        let expected = &vector["expected"];
        for (at, scale) in pack.scales().iter().enumerate() {
            let expected = if expected.is_object() {
                &expected[&scale.id]
            } else {
                expected
            };
            // Some files have the score in a member `score`, others directly.
            let wanted = if expected.get("score").is_some() {
                &expected["score"]
            } else {
                expected
            };
            let value = profile.value(at);
            held += 1;
            if wanted.is_null() {
                assert_eq!(
                    (value, profile.band(at)),
                    (None, None),
                    "{} in {said}",
                    scale.id
                );
                continue;
            }
            let value = value.unwrap_or_else(|| panic!("{} in {said}", scale.id));
            if let Some(float) = wanted.as_f64().filter(|_| wanted.as_i64().is_none()) {
                let digits: f64 = value
                    .to_text(6)
                    .expect("small numbers")
                    .parse()
                    .expect("a number");
                assert!((digits - float).abs() < 1e-6, "{} in {said}", scale.id);
            } else {
                assert_eq!(value, exact(wanted), "{} in {said}", scale.id);
            }
            let band = expected.get("band").or(expected.get("flag"));
            if let Some(wanted) = band.filter(|band| !band.is_null()) {
                let band = profile.band(at).expect("a band");
                assert_eq!(
                    pack.bands(scale)[band].id,
                    *wanted,
                    "{} in {said}",
                    scale.id
                );
            }
        }
    }
    assert!(held > 0, "nothing was held against the pack");
}

/// A response that is none of an item's options is not an answer to it, so the sheet cannot be read.
fn refused(pack: &Pack, responses: &serde_json::Map<String, Value>, answer: &impl Fn(i64) -> i64) {
    let outside = responses.iter().any(|(item, value)| {
        let item: usize = item.parse().expect("a number");
        let options = pack.options(item - 1);
        let known = |value: i64| {
            options
                .iter()
                .any(|choice| i64::from(choice.value) == answer(value))
        };
        !value.as_i64().is_some_and(known)
    });
    assert!(outside, "an invalid vector has an invalid response");
    let mut check = Check::begin(CheckId("c".into()), pack, Moment { utc: 0, offset: 0 });
    for (item, value) in responses {
        // An answer is a whole number. Any other response becomes a number that no option has.
        let value = value.as_i64().map_or(i64::from(i32::MAX), answer);
        let value = i32::try_from(value).expect("a small one");
        check
            .sheet
            .push((format!("q{item}"), instrument::Answer::Chosen(value)));
    }
    assert_eq!(check.answers(pack), None);
}

#[test]
fn proqol_5() {
    let data = file(include_str!("../instruments/proqol5.json"));
    let key = &data["key"];
    let reversed = numbers(&key["reversed"]);
    let edges = json!({"bandSets": [{"id": "raw", "bands": [
        {"id": "low", "from": "10", "to": "22", "label": "22 or less"},
        {"id": "moderate", "from": "23", "to": "41", "label": "23 to 41"},
        {"id": "high", "from": "42", "to": "50", "label": "42 or more"},
    ]}]});
    let scales = ["CS", "BO", "STS"].map(|id| {
        let scale = scale(id, "sum", &numbers(&key["scales"][id]), &reversed);
        banded(scale, "raw", &["low", "moderate", "high"])
    });
    check_vectors(
        &pack(&items(30, &[1, 2, 3, 4, 5]), &scales, &edges),
        &data["vectors"],
        |value| value,
    );
}

#[test]
fn stss() {
    let data = file(include_str!("../instruments/stss.json"));
    let scales = &data["key"]["scales"];
    let mut parts = ["intrusion", "avoidance", "arousal"]
        .map(|id| scale(id, "sum", &numbers(&scales[id]), &[]))
        .to_vec();
    let edges = json!({"bandSets": [{"id": "total", "bands": [
        {"id": "little_or_none", "from": "17", "to": "27", "label": "less than 28"},
        {"id": "mild", "from": "28", "to": "37", "label": "28 to 37"},
        {"id": "moderate", "from": "38", "to": "43", "label": "38 to 43"},
        {"id": "high", "from": "44", "to": "48", "label": "44 to 48"},
        {"id": "severe", "from": "49", "label": "49 or more"},
    ]}]});
    let bands = ["little_or_none", "mild", "moderate", "high", "severe"];
    // The total from its items, and once more from the scales before it.
    let all: Vec<u64> = (1..=17).collect();
    parts.push(banded(scale("total", "sum", &all, &[]), "total", &bands));
    check_vectors(
        &pack(&items(17, &[1, 2, 3, 4, 5]), &parts, &edges),
        &data["vectors"],
        |value| value,
    );
    let mut total = banded(scale("total", "sum", &[], &[]), "total", &bands);
    total["scales"] = json!([{"scale": "intrusion"}, {"scale": "avoidance"}, {"scale": "arousal"}]);
    total["leastAnswered"] = 3.into();
    parts[3] = total;
    check_vectors(
        &pack(&items(17, &[1, 2, 3, 4, 5]), &parts, &edges),
        &data["vectors"],
        |value| value,
    );
}

fn cbi() -> Pack {
    let data = file(include_str!("../instruments/cbi.json"));
    let key = &data["key"];
    let scales = [("personal", 3), ("work", 4), ("client", 3)].map(|(id, least)| {
        let mut scale = scale(
            id,
            "mean",
            &numbers(&key["scales"][id]),
            &numbers(&key["reversed"]),
        );
        scale["leastAnswered"] = least.into();
        scale
    });
    pack(&items(19, &[100, 75, 50, 25, 0]), &scales, &json!({}))
}

#[test]
fn cbi_on_its_own_values_and_on_values_that_count_something_else() {
    let data = file(include_str!("../instruments/cbi.json"));
    check_vectors(&cbi(), &data["vectors"], |value| value * 25);
    let mut asked = items(19, &[4, 3, 2, 1, 0]);
    for option in asked["optionSets"][0]["options"]
        .as_array_mut()
        .expect("options")
    {
        option["counts"] = (option["value"].as_i64().expect("a number") * 25).into();
    }
    let scales: Vec<Value> = cbi()
        .scales()
        .iter()
        .map(|scale| {
            let members: Vec<u64> = scale
                .items
                .iter()
                .map(|member| member.item[1..].parse().expect("a number"))
                .collect();
            let mut again = self::scale(&scale.id, "mean", &members, &[13]);
            again["leastAnswered"] = scale.least_answered.into();
            again
        })
        .collect();
    check_vectors(
        &pack(&asked, &scales, &json!({})),
        &data["vectors"],
        |value| value,
    );
}

#[test]
fn olbi() {
    let data = file(include_str!("../instruments/olbi.json"));
    let key = &data["key"];
    let scales = ["exhaustion", "disengagement"].map(|id| {
        scale(
            id,
            "mean",
            &numbers(&key["scales"][id]),
            &numbers(&key["reversed"]),
        )
    });
    check_vectors(
        &pack(&items(16, &[1, 2, 3, 4]), &scales, &json!({})),
        &data["vectors"],
        |value| value,
    );
}

#[test]
fn scs_sf_with_items_reversed_in_one_scale_only() {
    let data = file(include_str!("../instruments/scs_sf.json"));
    let key = &data["key"];
    let pairs = [
        "self_kindness",
        "self_judgment",
        "common_humanity",
        "isolation",
        "mindfulness",
        "over_identified",
    ];
    let mut scales: Vec<Value> = pairs
        .iter()
        .map(|id| scale(id, "mean", &numbers(&key["scales"][id]), &[]))
        .collect();
    let all: Vec<u64> = (1..=12).collect();
    scales.push(scale(
        "total",
        "mean",
        &all,
        &numbers(&key["reversed_for_total_only"]),
    ));
    let pack = pack(&items(12, &[1, 2, 3, 4, 5]), &scales, &json!({}));
    assert_eq!(pack.form().recall, None, "it asks about no certain time");
    check_vectors(&pack, &data["vectors"], |value| value);
}

#[test]
fn who_5() {
    let data = file(include_str!("../instruments/who5.json"));
    let edges = json!({"bandSets": [{"id": "index", "bands": [
        {"id": "very_low", "from": "0", "to": "28", "label": "28 or less"},
        {"id": "low", "from": "28", "exclusive": true, "to": "50", "label": "50 or less"},
        {"id": "none", "from": "50", "exclusive": true, "label": "more than 50"},
    ]}]});
    let mut index = banded(
        scale("index", "sum", &[1, 2, 3, 4, 5], &[]),
        "index",
        &["very_low", "low", "none"],
    );
    index["kind"] = "resource".into();
    index["transform"] = json!({"times": 4});
    index["wobble"] = "10".into();
    check_vectors(
        &pack(&items(5, &[5, 4, 3, 2, 1, 0]), &[index], &edges),
        &data["vectors"],
        |value| value,
    );
}

#[test]
fn vectors_from_the_tests_of_other_projects() {
    let data = file(include_str!("../instruments/external.json"));
    let mut held = Vec::new();
    for set in data["sets"].as_array().expect("sets") {
        let key = &set["key"];
        let name = set["instrument"].as_str().expect("a name");
        held.push(name);
        if name == "CBI" {
            check_vectors(&cbi(), &set["vectors"], |value| value * 25);
            continue;
        }
        let range = numbers(&key["range"]);
        let values: Vec<i32> = (range[0]..=range[1])
            .map(|value| i32::try_from(value).expect("a small one"))
            .collect();
        let count = usize::try_from(key["items"].as_u64().expect("a number")).expect("a small one");
        let all: Vec<u64> = (1..=key["items"].as_u64().expect("a number")).collect();
        let reversed = numbers(&key["reversed"]);
        let scales: Vec<Value> = match key["scales"].as_object() {
            Some(scales) => scales
                .iter()
                .map(|(id, one)| scale(id, "sum", &numbers(&one["items"]), &reversed))
                .collect(),
            None => {
                let mut one = scale("total", "sum", &all, &reversed);
                if key["aggregate"] == "sum x 4" {
                    one["transform"] = json!({"times": "4"});
                }
                vec![one]
            }
        };
        check_vectors(
            &pack(&items(count, &values), &scales, &json!({})),
            &set["vectors"],
            |value| value,
        );
    }
    assert_eq!(held, ["PSS10", "RSE", "CBI", "WHO5", "GAD7", "PHQ9"]);
}
