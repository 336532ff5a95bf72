//! How a result came about: what each answer counts, and how near the cut-offs are, tried out by changing the answers.

use instrument::explain::ScaleExplanation;
use instrument::number::Decimal;
use instrument::rational::Rational;
use instrument::score::Outcome;
use instrument::{Answer, Answers, Pack, explain, score};
use proptest::prelude::*;

use super::common::{FIRST_PACK as PACK, first_pack as pack, only, sheet, whole};

/// The default pack with one item reverse-scored, and a cut-off that no mean of four answers equals.
fn pack_with_odd_cut_offs() -> Pack {
    let text = PACK
        .replacen(
            r#"{"item": "e1"}"#,
            r#"{"item": "e1", "reversed": true}"#,
            1,
        )
        .replace(r#""from": "1.5""#, r#""from": "1.333""#);
    assert!(text.contains("1.333") && text.contains("reversed"));
    Pack::read(&text).expect("a whole pack")
}

/// The default pack with `values` in place of 0 to 4, the values of its frequencies.
fn with_values(values: [i32; 5]) -> Pack {
    let labels = ["Never", "Rarely", "Sometimes", "Often", "Very often"];
    let text = labels
        .iter()
        .enumerate()
        .fold(PACK.to_owned(), |text, (at, label)| {
            let option = |value: i32| format!(r#"{{"value": {value}, "label": "{label}"}}"#);
            let old = option(i32::try_from(at).expect("a place"));
            assert!(text.contains(&old));
            text.replacen(&old, &option(values[at]), 1)
        });
    Pack::read(&text).expect("a whole pack")
}

/// The sheet after so many single steps up (or down, if negative) on the answers that count in the scale.
fn stepped(pack: &Pack, answers: &Answers, scale: &ScaleExplanation, steps: i64) -> Answers {
    let mut next = answers.clone();
    let mut left = steps.abs();
    for part in &scale.parts {
        let (low, high) = pack.range(part.item);
        while let Some(value) = next.value(part.item)
            && left > 0
        {
            let moved = value + if (steps > 0) != part.reversed { 1 } else { -1 };
            if Decimal::from(moved) < low || Decimal::from(moved) > high {
                break;
            }
            next.set(part.item, Answer::Chosen(moved));
            left -= 1;
        }
    }
    assert_eq!(left, 0, "there is room for the steps");
    next
}

#[test]
fn each_answer_is_shown_with_its_value() {
    let pack = pack_with_odd_cut_offs();
    let mut answers = only(&pack, &[("e1", 1), ("e2", 3), ("e3", 4)]);
    let explained = explain(&pack, &answers);
    let depletion = &explained[0];
    let shown: Vec<_> = depletion
        .parts
        .iter()
        .map(|part| {
            (
                pack.item(part.item).id.as_str(),
                part.reversed,
                part.answer,
                part.counted,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("e1", true, Some(Answer::Chosen(1)), Some(whole(3))),
            ("e2", false, Some(Answer::Chosen(3)), Some(whole(3))),
            ("e3", false, Some(Answer::Chosen(4)), Some(whole(4))),
            ("e4", false, Some(Answer::Skipped), None),
        ]
    );
    assert_eq!(
        (
            depletion.score.answered,
            depletion.score.items,
            depletion.least_answered
        ),
        (3, 4, 3)
    );
    let Outcome::Scored { value, .. } = depletion.score.outcome else {
        panic!("three of four are enough");
    };
    assert_eq!(value.to_text(2).as_deref(), Some("3.33"));
    let edges = depletion.edges.expect("a band");
    assert_eq!(
        (edges.from.at.to_text().as_str(), edges.to, edges.up),
        ("2.5", None, None)
    );
    assert_eq!(
        edges.down,
        Some(3),
        "from 10 in all to 7, and 7.5 is the edge"
    );

    answers.set(2, Answer::Skipped);
    assert_eq!(
        explain(&pack, &answers)[0].edges,
        None,
        "not enough answered"
    );
}

#[test]
fn a_step_is_from_one_answer_to_the_next() {
    let edges = |pack: &Pack, value| {
        let given = ["e1", "e2", "e3", "e4"].map(|id| (id, value));
        explain(pack, &only(pack, &given))[0].edges.expect("a band")
    };
    let wide = with_values([0, 25, 50, 75, 100]);
    assert_eq!(wide.step(0), Some(whole(25)));
    // The bands of this pack still begin at 1.5 and 2.5: the first step passes both edges.
    assert_eq!((edges(&wide, 0).up, edges(&wide, 0).down), (Some(1), None));
    assert_eq!(edges(&wide, 25).down, Some(4), "100 in all, below 10");
    let uneven = with_values([0, 1, 2, 3, 9]);
    assert_eq!(uneven.step(0), None);
    assert_eq!(
        (edges(&uneven, 2).up, edges(&uneven, 2).down),
        (None, None),
        "steps of two sizes are not counted"
    );
}

proptest! {
    #[test]
    fn the_stated_steps_are_the_fewest_that_reach_the_next_band(
        seed in prop::collection::vec(prop::option::of(0..5_i32), 35), straight in any::<bool>(),
    ) {
        let pack = if straight { (*pack()).clone() } else { pack_with_odd_cut_offs() };
        let answers = sheet(&pack, |item, values| seed[item].filter(|value| values.contains(value)));
        for scale in explain(&pack, &answers) {
            let (Some(edges), Some(band)) = (scale.edges, score(&pack, &answers).band(scale.scale)) else {
                prop_assert_eq!(scale.edges, None);
                continue;
            };
            let after = |steps| score(&pack, &stepped(&pack, &answers, &scale, steps)).band(scale.scale).expect("a band");
            let room: i64 = scale.parts.iter().filter_map(|part| Rational::from(pack.range(part.item).1).minus(part.counted?)?.floor()).sum();
            match edges.up {
                Some(up) => {
                    prop_assert!(after(up) > band && after(up - 1) == band, "{} up from {}", up, band);
                }
                None => prop_assert!(edges.to.is_none() || after(room) == band),
            }
            match edges.down {
                Some(down) => {
                    prop_assert!(after(-down) < band && after(1 - down) == band, "{} down from {}", down, band);
                }
                None => prop_assert_eq!(band, 0),
            }
        }
    }
}
