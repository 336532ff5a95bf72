//! When something happened, as the person's own clock showed it.

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// A moment: milliseconds since 1970 in UTC, and how far the local clock was from UTC.
///
/// Both are kept, so that a trip abroad moves no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc: i64,
    /// Minutes the local clock was ahead of UTC (British Summer Time: 60).
    pub offset: i32,
}

/// A date and time of day on the person's own clock.
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
    ///
    /// The calendar rule is Howard Hinnant's `civil_from_days`
    /// (<https://howardhinnant.github.io/date_algorithms.html>): a date crate would cost the binary several KiB.
    pub fn local(self) -> Local {
        let clock = self.utc.saturating_add(i64::from(self.offset) * 60_000);
        let (days, left) = (clock.div_euclid(DAY), clock.rem_euclid(DAY) / 60_000);
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
        let small = |n: i64| u32::try_from(n).unwrap_or(0);
        Local {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: small(month),
            day: small(of_year - (153 * from_march + 2) / 5 + 1),
            hour: small(left / 60),
            minute: small(left % 60),
        }
    }
}
