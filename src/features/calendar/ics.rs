//! Appointments with oneself as a calendar file: iCalendar (RFC 5545).

use instrument::Moment;
use instrument::moment::{Local, two};

/// Something for the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The identifier. A calendar replaces an event that is written again with the same one.
    pub uid: String,
    /// When it was written. Of two events with the same identifier, the one that was written later counts.
    pub stamp: Moment,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub text: Option<String>,
    /// When it begins, in the local time of wherever the phone is.
    pub start: Local,
    /// How long it takes.
    pub minutes: u32,
    /// How often.
    pub repeat: Repeat,
    /// How many minutes before the start the calendar reminds the person, if at all.
    pub alarm: Option<u32>,
}

/// How often something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Once.
    Once,
    /// On the same day of the week, this many times in all.
    Weekly(u32),
}

/// 2026-01-01T00:00:00Z in seconds since 1970.
const FIRST_DAY: i64 = 1_767_225_600;

/// A line may have this many octets.
const MAX_LINE_OCTETS: usize = 75;

/// A calendar with `events`. Calendar programs refuse an empty one.
///
/// It names and invites nobody (no `METHOD`). Each event is private, and does not show the person as busy.
pub fn calendar(events: &[Event]) -> String {
    let mut lines = Lines(String::new());
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    // People who share the calendar see only that a file was imported.
    lines.put("PRODID", "-//calendar file//EN");
    lines.put("CALSCALE", "GREGORIAN");
    for event in events {
        lines.event(event);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        let title = escaped(&event.title);
        self.put("BEGIN", "VEVENT");
        self.put("UID", &escaped(&event.uid));
        self.put("DTSTAMP", &stamp(event.stamp));
        self.put("LAST-MODIFIED", &stamp(event.stamp));
        self.put("SEQUENCE", &sequence(event.stamp).to_string());
        self.put("DTSTART", &clock(event.start, "00"));
        // RFC 5545 has no empty duration. Without one the event is a point in time.
        if event.minutes > 0 {
            self.put("DURATION", &length("PT", event.minutes));
        }
        if let Repeat::Weekly(count) = event.repeat {
            let count = count.max(1).to_string();
            self.put("RRULE", &["FREQ=WEEKLY;COUNT=", &count].concat());
        }
        self.put("SUMMARY", &title);
        if let Some(text) = &event.text {
            self.put("DESCRIPTION", &escaped(text));
        }
        self.put("CLASS", "PRIVATE");
        self.put("TRANSP", "TRANSPARENT");
        if let Some(before) = event.alarm {
            self.put("BEGIN", "VALARM");
            self.put("ACTION", "DISPLAY");
            self.put("TRIGGER", &length("-PT", before));
            self.put("DESCRIPTION", &title);
            self.put("END", "VALARM");
        }
        self.put("END", "VEVENT");
    }

    /// Adds a line, folded where it is too long, never inside a character.
    fn put(&mut self, name: &str, value: &str) {
        let line = [name, ":", value].concat();
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > MAX_LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn length(sign: &str, minutes: u32) -> String {
    [sign, &minutes.to_string(), "M"].concat()
}

fn clock(local: Local, second: &str) -> String {
    let date = local.iso_date().replace('-', "");
    [&date, "T", &two(local.hour), &two(local.minute), second].concat()
}

fn stamp(moment: Moment) -> String {
    let second = u32::try_from(moment.utc.div_euclid(1_000).rem_euclid(60)).unwrap_or(0);
    let utc = Moment {
        offset: 0,
        ..moment
    };
    [clock(utc.local(), &two(second)).as_str(), "Z"].concat()
}

/// The revision of an event. It has to rise whenever the event is written again, or calendars keep the earlier one. The
/// app does not remember earlier files, so this is the number of seconds since a fixed day. An iCalendar integer can
/// hold it until 2094.
fn sequence(moment: Moment) -> i64 {
    let seconds = moment.utc.div_euclid(1_000) - FIRST_DAY;
    seconds.clamp(0, i64::from(i32::MAX))
}

/// A text, escaped as RFC 5545 says (3.3.11), without the control characters that it forbids.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' if last == '\r' => {}
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
        last = c;
    }
    out
}
