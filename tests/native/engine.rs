//! Every step from answers to a result, alone and combined. Properties for any answers are in `engine_laws`.

use instrument::pack::{PackError, PackRule};
use instrument::rational::Rational;
use instrument::{Pack, explain, score};
use serde_json::{Value, json};

use super::common::whole;
use super::synthetic_packs::{answered, items, pack, scale, text};

fn fraction(num: i64, den: i64) -> Option<Rational> {
    Rational::of(num, den)
}

/// The result of the first scale after `change` to it.
fn result(change: Value, given: &[(usize, i32)]) -> Option<Rational> {
    let pack = one(change);
    score(&pack, &answered(&pack, given)).value(0)
}

/// A sum of four items of 0 to 4, all required, after `change` to it.
fn one(change: Value) -> Pack {
    pack(&items(4, &[0, 1, 2, 3, 4]), &[changed(change)], &tables())
}

fn changed(change: Value) -> Value {
    let mut scale = scale("s", "sum", &[1, 2, 3, 4], &[]);
    for (name, value) in change.as_object().expect("members") {
        scale[name] = value.clone();
    }
    scale
}

fn tables() -> Value {
    json!({"tables": [{"id": "norms", "about": "Norms of nobody.", "rows": [
        {"from": "0", "value": "31.5"}, {"from": "5", "value": "40"}, {"from": "10", "value": "55.25"},
    ]}]})
}

const FULL: [(usize, i32); 4] = [(1, 1), (2, 4), (3, 0), (4, 2)];

#[test]
fn each_scoring_step_gives_its_result() {
    let cases = [
        (json!({}), fraction(7, 1)),
        (json!({"method": "mean"}), fraction(7, 4)),
        (json!({"method": "count", "countFrom": "2"}), fraction(2, 1)),
        (
            json!({"method": "count", "countFrom": "0.5"}),
            fraction(3, 1),
        ),
        (json!({"transform": {"times": "4"}}), fraction(28, 1)),
        (
            json!({"transform": {"minus": "4", "times": "100", "over": "12", "plus": "-5"}}),
            fraction(20, 1),
        ),
        (json!({"transform": {"over": "3"}}), fraction(7, 3)),
        (
            json!({"transform": {"over": "3"}, "round": 2}),
            fraction(233, 100),
        ),
        (
            json!({"transform": {"over": "2"}, "round": 0}),
            fraction(4, 1),
        ),
        (
            json!({"transform": {"times": "-1", "over": "2"}, "round": 0}),
            fraction(-3, 1),
        ),
        (json!({"table": "norms"}), fraction(40, 1)),
        (
            json!({"transform": {"plus": "3"}, "table": "norms"}),
            fraction(221, 4),
        ),
        (json!({"transform": {"minus": "8"}, "table": "norms"}), None),
    ];
    for (change, wanted) in cases {
        assert_eq!(result(change.clone(), &FULL), wanted, "{change}");
    }
}

#[test]
fn a_weighted_mean_is_divided_by_the_weights_of_answered_items() {
    let weighted = json!([
        {"item": "q1", "weight": "2"}, {"item": "q2", "weight": "0.5"}, {"item": "q3"}, {"item": "q4", "reversed": true, "weight": "1.25"},
    ]);
    // 2 × 1 + 0.5 × 4 + 0 + 1.25 × (4 - 2)
    let sum = json!({"items": weighted, "leastAnswered": 1});
    assert_eq!(result(sum.clone(), &FULL), fraction(13, 2));
    let mut average = sum.clone();
    average["method"] = "mean".into();
    assert_eq!(
        result(average.clone(), &FULL),
        fraction(26, 19),
        "6.5 by 4.75"
    );
    assert_eq!(result(average, &FULL[..2]), fraction(8, 5), "4 by 2.5");
    let mut count = sum;
    count["method"] = "count".into();
    count["countFrom"] = "2".into();
    assert_eq!(result(count, &FULL), fraction(7, 4), "0.5 and 1.25");
    let falling =
        json!({"items": [{"item": "q1", "weight": "-1"}, {"item": "q2"}], "leastAnswered": 2});
    assert_eq!(result(falling, &FULL), fraction(3, 1));
}

#[test]
fn too_few_answers_give_none_and_a_sum_is_prorated_only_on_request() {
    let three = &FULL[..3];
    assert_eq!(result(json!({}), three), None, "all four are asked for");
    assert_eq!(result(json!({"leastAnswered": 3}), three), fraction(5, 1));
    let made_up = json!({"leastAnswered": 3, "prorate": true});
    assert_eq!(result(made_up.clone(), three), fraction(20, 3));
    assert_eq!(result(made_up, &FULL[..2]), None);
    let mean = json!({"leastAnswered": 3, "method": "mean"});
    assert_eq!(result(mean, three), fraction(5, 3));
}

