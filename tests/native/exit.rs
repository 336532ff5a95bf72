//! Leaving the page by pressing Shift three times, by the rule of the GOV.UK Design System.

use compassion_check::features::quick_exit::rule::{REPEAT_TIMEOUT, ShiftPresses, Signal};
use proptest::prelude::*;

/// Shift alone is released at `now`, in milliseconds.
fn shift(presses: &mut ShiftPresses, now: i64) -> Option<Signal> {
    presses.key(true, false, now)
}

#[test]
fn three_presses_leave_and_the_first_two_are_announced() {
    let mut presses = ShiftPresses::default();
    let heard = [10, 900, 1_800].map(|now| shift(&mut presses, now));
    assert_eq!(
        heard,
        [
            Some(Signal::TwoMore),
            Some(Signal::OneMore),
            Some(Signal::Leave)
        ]
    );
    assert_eq!(
        shift(&mut presses, 2_000),
        Some(Signal::TwoMore),
        "and it begins anew"
    );
}

#[test]
fn another_key_ends_the_count() {
    let mut presses = ShiftPresses::default();
    shift(&mut presses, 10);
    shift(&mut presses, 20);
    assert_eq!(presses.key(false, false, 30), Some(Signal::Over));
    assert_eq!(presses.key(false, false, 40), None, "which is said once");
    assert_eq!(shift(&mut presses, 50), Some(Signal::TwoMore));
}

/// Typing "Ab": A goes up while Shift is down, then Shift goes up.
#[test]
fn shift_held_for_a_capital_letter_does_not_count() {
    let mut presses = ShiftPresses::default();
    for word in 0..9 {
        let now = word * 100;
        assert_eq!(presses.key(false, true, now), None);
        assert_eq!(
            presses.key(true, false, now + 10),
            None,
            "the Shift of that letter"
        );
        assert_eq!(presses.key(false, false, now + 20), None);
    }
}

#[test]
fn presses_more_than_five_seconds_apart_do_not_count() {
    let mut presses = ShiftPresses::default();
    shift(&mut presses, 0);
    assert_eq!(presses.wait(REPEAT_TIMEOUT - 1), None);
    assert_eq!(
        shift(&mut presses, REPEAT_TIMEOUT - 1),
        Some(Signal::OneMore)
    );
    assert_eq!(
        presses.wait(REPEAT_TIMEOUT),
        None,
        "counted from the last one"
    );
    assert_eq!(presses.wait(2 * REPEAT_TIMEOUT), Some(Signal::Over));
    assert_eq!(presses.wait(2 * REPEAT_TIMEOUT), None);
    assert!(presses.is_idle(2 * REPEAT_TIMEOUT));
    // If the timer did not run, the press itself is recognised as too late.
    shift(&mut presses, 20_000);
    assert_eq!(
        shift(&mut presses, 20_000 + REPEAT_TIMEOUT),
        Some(Signal::TwoMore)
    );
}

proptest! {
    /// For any keys: only three presses of Shift alone, each soon after the one before, leave the page.
    #[test]
    fn only_three_presses_in_a_row_leave(keys in prop::collection::vec((any::<bool>(), any::<bool>(), 0..6_000_i64), 0..40)) {
        let mut presses = ShiftPresses::default();
        let (mut now, mut run, mut held) = (0, 0, false);
        for (is_shift, down, pause) in keys {
            now += pause;
            let alone = is_shift && !held;
            run = match (alone, pause < REPEAT_TIMEOUT) {
                (false, _) => 0,
                (true, false) => 1,
                (true, true) => run + 1,
            };
            held = down;
            let left = presses.key(is_shift, down, now) == Some(Signal::Leave);
            prop_assert_eq!(left, run == 3);
            if left {
                run = 0;
            }
        }
    }
}
