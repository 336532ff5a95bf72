//! When something happened, as the user's own clock showed it.

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// A moment: milliseconds since 1970 in UTC, and how far the local clock was from UTC.
///
/// Both are stored, so that dates stay the same when the user travels to another time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc: i64,
    /// Minutes the local clock was ahead of UTC (British Summer Time: 60).
    pub offset: i32,
}

/// A date and time of day on the user's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Year, such as 2026.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, 1 to 31.
    pub day: u32,
    /// Hour, 0 to 23.
    pub hour: u32,
    /// Minute, 0 to 59.
    pub minute: u32,
}

impl Moment {
    /// Whole days from `earlier` to this moment; 0 when the clock went backwards.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.utc.saturating_sub(earlier.utc) / DAY).max(0)
    }

    /// The date and time on the local clock.
    pub fn local(self) -> Local {
        let clock = self.utc.saturating_add(i64::from(self.offset) * 60_000);
        let minutes = clock.rem_euclid(DAY) / 60_000;
        Local {
            hour: small(minutes / 60),
            minute: small(minutes % 60),
            ..Local::midnight(clock.div_euclid(DAY))
        }
    }

    /// How far the local clock was from UTC, such as `+01:00`.
    pub fn offset_text(self) -> String {
        let ahead = self.offset.unsigned_abs();
        let sign = if self.offset < 0 { "-" } else { "+" };
        [sign, &two(ahead / 60), ":", &two(ahead % 60)].concat()
    }
}

impl Local {
    /// The start of the day `days` days after 1970-01-01.
    ///
    /// The calendar rules here are Howard Hinnant's `civil_from_days` and `days_from_civil`
    /// (<https://howardhinnant.github.io/date_algorithms.html>): a date crate would cost the binary several KiB.
    fn midnight(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: small(month),
            day: small(of_year - (153 * from_march + 2) / 5 + 1),
            hour: 0,
            minute: 0,
        }
    }

    /// Days from 1970-01-01 to this date.
    pub fn days(self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let of_era = year.rem_euclid(400);
        let from_march = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * from_march + 2) / 5 + i64::from(self.day) - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        year.div_euclid(400) * 146_097 + days - 719_468
    }

    /// The same time of day, `days` later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self {
            hour: self.hour,
            minute: self.minute,
            ..Self::midnight(self.days() + days)
        }
    }

    /// The date in the format of a date input: `2026-11-23`.
    pub fn iso_date(self) -> String {
        let year = self.year.to_string();
        let zeros = "0000".get(year.len()..).unwrap_or("");
        [zeros, &year, "-", &two(self.month), "-", &two(self.day)].concat()
    }

    /// The time of day in the format of a time input: `21:04`.
    pub fn iso_time(self) -> String {
        [&*two(self.hour), ":", &two(self.minute)].concat()
    }

    /// Reads the values of a date input and a time input. `None` when the date or the time does not exist.
    pub fn read(date: &str, time: &str) -> Option<Self> {
        let number = |text: &str, at: usize, length: usize| {
            let digits = text.get(at..at + length)?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse::<u32>().ok())?
        };
        let read = Self {
            year: number(date, 0, 4)?.into(),
            month: number(date, 5, 2)?,
            day: number(date, 8, 2)?,
            hour: number(time, 0, 2)?,
            minute: number(time, 3, 2)?,
        };
        // 30 February comes back as a day in March, so a date exists only if it prints as it was written.
        let exists = (1..=12).contains(&read.month)
            && read.hour < 24
            && read.minute < 60
            && read.plus_days(0).iso_date() == date
            && read.iso_time() == time;
        exists.then_some(read)
    }
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// `number` with at least two digits.
pub fn two(number: u32) -> String {
    [if number < 10 { "0" } else { "" }, &number.to_string()].concat()
}