#[test]
fn decimals_are_exact_and_unscored_options_do_not_count() {
    let mut asked = items(3, &[0, 1, 2, 9]);
    let options = asked["optionSets"][0]["options"]
        .as_array_mut()
        .expect("options");
    options[0]["counts"] = "0.1".into();
    options[1]["counts"] = "0.2".into();
    options[2]["counts"] = "0.2".into();
    options[3]["unscored"] = true.into();
    let mut sum = scale("s", "sum", &[1, 2, 3], &[3]);
    sum["leastAnswered"] = 2.into();
    let pack = pack(&asked, &[sum], &json!({}));
    let of = |given: &[(usize, i32)]| {
        let profile = score(&pack, &answered(&pack, given));
        (profile.scales[0].answered, profile.value(0))
    };
    // In floats this would be 0.30000000000000004.
    assert_eq!(of(&[(1, 0), (2, 1)]), (2, fraction(3, 10)));
    assert_eq!(
        of(&[(1, 2), (2, 1)]),
        (2, fraction(4, 10)),
        "two options that count the same"
    );
    assert_eq!(
        of(&[(1, 0), (2, 0), (3, 0)]),
        (3, fraction(4, 10)),
        "0.1 + 0.2 - 0.1, reversed"
    );
    assert_eq!(of(&[(1, 0), (2, 9), (3, 9)]), (1, None), "does not apply");
}

#[test]
fn a_scale_may_use_the_results_of_earlier_scales() {
    let first = scale("a", "mean", &[1, 2], &[]);
    let second = scale("b", "sum", &[3, 4], &[]);
    let mut total = scale("t", "sum", &[], &[]);
    total["scales"] = json!([{"scale": "a", "weight": "2"}, {"scale": "b"}]);
    total["leastAnswered"] = 2.into();
    let scales = [first, second, total];
    let made = pack(&items(4, &[0, 1, 2, 3, 4]), &scales, &json!({}));
    let of = |given: &[(usize, i32)]| score(&made, &answered(&made, given)).value(2);
    assert_eq!(of(&FULL), fraction(7, 1), "twice 2.5, and 2");
    assert_eq!(of(&FULL[..3]), None, "one of the two has no result");
    let [first, second, total] = scales;
    for wrong in [
        vec![total.clone(), first.clone(), second],
        vec![first, total],
    ] {
        let text = text(&items(4, &[0, 1]), &wrong, &json!({}));
        let errors = Pack::read(&text).expect_err("a scale of scales that do not stand before it");
        let mut rules = errors.iter().filter_map(PackError::rule);
        assert!(rules.any(|rule| rule == PackRule::LATER_PART), "{errors}");
    }
}

/// The printed ends of two bands leave a gap. A result in the gap has no band, so it is not shown.
#[test]
fn a_result_between_two_bands_is_not_shown() {
    let mut gap = changed(json!({"method": "mean"}));
    gap["bandSet"] = "gap".into();
    gap["words"] = json!([{"band": "low", "text": "Low."}, {"band": "high", "text": "High."}]);
    let bands = json!({"bandSets": [{"id": "gap", "bands": [
        {"id": "low", "from": "0", "to": "1", "label": "l"}, {"id": "high", "from": "2", "label": "h"},
    ]}]});
    let pack = pack(&items(4, &[0, 1, 2, 3, 4]), &[gap], &bands);
    let of = |values: [i32; 4]| {
        let given: Vec<(usize, i32)> = (1..).zip(values).collect();
        score(&pack, &answered(&pack, &given)).band(0)
    };
    assert_eq!(of([1, 1, 1, 1]), Some(0));
    assert_eq!(of([2, 2, 2, 2]), Some(1));
    assert_eq!(of([1, 1, 1, 2]), None);
}

#[test]
fn numbers_too_large_to_be_exact_give_none() {
    let mut asked = items(4, &[0, 1]);
    asked["optionSets"][0]["options"][1]["counts"] = "999999999.999999".into();
    let weight = "999999999.999999";
    let members: Vec<Value> = (1..=4)
        .map(|item| json!({"item": format!("q{item}"), "weight": weight}))
        .collect();
    let huge = json!({"transform": {"times": weight, "over": "0.000007", "minus": "0.000001"}, "items": members});
    let pack = pack(&asked, &[changed(huge)], &json!({}));
    let profile = score(&pack, &answered(&pack, &[(1, 1), (2, 1), (3, 1), (4, 1)]));
    assert!(profile.value(0).is_none_or(|value| value.is_positive()));
    assert_eq!(profile.value(0).is_some(), profile.band(0).is_some());
}

#[test]
fn steps_to_a_bands_edge_are_counted_through_a_transform() {
    let mut index = changed(json!({"transform": {"times": "25", "over": "4"}, "round": 0}));
    index["bandSet"] = "index".into();
    index["words"] = json!([{"band": "low", "text": "Low."}, {"band": "high", "text": "High."}]);
    let bands = json!({"bandSets": [{"id": "index", "bands": [
        {"id": "low", "from": "0", "label": "l"}, {"id": "high", "from": "50", "exclusive": true, "label": "h"},
    ]}]});
    let pack = pack(&items(4, &[0, 1, 2, 3, 4]), &[index], &bands);
    let explained = explain(&pack, &answered(&pack, &FULL));
    let edges = explained[0].edges.expect("a band");
    assert_eq!(
        (edges.up, edges.down),
        (Some(2), None),
        "44 now, 50 at the edge itself, 56 above"
    );
    assert_eq!(edges.to.map(|edge| edge.inside), Some(true));
    assert_eq!(pack.result_range(0), (Rational::ZERO, whole(100)));
    assert_eq!(
        pack.ordinary_change(0),
        fraction(25, 2).expect("a number"),
        "half a step on each of four, times 25 by 4"
    );
}
