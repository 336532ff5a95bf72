//! Dates, compared with jiff: leap years, distant years, and the values of date inputs.

use instrument::Moment;
use instrument::moment::Local;
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use proptest::prelude::*;

fn local(year: i64, month: u32, day: u32) -> Local {
    Local {
        year,
        month,
        day,
        hour: 18,
        minute: 5,
    }
}

fn jiff(local: Local) -> Date {
    let small = |n: u32| i8::try_from(n).expect("a small number");
    let year = i16::try_from(local.year).expect("a year");
    Date::new(year, small(local.month), small(local.day)).expect("a day that exists")
}

#[test]
fn days_are_added_over_leap_years() {
    assert_eq!(local(2024, 2, 1).plus_days(28), local(2024, 2, 29));
    assert_eq!(local(2023, 2, 1).plus_days(28), local(2023, 3, 1));
    assert_eq!(local(1900, 2, 28).plus_days(1), local(1900, 3, 1));
    assert_eq!(local(2000, 2, 28).plus_days(1), local(2000, 2, 29));
    assert_eq!(local(2026, 12, 4).plus_days(28), local(2027, 1, 1));
    assert_eq!(local(2024, 3, 1).plus_days(-1), local(2024, 2, 29));
}

#[test]
fn values_of_date_inputs_are_parsed_and_printed() {
    let read = Local::read("2028-02-29", "18:05").expect("a leap day");
    assert_eq!(read, local(2028, 2, 29));
    assert_eq!(
        (read.iso_date().as_str(), read.iso_time().as_str()),
        ("2028-02-29", "18:05")
    );
    for date in [
        "",
        "2027-02-29",
        "2027-13-01",
        "2027-00-10",
        "2027-04-31",
        "2027-4-3",
        "27-04-03",
        "2027-04-030",
        "+027-04-03",
        "2027/04/03",
        "２027-04-03",
    ] {
        assert_eq!(Local::read(date, "18:05"), None, "{date:?}");
    }
    for time in ["", "24:00", "18:60", "6:05", "18.05", "18:05:00", "-1:05"] {
        assert_eq!(Local::read("2028-02-29", time), None, "{time:?}");
    }
}

#[test]
fn the_offset_is_in_hours_and_minutes() {
    let text = |offset| Moment { utc: 0, offset }.offset_text();
    assert_eq!(
        [0, 60, 345, -210, 840, -5].map(text),
        ["+00:00", "+01:00", "+05:45", "-03:30", "+14:00", "-00:05"]
    );
}

proptest! {
    #[test]
    fn adding_days_agrees_with_jiff(from in -700_000..2_900_000_i32, days in -20_000..20_000_i32) {
        let epoch = date(1970, 1, 1);
        let begin = epoch.checked_add(Span::new().days(from)).expect("in range");
        let start = local(begin.year().into(), begin.month().unsigned_abs().into(), begin.day().unsigned_abs().into());
        prop_assert_eq!(start.days(), i64::from(from));
        let end = start.plus_days(days.into());
        prop_assert_eq!(jiff(end), begin.checked_add(days.days()).expect("in range"));
        prop_assert_eq!((end.hour, end.minute), (18, 5));
    }

    /// A text is read if jiff reads it, too, and is printed as it was.
    #[test]
    fn a_date_is_read_when_jiff_reads_it(text in "[0-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]") {
        let read = Local::read(&text, "00:00");
        prop_assert_eq!(read.is_some(), text.parse::<Date>().is_ok());
        prop_assert_eq!(read.map_or(text.clone(), Local::iso_date), text);
    }
}
