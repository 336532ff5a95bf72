//! Exact numbers: reading, writing, comparing, arithmetic and rounding, checked against floats and larger integers.

use std::cmp::Ordering;

use instrument::number::Decimal;
use instrument::rational::Rational;
use proptest::prelude::*;

use super::common::whole;

fn mean(values: &[i32]) -> Rational {
    super::common::mean(values.iter().copied()).expect("some values")
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a decimal")
}

#[test]
fn a_mean_is_rounded_half_up_without_trailing_zeros() {
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
        assert_eq!(
            mean(values).to_text(places).as_deref(),
            Some(text),
            "{values:?}"
        );
    }
}

/// A fraction is reduced before it is written. One that cannot be written is not written as 0.
#[test]
fn a_number_too_large_to_write_gives_none() {
    let half = (1 << 59) - 1;
    let half = Rational::of(half, 2 * half).expect("a fraction");
    let quarter = half.times(half).expect("it fits");
    assert_eq!(quarter.to_text(6).as_deref(), Some("0.25"));
    let most = Rational::of(i64::MAX, 1).expect("a number");
    let more = most.times(most).expect("it fits");
    assert_eq!(more.to_text(6), None);
}

#[test]
fn numbers_with_a_point_and_a_power_are_read_exactly() {
    let exact = |text| Rational::parse(text).expect("a number");
    for text in ["0", "3", "-7", "2.5", "0.001", "-0.25", "70000000"] {
        assert_eq!(exact(text).to_decimal(6).as_deref(), Some(text));
        assert_eq!(exact(text), decimal(text).into());
    }
    assert_eq!(exact("1e3").as_whole(), Some(1000));
    assert_eq!(exact("25E-1").to_decimal(6).as_deref(), Some("2.5"));
    assert_eq!(exact("2.5").as_whole(), None);
    assert_eq!(exact("-7.5e-1").fraction(), Some((-3, 4)));
    assert!(exact("999999999999999999e18") > exact("-999999999999999999e-18"));
    for text in [
        "1e999999999",
        "1e-2147483648",
        "1e40",
        "9999999999999999999",
        "",
        "-",
        ".5",
        "1,5",
        "NaN",
        "1e",
    ] {
        assert_eq!(Rational::parse(text), None, "{text}");
    }
}

/// A third has no finite decimal, and half of a millionth has more than six decimal places.
#[test]
fn only_what_a_decimal_writes_exactly_is_written_as_one() {
    let third = Rational::of(1, 3).expect("a fraction");
    assert_eq!(third.to_decimal(6), None);
    assert_eq!(third.times(3.into()), Some(Rational::ONE));
    let small = Rational::parse("5e-7").expect("a number");
    assert_eq!(small.to_decimal(6), None);
    assert_eq!(
        small
            .times(2.into())
            .and_then(|it| it.to_decimal(6))
            .as_deref(),
        Some("0.000001")
    );
}

/// `i128::MIN` has no positive counterpart. It is a valid number, but operations that have to negate it give `None`.
#[test]
fn the_least_number_of_all_never_panics() {
    let half = Rational::parse("576460752303423488").expect("a power of two");
    let least = half
        .times(half)
        .and_then(|it| it.times((-512).into()))
        .expect("it fits");
    assert_eq!(Rational::ZERO.minus(least), None);
    assert_eq!(least.distance(Rational::ZERO), None);
    assert_eq!(Rational::ONE.over(least), None);
    assert_eq!(least.over(least), None);
    assert_eq!(least.times(Rational::ONE), Some(least));
    assert!(least < Rational::ZERO);
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
    fn a_rounded_mean_is_the_nearest_decimal(values in prop::collection::vec(-9..99_i32, 1..40)) {
        let exact = f64::from(values.iter().sum::<i32>()) / values.len() as f64;
        let text = mean(&values).to_text(2).expect("small numbers");
        let read: f64 = text.parse().expect("a number");
        prop_assert!((read - exact).abs() <= 0.005 + 1e-9, "{} for {}", text, exact);
        prop_assert!(!text.contains('.') || !text.ends_with(['0', '.']), "{}", text);
    }

    #[test]
    fn distance_is_symmetric_and_exact(
        a in prop::collection::vec(-5..9_i32, 1..9), b in prop::collection::vec(-5..9_i32, 1..9),
    ) {
        let (a, b) = (mean(&a), mean(&b));
        prop_assert_eq!(a.distance(b), b.distance(a));
        prop_assert_eq!(a.distance(b) == Some(Rational::ZERO), a == b);
        prop_assert_eq!(whole(7).distance(whole(3)), Some(whole(4)));
    }

    /// Each operation gives the same as its formula in whole numbers.
    #[test]
    fn arithmetic_is_exact(a in -999..999_i64, b in 1..99_i64, c in -999..999_i64, d in 1..99_i64) {
        let of = |num, den| Rational::of(num, den).expect("a fraction");
        let (x, y) = (of(a, b), of(c, d));
        prop_assert_eq!(x.plus(y), Rational::of(a * d + c * b, b * d));
        prop_assert_eq!(x.minus(y), Rational::of(a * d - c * b, b * d));
        prop_assert_eq!(x.times(y), Rational::of(a * c, b * d));
        prop_assert_eq!(x.over(y), Rational::of(a * d, b * c));
        prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        prop_assert_eq!(x.floor(), Some(a.div_euclid(b)));
        prop_assert_eq!(Rational::of(-a, -b), Some(x));
    }

    /// Halves go up, whatever the sign.
    #[test]
    fn rounding_is_to_the_nearest(num in -99_999..99_999_i64, den in 1..999_i64, places in 0..4_u32) {
        let exact = Rational::of(num, den).expect("a fraction");
        let rounded = exact.round(places).expect("small numbers");
        let off = rounded.minus(exact).expect("small numbers");
        let half = Rational::of(1, 2 * 10_i64.pow(places)).expect("a fraction");
        let less = Rational::ZERO.minus(half).expect("a fraction");
        prop_assert!(off > less && off <= half, "{:?} off", off.to_text(6));
        prop_assert_eq!(rounded.to_text(6), exact.to_text(places));
    }

    /// Numbers are compared correctly even if a product of their parts would overflow.
    #[test]
    fn the_largest_numbers_are_compared_without_overflow(
        a in any::<i64>(), b in 1..=i64::MAX, c in any::<i64>(), d in 1..=i64::MAX, grow in 0..4_u32,
    ) {
        let (Some(mut x), Some(mut y)) = (Rational::of(a, b), Rational::of(c, d)) else { return Ok(()) };
        let product = i128::from(a) * i128::from(d);
        let order = product.cmp(&(i128::from(c) * i128::from(b)));
        prop_assert_eq!(x.cmp(&y), order);
        // Multiplying both by the same fraction just under one keeps their order and makes their parts larger.
        let nearly = Rational::of(i64::MAX - 1, i64::MAX).expect("a fraction");
        for _ in 0..grow {
            let (Some(larger), Some(other)) = (x.times(nearly), y.times(nearly)) else { break };
            (x, y) = (larger, other);
        }
        prop_assert_eq!(x.cmp(&y), order);
        prop_assert_eq!(y.cmp(&x), order.reverse());
    }
}

#[test]
fn overflow_gives_none_and_never_a_wrong_number() {
    let large = whole(i64::MAX);
    let larger = large.times(large).expect("it fits");
    assert_eq!(larger.times(larger), None);
    assert_eq!(whole(1).over(Rational::ZERO), None);
    assert_eq!(Rational::of(1, 0), None);
    assert_eq!(larger.cmp(&large), Ordering::Greater);
}
