//! Properties of the engine that hold for any answers.

use instrument::number::Decimal;
use instrument::rational::Rational;
use instrument::{Answer, Answers, Pack, score};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::mean;
use super::synthetic_packs::{answered, items, pack, scale, text};

/// Eight items with decimal values, and three scales with reversed items: a weighted mean, a prorated sum and a count.
fn pack_with_every_method() -> Pack {
    Pack::read(&pack_with_every_method_text()).expect("a whole pack")
}

fn pack_with_every_method_text() -> String {
    let mut asked = items(8, &[0, 1, 2, 3, 4]);
    asked["optionSets"][0]["options"][1]["counts"] = "0.75".into();
    asked["optionSets"][0]["options"][3]["counts"] = "3.1".into();
    let mut average = scale("m", "mean", &[1, 2, 3, 4, 5, 6, 7, 8], &[2, 5]);
    average["leastAnswered"] = 3.into();
    average["items"][3]["weight"] = "1.5".into();
    let mut made_up = scale("p", "sum", &[1, 3, 5, 7], &[7]);
    made_up["leastAnswered"] = 2.into();
    made_up["prorate"] = true.into();
    let mut counted = scale("c", "count", &[8, 6, 4, 2], &[6]);
    counted["leastAnswered"] = 1.into();
    counted["countFrom"] = "3".into();
    text(&asked, &[average, made_up, counted], &json!({}))
}

fn sheet(pack: &Pack, seed: &[Option<i32>]) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for (item, value) in seed.iter().enumerate() {
        answers.set(item, value.map_or(Answer::Skipped, Answer::Chosen));
    }
    answers
}

proptest! {
    #[test]
    fn reversing_twice_changes_nothing(values in prop::collection::vec(0..5_i32, 8)) {
        let pack = pack_with_every_method();
        let answers = sheet(&pack, &values.iter().copied().map(Some).collect::<Vec<_>>());
        for (member, item) in pack.members(0).filter(|(member, _)| member.reversed) {
            let counted = pack.counted(member, item, &answers).expect("answered");
            let again = counted.to_text(6).and_then(|text| Decimal::parse(&text)).expect("few places");
            let twice = pack.reversed_value(member, item, again).expect("small");
            let chosen = Rational::from(pack.option_score(item, &answers).expect("answered"));
            prop_assert_eq!(twice, chosen);
            prop_assert_eq!(counted == chosen, values[item] == 2, "only the middle is its own contrary");
        }
    }

    /// A skipped item has the same effect as one that was never reached.
    #[test]
    fn a_skipped_item_never_counts(seed in prop::collection::vec(prop::option::of(0..5_i32), 8)) {
        let pack = pack_with_every_method();
        let skipped = sheet(&pack, &seed);
        let mut open = Answers::blank(pack.len());
        for (item, value) in seed.iter().enumerate() {
            if let Some(value) = value {
                open.set(item, Answer::Chosen(*value));
            }
        }
        let (a, b) = (score(&pack, &skipped), score(&pack, &open));
        prop_assert_eq!(&a, &b);
        for (scale, one) in pack.scales().iter().zip(&a.scales) {
            let answered = scale.items.iter().filter(|member| {
                seed[pack.item_index(&member.item).expect("an item")].is_some()
            }).count();
            prop_assert_eq!(one.answered, answered);
        }
    }

    /// Neither the order of the items in the pack nor their order in a scale changes a result.
    #[test]
    fn a_result_does_not_depend_on_the_order_of_items(
        seed in prop::collection::vec(prop::option::of(0..5_i32), 8), order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let straight = pack_with_every_method();
        let mut form: Value = serde_json::from_str(&pack_with_every_method_text()).expect("JSON");
        for place in ["/sections/0/items", "/scales/0/items", "/scales/1/items", "/scales/2/items"] {
            let list = form.pointer_mut(place).expect("a list").as_array_mut().expect("a list");
            let shuffled: Vec<Value> = order.iter().filter_map(|at| list.get(*at).cloned()).collect();
            *list = shuffled;
        }
        let shuffled = Pack::read(&form.to_string()).expect("a whole pack");
        let moved: Vec<Option<i32>> = order.iter().map(|at| seed[*at]).collect();
        prop_assert_eq!(score(&straight, &sheet(&straight, &seed)), score(&shuffled, &sheet(&shuffled, &moved)));
    }

    /// Every result is in exactly one band.
    #[test]
    fn bands_cover_the_range_exactly_once(
        values in prop::collection::vec(0..5_i32, 4), edges in prop::collection::btree_set(1..160_i32, 0..6), exclusive in any::<bool>(),
    ) {
        let mut bands = vec![json!({"id": "b0", "from": "0", "label": "l"})];
        for (at, edge) in edges.iter().enumerate() {
            let from = format!("{}.{}", edge / 10, edge % 10);
            bands.push(json!({"id": format!("b{}", at + 1), "from": from, "label": "l", "exclusive": exclusive}));
        }
        let mut sum = scale("s", "sum", &[1, 2, 3, 4], &[]);
        sum["bandSet"] = "cut".into();
        sum["words"] = bands.iter().map(|band| json!({"band": band["id"], "text": "Words."})).collect();
        let pack = pack(&items(4, &[0, 1, 2, 3, 4]), &[sum], &json!({"bandSets": [{"id": "cut", "bands": bands}]}));
        let given: Vec<(usize, i32)> = (1..).zip(values).collect();
        let profile = score(&pack, &answered(&pack, &given));
        let (value, band) = (profile.value(0).expect("a result"), profile.band(0).expect("a band"));
        let bands = pack.bands(&pack.scales()[0]);
        let inside = |at: usize| bands[at].is_reached_by(value) && !bands.get(at + 1).is_some_and(|next| next.is_reached_by(value));
        let holding: Vec<usize> = (0..bands.len()).filter(|at| inside(*at)).collect();
        prop_assert_eq!(holding, vec![band]);
    }

    #[test]
    fn a_mean_is_the_sum_divided_by_the_count(values in prop::collection::vec(0..5_i32, 4)) {
        let given: Vec<(usize, i32)> = (1..).zip(values.iter().copied()).collect();
        let pack = pack(&items(4, &[0, 1, 2, 3, 4]), &[scale("s", "mean", &[1, 2, 3, 4], &[])], &json!({}));
        prop_assert_eq!(score(&pack, &answered(&pack, &given)).value(0), mean(values));
    }
}

/// `tests/browser` compares the same digests in the browsers.
#[test]
fn ten_thousand_sheets_score_as_they_do_in_a_browser() {
    for (text, wanted) in super::sheets::PACKS {
        let pack = Pack::read(text).expect("a whole pack");
        assert_eq!(super::sheets::digest(&pack), wanted, "{}", pack.key().id);
    }
}
