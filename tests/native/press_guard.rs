//! Presses: a double tap, a trembling finger or a held key answers once, and answering on purpose is never slowed down.

use compassion_check::platform::press_guard::{Place, Press, PressGuard, REACTION, REPEAT, SPOT};
use proptest::prelude::*;

/// An answer in the middle of a phone, and the one beneath it.
const OFTEN: Place = Place::Point(180.0, 400.0);
const VERY_OFTEN: Place = Place::Point(180.0, 460.0);

fn press(time: f64, place: Place) -> Press {
    Press {
        time,
        place,
        repeat: false,
    }
}

/// How many questions these presses answer. A question is shown `drawing` milliseconds after the press that led to it.
fn answered(drawing: f64, presses: &[Press]) -> usize {
    let mut guard = PressGuard::new(Place::Nowhere);
    let mut count = 0;
    for press in presses {
        if guard.counts(*press) {
            count += 1;
            guard.shown(press.time + drawing);
        }
    }
    count
}

#[test]
fn a_double_tap_answers_one_question() {
    for gap in [0.0, 100.0, 300.0, 450.0] {
        for place in [OFTEN, Place::Point(188.0, 391.0)] {
            let taps = [press(1000.0, OFTEN), press(1000.0 + gap, place)];
            assert_eq!(answered(10.0, &taps), 1, "{gap} ms apart, at {place:?}");
        }
    }
}

/// A finger that keeps trembling answers once, however long that lasts.
#[test]
fn a_trembling_finger_answers_one_question() {
    let taps = [0.0, 200.0, 400.0, 620.0, 1000.0, 1490.0];
    let mut taps: Vec<_> = taps.map(|after| press(1000.0 + after, OFTEN)).into();
    assert_eq!(answered(10.0, &taps), 1);
    // A tap in another place counts at once, and after it so does a tap in the first place.
    taps.push(press(2500.0, VERY_OFTEN));
    taps.push(press(2900.0, OFTEN));
    assert_eq!(answered(10.0, &taps), 3);
}

#[test]
fn two_answers_in_two_places_count_400_ms_apart() {
    let taps = [press(1000.0, OFTEN), press(1400.0, VERY_OFTEN)];
    assert_eq!(answered(10.0, &taps), 2);
    // On a slow device the second question has been on the screen for less time.
    assert_eq!(answered(250.0, &taps), 2);
}

#[test]
fn the_same_answer_counts_again_once_the_question_can_have_been_read() {
    let taps = [press(1000.0, OFTEN), press(1600.0, OFTEN)];
    assert_eq!(answered(10.0, &taps), 2);
}

#[test]
fn two_fingers_at_once_answer_one_question() {
    let taps = [press(1000.0, OFTEN), press(1030.0, VERY_OFTEN)];
    assert_eq!(answered(10.0, &taps), 1);
}

#[test]
fn a_finger_that_went_down_before_the_question_was_shown_does_not_answer_it() {
    let taps = [press(1000.0, OFTEN), press(1200.0, VERY_OFTEN)];
    assert_eq!(answered(300.0, &taps), 1);
}

#[test]
fn a_key_held_down_answers_one_question() {
    let held = (0..60).map(|at| Press {
        time: 1000.0 + 33.0 * f64::from(at),
        place: Place::Key('1'),
        repeat: at > 0,
    });
    assert_eq!(answered(10.0, &held.collect::<Vec<_>>()), 1);
    let other = [
        press(1000.0, Place::Key('1')),
        press(1200.0, Place::Key('2')),
    ];
    assert_eq!(answered(10.0, &other), 2, "another key on purpose");
    let twice = [
        press(1000.0, Place::Key('1')),
        press(1200.0, Place::Key('1')),
    ];
    assert_eq!(answered(10.0, &twice), 1, "nobody reads in 200 ms");
}

#[test]
fn a_tap_made_before_the_app_loaded_is_remembered() {
    let mut guard = PressGuard::new(OFTEN);
    guard.shown(1000.0);
    assert!(!guard.counts(press(1200.0, OFTEN)));
    assert!(guard.counts(press(1200.0, VERY_OFTEN)));
    // If no new question was shown, the very first tap counts at once.
    assert!(PressGuard::new(OFTEN).counts(press(0.0, OFTEN)));
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        (0.0..360.0, 0.0..740.0).prop_map(|(x, y)| Place::Point(x, y)),
        prop::char::range('0', '9').prop_map(Place::Key),
        Just(Place::Nowhere),
    ]
}

fn far(a: Place, b: Place) -> bool {
    match (a, b) {
        (Place::Point(x, y), Place::Point(other_x, other_y)) => {
            (x - other_x).hypot(y - other_y) > SPOT
        }
        (Place::Key(a), Place::Key(b)) => a != b,
        _ => true,
    }
}

proptest! {
    /// A press counts after 0.5 s, in another place after 0.1 s, and never when a held key repeats.
    #[test]
    fn every_press_on_purpose_counts_and_no_other(
        presses in prop::collection::vec((any_place(), 0.0..1200.0, any::<bool>()), 1..40),
        drawing in 0.0..300.0,
    ) {
        let mut guard = PressGuard::new(Place::Nowhere);
        let (mut time, mut shown, mut last) = (0.0, f64::NEG_INFINITY, Place::Nowhere);
        let mut quiet = shown;
        for (place, gap, repeat) in presses {
            time += gap;
            let repeat = repeat && matches!(place, Place::Key(_));
            let counts = guard.counts(Press { time, place, repeat });
            let since = time - shown;
            if repeat {
                prop_assert!(!counts, "a held key");
            } else if place == Place::Nowhere || (time - quiet >= REPEAT || far(place, last)) && (since >= REACTION || matches!(place, Place::Key(_))) {
                prop_assert!(counts, "on purpose, after {since} ms");
            } else {
                prop_assert!(!counts, "by accident, after {since} ms");
            }
            if counts {
                (shown, last) = (time + drawing, place);
                quiet = shown;
                guard.shown(shown);
            } else if !far(place, last) && time - quiet < REPEAT {
                quiet = quiet.max(time);
            }
        }
    }

    /// Any number of taps on one spot, within the time of a double tap, answer one question.
    #[test]
    fn many_presses_on_one_spot_answer_one_question(
        taps in prop::collection::vec((0.0..450.0_f64, -14.0..14.0_f64, -14.0..14.0_f64), 1..12),
        drawing in 0.0..300.0,
    ) {
        let mut taps = taps;
        taps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let taps: Vec<Press> = taps
            .into_iter()
            .map(|(after, x, y)| press(1000.0 + after, Place::Point(180.0 + x, 400.0 + y)))
            .collect();
        prop_assert_eq!(answered(drawing, &taps), 1);
    }
}
