//! The calendar file follows RFC 5545, and ical.js reads it back in Node.js.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use compassion_check::features::calendar::ics::{Event, Repeat, calendar};
use instrument::Moment;
use instrument::moment::Local;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn event(title: &str, text: Option<&str>) -> Event {
    Event {
        uid: "plan-1@compassion-check".into(),
        // 2026-11-23T21:04:07Z, on a clock an hour ahead.
        stamp: Moment {
            utc: 1_795_467_847_000,
            offset: 60,
        },
        title: title.into(),
        text: text.map(str::to_owned),
        start: Local::read("2026-12-21", "18:00").expect("a day"),
        minutes: 30,
        repeat: Repeat::Weekly(4),
        alarm: Some(15),
    }
}

#[test]
fn a_calendar_has_the_expected_lines() {
    let wanted = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//calendar file//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:plan-1@compassion-check",
        "DTSTAMP:20261123T210407Z",
        "LAST-MODIFIED:20261123T210407Z",
        "SEQUENCE:28242247",
        "DTSTART:20261221T180000",
        "DURATION:PT30M",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "SUMMARY:Tea\\, then a walk\\; or \\\\ both",
        "DESCRIPTION:One\\nTwo\\nThree\\nFour",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15M",
        "DESCRIPTION:Tea\\, then a walk\\; or \\\\ both",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    let event = event(
        "Tea, then a \u{7}walk; or \\ both",
        Some("One\nTwo\r\nThree\rFour\u{0}"),
    );
    assert_eq!(calendar(&[event]), wanted.join("\r\n"));
}

#[test]
fn optional_parts_are_left_out_unless_chosen() {
    let plain = Event {
        minutes: 0,
        repeat: Repeat::Once,
        alarm: None,
        ..event("x", None)
    };
    let written = calendar(&[plain]);
    for absent in [
        "DURATION",
        "RRULE",
        "DESCRIPTION",
        "VALARM",
        "METHOD",
        "TZID",
        "ORGANIZER",
        "ATTENDEE",
    ] {
        assert!(!written.contains(absent), "{absent} in {written}");
    }
}

/// What ical.js understood.
fn understood(events: &[Event]) -> Json {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(
        root.join("node_modules/ical.js").is_dir(),
        "ical.js is not in node_modules: `cargo xtask test --only native` sets it up, or `npm ci --ignore-scripts`"
    );
    let mut node = Command::new("node")
        .arg(root.join("tests/native/read_ics.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js 20 or later is needed for this test, as `node` on PATH: see https://nodejs.org");
    let mut input = node.stdin.take().expect("a pipe");
    input
        .write_all(calendar(events).as_bytes())
        .expect("node reads");
    drop(input);
    let output = node.wait_with_output().expect("node ends");
    assert!(
        output.status.success(),
        "ical.js could not read it; what it said stands above"
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn ical_js_parses_the_calendar() {
    let title = "Supervision; bring: notes, tea 🫖 and “that” \\ question\nsecond line".to_owned()
        + &" – slowly, é".repeat(20);
    let weekly = event(&title, Some("Line one,\nline two; 心\n\n3"));
    let once = Event {
        uid: "plan-2".into(),
        start: Local::read("2028-02-29", "00:05").expect("a leap day"),
        minutes: 90,
        repeat: Repeat::Once,
        alarm: None,
        ..event("Rest", None)
    };
    let wanted = json!([
        {
            "uid": "plan-1@compassion-check",
            "sequence": 28_242_247,
            "stamp": "2026-11-23T21:04:07Z",
            "modified": "2026-11-23T21:04:07Z",
            "title": title,
            "text": "Line one,\nline two; 心\n\n3",
            "start": {"year": 2026, "month": 12, "day": 21, "hour": 18, "minute": 0},
            "floating": true,
            "minutes": 30,
            "repeats": true,
            "starts": ["2026-12-21T18:00:00", "2026-12-28T18:00:00", "2027-01-04T18:00:00", "2027-01-11T18:00:00"],
            "class": "PRIVATE",
            "alarms": [{"action": "DISPLAY", "minutes": -15, "description": title}],
        },
        {
            "uid": "plan-2",
            "sequence": 28_242_247,
            "stamp": "2026-11-23T21:04:07Z",
            "modified": "2026-11-23T21:04:07Z",
            "title": "Rest",
            "text": null,
            "start": {"year": 2028, "month": 2, "day": 29, "hour": 0, "minute": 5},
            "floating": true,
            "minutes": 90,
            "repeats": false,
            "starts": ["2028-02-29T00:05:00"],
            "class": "PRIVATE",
            "alarms": [],
        },
    ]);
    assert_eq!(understood(&[weekly, once]), wanted);
}

#[test]
fn saving_a_plan_for_another_day_makes_a_newer_revision() {
    let first = event("Plan", None);
    let again = Event {
        stamp: Moment {
            utc: first.stamp.utc + 1_000,
            // Written on a clock that was set to another zone meanwhile.
            offset: -300,
        },
        start: Local::read("2026-12-24", "07:30").expect("a day"),
        ..first.clone()
    };
    let read = understood(&[first, again]);
    assert_eq!(read[0]["uid"], read[1]["uid"]);
    for name in ["stamp", "modified"] {
        assert!(
            read[0][name].as_str() < read[1][name].as_str(),
            "{name}: {read}"
        );
    }
    let sequence = |at: usize| read[at]["sequence"].as_i64().expect("a number");
    assert!(sequence(0) < sequence(1), "{read}");
}

#[test]
fn the_sequence_number_fits_into_what_calendars_accept() {
    for (utc, expected) in [
        (i64::MIN, "SEQUENCE:0\r\n"),
        (0, "SEQUENCE:0\r\n"),
        (1_767_225_601_999, "SEQUENCE:1\r\n"),
        (i64::MAX, "SEQUENCE:2147483647\r\n"),
    ] {
        let stamp = Moment { utc, offset: 0 };
        let written = calendar(&[Event {
            stamp,
            ..event("x", None)
        }]);
        assert!(written.contains(expected), "{utc}: {written}");
    }
}

/// The value of the first line of that name, after RFC 5545: unfolded, then unescaped.
fn value(written: &str, name: &str) -> String {
    let unfolded = written.replace("\r\n ", "");
    let line = unfolded
        .split("\r\n")
        .find_map(|line| line.strip_prefix(&format!("{name}:")));
    let mut out = String::new();
    let mut rest = line.expect("the line").chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some(escaped)) => out.push(escaped),
            _ => out.push(c),
        }
    }
    out
}

proptest! {
    #[test]
    fn any_text_reads_back_and_no_line_is_too_long(title in "([\\\\,;:\n\r\u{7}\t ]|\\PC){0,120}") {
        let written = calendar(&[event(&title, None)]);
        for line in written.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line:?}", line.len());
            prop_assert!(!line.contains(['\n', '\r']));
        }
        let plain: String = title.replace("\r\n", "\n").replace('\r', "\n");
        let plain: String = plain.chars().filter(|c| !c.is_control() || "\n\t".contains(*c)).collect();
        prop_assert_eq!(value(&written, "SUMMARY"), plain);
    }
}
