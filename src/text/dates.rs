//! Dates in words. They are made from the interface texts, so the binary needs no locale data.

use super::{Messages, Text};
use instrument::Moment;

/// A date in words, such as "23 November 2026".
pub fn date(messages: &Messages, moment: Moment) -> String {
    let local = moment.local();
    day(messages, local.year, local.month, local.day)
}

/// A time of day, such as "21:04".
pub fn time_of_day(moment: Moment) -> String {
    moment.local().iso_time()
}

fn day(messages: &Messages, year: i64, month: u32, day: u32) -> String {
    let at = usize::try_from(month).unwrap_or(1).saturating_sub(1);
    let month = messages.get(Text::Months).split('|').nth(at).unwrap_or("");
    messages.fill(
        Text::DateForm,
        &[
            ("day", &day.to_string()),
            ("month", month),
            ("year", &year.to_string()),
        ],
    )
}

impl Messages {
    /// An ISO date such as `2026-11-01` in words. A text that is not such a date is returned unchanged.
    pub fn iso_date(&self, iso: &str) -> String {
        let mut parts = iso.splitn(3, '-').map(str::parse::<u32>);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(dom))) => day(self, year.into(), month, dom),
            _ => iso.to_owned(),
        }
    }
}
