//! Scores: exact at the cut-offs, independent of skipped items, and never from too few answers.

use super::common::{first_pack as pack, mean, only, sheet};
use instrument::number::Decimal;
use instrument::rational::Rational;
use instrument::score;
use instrument::score::Outcome;
use proptest::prelude::*;

fn band_of(scale: &str, given: &[(&str, i32)]) -> Option<String> {
    let pack = pack();
    let at = pack
        .scales()
        .iter()
        .position(|known| known.id == scale)
        .expect("a scale");
    let profile = score(&pack, &only(&pack, given));
    let band = profile.band(at)?;
    Some(pack.bands(&pack.scales()[at])[band].id.clone())
}

#[test]
fn band_edges_are_inclusive_and_exact() {
    let four = |values: [i32; 4]| {
        let given: Vec<(&str, i32)> = ["e1", "e2", "e3", "e4"].into_iter().zip(values).collect();
        band_of("depletion", &given)
    };
    assert_eq!(four([0, 0, 0, 0]).as_deref(), Some("quiet"));
    assert_eq!(
        four([1, 1, 1, 2]).as_deref(),
        Some("quiet"),
        "a mean of 1.25"
    );
    assert_eq!(
        four([1, 1, 2, 2]).as_deref(),
        Some("some"),
        "a mean of 1.5 exactly"
    );
    assert_eq!(
        four([2, 2, 2, 3]).as_deref(),
        Some("some"),
        "a mean of 2.25"
    );
    assert_eq!(
        four([2, 2, 3, 3]).as_deref(),
        Some("often"),
        "a mean of 2.5 exactly"
    );
    assert_eq!(four([4, 4, 4, 4]).as_deref(), Some("often"));
}

#[test]
fn fewer_than_two_thirds_answered_is_not_enough() {
    assert_eq!(band_of("depletion", &[("e1", 4), ("e2", 4)]), None);
    assert_eq!(
        band_of("depletion", &[("e1", 4), ("e2", 4), ("e3", 4)]).as_deref(),
        Some("often")
    );
}

#[test]
fn every_scale_requires_two_thirds_of_its_answers() {
    for scale in pack().scales() {
        assert_eq!(
            scale.least_answered,
            (2 * scale.items.len()).div_ceil(3),
            "{}",
            scale.id
        );
    }
}

/// A high answer to one item changes only the scales that include it.
#[test]
fn each_item_moves_its_own_scale_alone() {
    let pack = pack();
    let flat = score(&pack, &sheet(&pack, |_, values| values.first().copied()));
    for item in 0..pack.len() {
        let hot = sheet(&pack, |at, values| {
            if at == item {
                values.last().copied()
            } else {
                values.first().copied()
            }
        });
        let hot = score(&pack, &hot);
        for (at, scale) in pack.scales().iter().enumerate() {
            let holds = scale
                .items
                .iter()
                .any(|member| member.item == pack.item(item).id);
            assert_eq!(
                flat.value(at) != hot.value(at),
                holds,
                "{} in {}",
                pack.item(item).id,
                scale.id
            );
        }
    }
}

#[test]
fn reversal_mirrors_between_lowest_and_highest() {
    let reversed = super::common::FIRST_PACK.replacen(
        r#"{"item": "e1"}"#,
        r#"{"item": "e1", "reversed": true}"#,
        1,
    );
    assert_ne!(
        reversed,
        super::common::FIRST_PACK,
        "the pack names e1 in a scale"
    );
    let pack = instrument::Pack::read(&reversed).expect("a whole pack");
    let mean_of = |value| {
        let given = [("e1", value), ("e2", 0), ("e3", 0), ("e4", 0)];
        score(&pack, &only(&pack, &given)).value(0)
    };
    assert_eq!(mean_of(0), mean([4, 0, 0, 0]));
    assert_eq!(mean_of(1), mean([3, 0, 0, 0]));
    assert_eq!(mean_of(4), mean([0, 0, 0, 0]));
}

#[test]
fn decimals_are_read_as_written() {
    for text in [
        "",
        "-",
        "1.",
        ".5",
        "1,5",
        "1.5e3",
        "1.2345678",
        "1234567890",
        "NaN",
        "0x1",
        " 1",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text:?}");
    }
    assert!(Decimal::parse("-0.5") < Decimal::parse("0"));
    assert!(Decimal::parse("2.50") == Decimal::parse("2.50"));
    assert!(Decimal::parse("2.5").expect("a decimal") < Decimal::parse("2.51").expect("a decimal"));
}

proptest! {
    /// Skipping is not the same as answering "never": a skipped item does not change the mean of the others.
    #[test]
    fn a_skipped_item_never_counts(values in prop::collection::vec(0..5_i32, 4), skipped in 0..4_usize) {
        let pack = pack();
        let ids = ["e1", "e2", "e3", "e4"];
        let given: Vec<(&str, i32)> = ids.into_iter().zip(values.clone()).enumerate()
            .filter(|(at, _)| *at != skipped).map(|(_, pair)| pair).collect();
        let rest = given.iter().map(|(_, value)| *value);
        prop_assert_eq!(score(&pack, &only(&pack, &given)).value(0), mean(rest));
    }

    /// The lowest band begins at the lowest mean, and a mean that reaches one band reaches all bands below it.
    #[test]
    fn every_answered_scale_has_one_band(values in prop::collection::vec(0..5_i32, 1..7)) {
        let pack = pack();
        let bands = pack.bands(&pack.scales()[0]).to_vec();
        let value = mean(values.iter().copied()).expect("some values");
        let reached: Vec<bool> = bands.iter().map(|band| value.reaches(band.from)).collect();
        prop_assert!(reached[0], "the lowest edge is the lowest mean");
        prop_assert!(reached.is_sorted_by(|a, b| a >= b), "no gap");
    }

    /// The place of the mark, in thousandths of the scale, compared with the same calculation in floats.
    #[test]
    fn the_position_of_the_mark_is_the_mean(values in prop::collection::vec(0..5_i32, 1..20)) {
        let value = mean(values.iter().copied()).expect("some values");
        let float = f64::from(values.iter().sum::<i32>()) / values.len() as f64 / 4.0 * 1000.0;
        prop_assert!((f64::from(value.per_mille(Rational::ZERO, Decimal::parse("4").expect("a decimal").into())) - float).abs() <= 0.5 + 1e-9);
    }

    #[test]
    fn outcome_says_how_many_were_answered(seed in prop::collection::vec(prop::option::of(0..5_i32), 35)) {
        let pack = pack();
        let answers = sheet(&pack, |item, values| seed[item].filter(|value| values.contains(value)));
        for (scale, scored) in pack.scales().iter().zip(score(&pack, &answers).scales) {
            let answered = scale.items.iter()
                .filter(|member| answers.value(pack.item_index(&member.item).expect("an item")).is_some())
                .count();
            prop_assert_eq!(scored.answered, answered);
            prop_assert_eq!(scored.outcome == Outcome::NotEnough, answered < scale.least_answered);
        }
    }
}
