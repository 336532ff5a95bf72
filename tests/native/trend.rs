//! Change over time: in order of time, never between different questions, and with small changes called steady.

use instrument::trend::Change;
use instrument::{Check, CheckId, Moment, Pack, trend};
use proptest::prelude::*;

use super::common::{FIRST_PACK as PACK, first_pack as pack, mean, only};

/// A check on `pack`, on this day, with `values` as the answers to `e1` to `e4`.
fn check(pack: &Pack, day: i64, values: &[i32]) -> Check {
    let now = Moment {
        utc: day * 86_400_000,
        offset: 0,
    };
    let given: Vec<(&str, i32)> = ["e1", "e2", "e3", "e4"]
        .into_iter()
        .zip(values.iter().copied())
        .collect();
    let begun = Check::begin(CheckId(format!("day-{day}")), pack, now);
    begun.with(pack, &only(pack, &given), now)
}

fn changes(days: &[(i64, &[i32])]) -> (Option<Change>, Option<Change>) {
    let pack = pack();
    let checks: Vec<Check> = days
        .iter()
        .map(|(day, values)| check(&pack, *day, values))
        .collect();
    let checks: Vec<&Check> = checks.iter().collect();
    let groups = trend(&checks, &[&pack]);
    (
        groups[0].scales[0].since_last,
        groups[0].scales[0].since_first,
    )
}

#[test]
fn less_than_half_a_step_is_steady() {
    let two: &[i32] = &[1, 1, 1, 1];
    assert_eq!(
        changes(&[(1, two), (2, &[1, 1, 1, 2])]).0,
        Some(Change::Steady),
        "0.25 more"
    );
    assert_eq!(
        changes(&[(1, two), (2, &[1, 1, 2, 2])]).0,
        Some(Change::Up),
        "0.5 more exactly"
    );
    assert_eq!(
        changes(&[(1, two), (2, &[0, 1, 1, 1])]).0,
        Some(Change::Steady),
        "0.25 less"
    );
    assert_eq!(
        changes(&[(1, two), (2, &[0, 0, 1, 1])]).0,
        Some(Change::Down),
        "0.5 less exactly"
    );
    assert_eq!(
        changes(&[(1, two), (2, &[1, 1, 2])]).0,
        Some(Change::Steady),
        "a third more"
    );
}

#[test]
fn the_newest_check_is_compared_with_the_one_before_and_the_first() {
    let slow: &[(i64, &[i32])] = &[(3, &[2, 2, 1, 1]), (1, &[1, 1, 1, 1]), (2, &[1, 1, 1, 2])];
    assert_eq!(changes(slow), (Some(Change::Steady), Some(Change::Up)));
    let gap: &[(i64, &[i32])] = &[(1, &[4, 4, 4, 4]), (2, &[0]), (3, &[0, 0, 0, 0])];
    assert_eq!(
        changes(gap),
        (Some(Change::Down), Some(Change::Down)),
        "over a check without a score"
    );
    let open: &[(i64, &[i32])] = &[(1, &[4, 4, 4, 4]), (2, &[0, 0, 0, 0]), (3, &[0])];
    assert_eq!(changes(open), (None, None), "the newest has no score");
    assert_eq!(changes(&[(1, &[1, 1, 1, 1])]), (None, None));
}

#[test]
fn checks_on_other_questions_are_another_group() {
    let now = pack();
    let other = |from: &str, to: &str| {
        assert!(PACK.contains(from));
        Pack::read(&PACK.replacen(from, to, 1)).expect("a whole pack")
    };
    let version = other(r#""version": "1.0.0""#, r#""version": "1.1.0""#);
    let recall = other(r#""days": 30"#, r#""days": 14"#);
    let checks = [
        check(&now, 1, &[1, 1, 1, 1]),
        check(&recall, 2, &[4, 4, 4, 4]),
        check(&version, 4, &[2, 2, 2, 2]),
        check(&now, 3, &[1, 1, 1, 1]),
        check(&other("Never", "Not once"), 5, &[1, 1, 1, 1]),
    ];
    let checks: Vec<&Check> = checks.iter().collect();
    let groups = trend(&checks, &[&now, &recall, &version, &now]);
    let found: Vec<(usize, &[usize])> = groups
        .iter()
        .map(|group| (group.pack, group.checks.as_slice()))
        .collect();
    assert_eq!(
        found,
        [(2, &[2][..]), (0, &[0, 3]), (1, &[1])],
        "the newest first, and the one without its pack in none"
    );
    assert_eq!(groups[0].scales[0].since_last, None);
    for group in &groups {
        for series in &group.scales {
            let checks: Vec<usize> = series.points.iter().map(|point| point.check).collect();
            assert_eq!(checks, group.checks);
        }
    }
}

#[test]
fn a_pack_may_set_its_own_threshold_but_not_zero() {
    let with = |wobble: &str| Pack::read(&PACK.replacen(r#""wobble": "0.5","#, wobble, 1));
    let half = with("").expect("a whole pack");
    assert_eq!(
        half.ordinary_change(0),
        pack().ordinary_change(0),
        "half a step when it is not given"
    );
    let wide = with(r#""wobble": "2","#).expect("a whole pack");
    let checks = [
        check(&wide, 1, &[0, 0, 0, 0]),
        check(&wide, 2, &[1, 2, 2, 2]),
    ];
    let groups = trend(&[&checks[0], &checks[1]], &[&wide]);
    assert_eq!(groups[0].scales[0].since_last, Some(Change::Steady));
    let wrong = with(r#""wobble": "0","#).expect_err("nothing would be steady");
    assert!(wrong.to_string().contains("wobble"), "{wrong:?}");
}

proptest! {
    #[test]
    fn rises_and_falls_are_treated_alike(a in prop::collection::vec(0..5_i32, 1..9), b in prop::collection::vec(0..5_i32, 1..9)) {
        let (a, b) = (mean(a).expect("a mean"), mean(b).expect("a mean"));
        let change = |from, to| Change::between(from, to, pack().ordinary_change(0));
        let mirrored = match change(b, a) {
            Change::Steady => Change::Steady,
            Change::Up => Change::Down,
            Change::Down => Change::Up,
        };
        prop_assert_eq!(change(a, b), mirrored);
        prop_assert_eq!(change(a, a), Change::Steady);
    }
}
