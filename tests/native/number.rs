//! Exact numbers: how they are written, how far they are apart, what is missing to an edge.

use compassion_check::domain::number::{Decimal, Mean};
use proptest::prelude::*;

fn mean(values: &[i32]) -> Mean {
    Mean::of(values.iter().copied()).expect("some values")
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a decimal")
}

#[test]
fn a_mean_is_rounded_half_up_and_has_no_idle_zeros() {
    let cases: [(&[i32], u32, &str); 12] = [
        (&[2, 2, 2, 3], 2, "2.25"),
        (&[2, 3], 2, "2.5"),
        (&[2], 2, "2"),
        (&[10], 2, "10"),
        (&[10, 11], 0, "11"),
        (&[1, 1, 0], 2, "0.67"),
        (&[1, 0, 0], 2, "0.33"),
        (&[1, 0, 0, 0, 0, 0, 0, 0], 2, "0.13"),
        (&[-1, 0, 0, 0, 0, 0, 0, 0], 2, "-0.12"),
        (&[0, 0, 0, 0, 0, -1], 0, "0"),
        (&[0], 2, "0"),
        (&[i32::MAX], 6, "2147483647"),
    ];
    for (values, places, text) in cases {
        assert_eq!(mean(values).to_text(places), text, "{values:?}");
    }
}

#[test]
fn a_decimal_is_written_as_the_author_wrote_it() {
    for text in ["0", "2", "2.5", "2.50", "-0.5", "0.05", "-12.000001"] {
        assert_eq!(decimal(text).to_text(), text);
    }
    assert_eq!(decimal("2.50"), decimal("2.5"), "and is the same number");
}

proptest! {
    #[test]
    fn a_mean_in_digits_is_the_nearest(values in prop::collection::vec(-9..99_i32, 1..40)) {
        let exact = f64::from(values.iter().sum::<i32>()) / values.len() as f64;
        let text = mean(&values).to_text(2);
        let read: f64 = text.parse().expect("a number");
        prop_assert!((read - exact).abs() <= 0.005 + 1e-9, "{} for {}", text, exact);
        prop_assert!(!text.contains('.') || !text.ends_with(['0', '.']), "{}", text);
    }

    #[test]
    fn what_is_missing_reaches_the_edge_and_one_less_does_not(
        sum in -50..300_i64, count in 1..40_usize, units in -5_000..5_000_i64,
    ) {
        let edge = decimal(&format!("{}{}.{:03}", if units < 0 { "-" } else { "" }, units.abs() / 1_000, units.abs() % 1_000));
        let with = |more: i64| {
            let mut values = vec![0; count];
            values[0] = i32::try_from(sum + more).expect("a small number");
            mean(&values)
        };
        let missing = with(0).missing(edge);
        prop_assert!(with(missing).reaches(edge));
        prop_assert!(!with(missing - 1).reaches(edge));
    }

    #[test]
    fn distance_is_the_same_both_ways_and_exact(
        a in prop::collection::vec(-5..9_i32, 1..9), b in prop::collection::vec(-5..9_i32, 1..9),
    ) {
        let (a, b) = (mean(&a), mean(&b));
        prop_assert_eq!(a.distance(b), b.distance(a));
        prop_assert_eq!(a.distance(b) == mean(&[0]), a == b);
        let whole = mean(&[7]);
        prop_assert_eq!(whole.distance(mean(&[3])), mean(&[4]));
        prop_assert_eq!(whole.distance(mean(&[3])).in_steps(8), mean(&[0, 1]));
    }
}
