//! Tests when an open lock closes automatically.

use vault::lock::{GRACE_MINUTES, Idle, MAX_UNTOUCHED, MINUTES};

/// One day after 1970, so that no time in the tests is near zero.
const START: i64 = 86_400_000;
const MINUTE: i64 = 60_000;

fn touched(minutes: Option<u32>) -> Idle {
    let mut idle = Idle::default();
    idle.minutes = minutes;
    idle.touch(START);
    idle
}

/// Whether the lock closes `after` milliseconds after the last touch.
fn over(minutes: u32, after: i64, hidden: bool, grace_until: i64) -> bool {
    touched(Some(minutes)).is_over(START + after, hidden, grace_until)
}

#[test]
fn the_lock_closes_after_the_chosen_minutes() {
    for minutes in MINUTES {
        for hidden in [false, true] {
            let allowed = match (minutes, hidden) {
                (0, false) => MAX_UNTOUCHED,
                _ => minutes,
            };
            let end = i64::from(allowed) * MINUTE;
            for (after, is_over) in [(end - 1, false), (end, true), (end + 1, true)] {
                let what = format!("{minutes} minutes, hidden: {hidden}, after {after}");
                assert_eq!(over(minutes, after, hidden, 0), is_over, "{what}");
            }
        }
    }
}

/// A file dialog, the print dialog or the share sheet may cover the page. The lock must not close meanwhile.
#[test]
fn hidden_time_during_a_grace_period_does_not_count() {
    let until = Idle::grace_until(START);
    assert_eq!(until - START, i64::from(GRACE_MINUTES) * MINUTE);
    let after = until - START;
    for (minutes, is_over) in [(0, [false, true]), (1, [true, true]), (5, [false, false])] {
        let looked = [after - 1, after].map(|after| over(minutes, after, true, until));
        assert_eq!(looked, is_over, "{minutes} minutes");
    }
    // But a page that nobody touches is closed even during a grace period.
    let untouched = i64::from(MAX_UNTOUCHED) * MINUTE;
    assert!(over(0, untouched, true, START + untouched + 1));
}

#[test]
fn a_touch_restarts_the_timer() {
    let mut idle = touched(Some(1));
    assert!(!idle.is_over(START + MINUTE - 1, true, 0));
    idle.touch(START + MINUTE - 1);
    assert!(!idle.is_over(START + 2 * MINUTE - 2, true, 0));
    assert!(idle.is_over(START + 2 * MINUTE - 1, true, 0));
}

#[test]
fn the_lock_closes_only_once() {
    let mut idle = touched(Some(0));
    assert!(idle.is_over(START, true, 0));
    assert_eq!(idle.minutes, None);
    assert!(!idle.is_over(START + MINUTE, true, 0));
}

/// A lock that is opened in the morning must not close because of the night before.
#[test]
fn time_without_an_open_lock_does_not_count() {
    let night = START + 600 * MINUTE;
    let mut idle = touched(None);
    assert!(!idle.is_over(night, true, 0));
    idle.minutes = Some(5);
    assert!(!idle.is_over(night + 5 * MINUTE - 1, true, 0));
    assert!(idle.is_over(night + 5 * MINUTE, true, 0));
}

/// A clock that was put back must not close the lock, nor keep it from closing later.
#[test]
fn a_clock_that_is_set_back_does_not_close_the_lock() {
    let mut idle = touched(Some(1));
    assert!(!idle.is_over(START - 600 * MINUTE, false, 0));
    assert!(idle.is_over(START + MINUTE, false, 0));
}
