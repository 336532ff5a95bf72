//! Exact numbers. A band's edge is compared without ever passing through a float.

use std::cmp::Ordering;

use super::json::{At, FromJson};

/// A decimal as written in a pack, such as `"2.5"`: `units` / 10^`places`.
///
/// Packs write decimals as strings, so that what the author wrote is what is compared.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i64,
    places: u32,
}

/// More than this would let a comparison overflow.
const MOST_PLACES: usize = 6;
const MOST_DIGITS: usize = 9;

impl FromJson for Decimal {
    fn from_json(at: &At) -> Self {
        at.value()
            .as_text()
            .and_then(Self::parse)
            .unwrap_or_else(|| {
                at.wrong("not a decimal in quotes, such as \"2.5\"");
                Self {
                    units: 0,
                    places: 0,
                }
            })
    }
}

impl Decimal {
    /// Reads digits, optionally signed, optionally with up to six decimal places.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || !plain(whole)
            || !plain(part)
            || digits.ends_with('.')
            || whole.len() > MOST_DIGITS
            || part.len() > MOST_PLACES
        {
            return None;
        }
        let units = whole
            .bytes()
            .chain(part.bytes())
            .fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        let places = u32::try_from(part.len()).unwrap_or(0);
        Some(Self {
            units: sign * units,
            places,
        })
    }
}

impl Decimal {
    /// Half of one.
    pub const HALF: Self = Self {
        units: 5,
        places: 1,
    };

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.units > 0
    }

    /// The decimal as the author wrote it, so that nobody wonders where another number comes from.
    pub fn to_text(self) -> String {
        point(self.units, self.places)
    }

    /// Where it lies between `low` and `high`, in thousandths of the way, rounded down. For drawing only.
    pub fn per_mille(self, low: i32, high: i32) -> u32 {
        let one = 10_i64.pow(self.places);
        let span = (i64::from(high) - i64::from(low)).max(1) * one;
        let way = (self.units - i64::from(low) * one) * 1000 / span;
        u32::try_from(way).unwrap_or(0).min(1000)
    }
}

/// `units` / 10^`places`, written with all of its places.
fn point(units: i64, places: u32) -> String {
    let one = 10_u64.pow(places);
    let size = units.unsigned_abs();
    let mut text = [if units < 0 { "-" } else { "" }, &(size / one).to_string()].concat();
    if places > 0 {
        // The one in front keeps the zeros that the part begins with.
        let part = (one + size % one).to_string();
        text.push('.');
        text.push_str(part.get(1..).unwrap_or(""));
    }
    text
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |a: &Self, b: &Self| i128::from(a.units) * i128::from(10_i64.pow(b.places));
        scaled(self, other).cmp(&scaled(other, self))
    }
}

/// The mean of `count` whole-number answers, kept as the fraction it is.
///
/// `count` is at least 1: there is no mean of nothing.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    sum: i64,
    count: i64,
}

impl Mean {
    /// The mean of `values`, or nothing when there are none.
    pub fn of(values: impl IntoIterator<Item = i32>) -> Option<Self> {
        let (sum, count) = values.into_iter().fold((0, 0), |(sum, count), value| {
            (sum + i64::from(value), count + 1)
        });
        (count > 0).then_some(Self { sum, count })
    }

    /// Whether the mean is at or above `edge`; exact.
    pub fn reaches(self, edge: Decimal) -> bool {
        i128::from(self.sum) * i128::from(10_i64.pow(edge.places))
            >= i128::from(edge.units) * i128::from(self.count)
    }

    /// What must be added to the sum of the answers to reach `edge`; none or less when it is reached.
    pub fn missing(self, edge: Decimal) -> i64 {
        let one = 10_i64.pow(edge.places);
        let wanted = edge.units.saturating_mul(self.count);
        // Rounded up: a sum is a whole number.
        wanted.div_euclid(one) + i64::from(wanted.rem_euclid(one) > 0) - self.sum
    }

    /// How far the sum of the answers is below what it would be with every one of them at `value`.
    pub fn room(self, value: i32) -> i64 {
        i64::from(value) * self.count - self.sum
    }

    /// How far two means are apart, exactly.
    #[must_use]
    pub fn distance(self, other: Self) -> Self {
        Self {
            sum: (self.sum * other.count - other.sum * self.count).abs(),
            count: self.count * other.count,
        }
    }

    /// The same, counted in steps of `step`, which is at least 1.
    #[must_use]
    pub fn in_steps(self, step: i64) -> Self {
        Self {
            sum: self.sum,
            count: self.count * step,
        }
    }

    /// In digits, rounded half up to at most `places` (of six), without zeros at the end: "2.25", "2.5", "2".
    pub fn to_text(self, places: u32) -> String {
        let places = places.min(6);
        let double = 2 * self.sum * 10_i64.pow(places) + self.count;
        let text = point(double.div_euclid(2 * self.count), places);
        if places == 0 {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Where the mean lies between `low` and `high`, in thousandths of the way, rounded to the nearest.
    ///
    /// For drawing only: nothing is decided by it.
    pub fn per_mille(self, low: i32, high: i32) -> u32 {
        let span = (i64::from(high) - i64::from(low)).max(1) * self.count;
        let way = (self.sum - i64::from(low) * self.count) * 1000;
        u32::try_from((way + span / 2) / span)
            .unwrap_or(0)
            .min(1000)
    }
}

impl PartialEq for Mean {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Mean {}

impl PartialOrd for Mean {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Mean {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.sum * other.count).cmp(&(other.sum * self.count))
    }
}
