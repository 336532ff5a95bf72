//! Exact decimals. The edges of bands are compared as these and never as floats.

use std::cmp::Ordering;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

/// A decimal as written in a pack, such as `"2.5"`: `units` / 10^`places`.
///
/// Packs write decimals as strings, so that exactly what the author wrote is compared. A whole number may be written
/// without quotes.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i64,
    places: u32,
}

/// The most digits after the point, and the most before it. Within these limits no comparison can overflow.
const MOST_PLACES: usize = 6;
const MOST_DIGITS: usize = 9;

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Written)
    }
}

/// Reads a decimal in either written form: in quotes, or as a whole number.
struct Written;

impl Visitor<'_> for Written {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal in quotes, such as \"2.5\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        Decimal::parse(text).ok_or_else(|| E::invalid_type(Unexpected::Other(""), &self))
    }

    /// The placeholder for a decimal that is missing or wrong, see [`json::Value::Placeholder`].
    fn visit_none<E>(self) -> Result<Decimal, E> {
        Ok(0.into())
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Decimal, E> {
        self.visit_str(&whole.to_string())
    }
}

impl Serialize for Decimal {
    /// In quotes, with all the places it was written with.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_text())
    }
}

impl From<i32> for Decimal {
    fn from(whole: i32) -> Self {
        Self {
            units: whole.into(),
            places: 0,
        }
    }
}

impl Decimal {
    /// Reads up to nine digits, with an optional minus sign and up to six decimal places. `None` for any other text.
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
    /// One half.
    pub const HALF: Self = Self {
        units: 5,
        places: 1,
    };

    /// Whether it is greater than 0.
    pub fn is_positive(self) -> bool {
        self.units > 0
    }

    /// The decimal with as many places as the author wrote, so `2.50` stays `2.50`.
    pub fn to_text(self) -> String {
        point(self.units.into(), self.places)
    }

    /// Its digits as a whole number, and how many of them come after the point.
    pub(super) fn parts(self) -> (i64, u32) {
        (self.units, self.places)
    }
}

/// `units` / 10^`places`, written with all of its places.
pub(super) fn point(units: i128, places: u32) -> String {
    let one = 10_u128.pow(places);
    let size = units.unsigned_abs();
    let mut text = [if units < 0 { "-" } else { "" }, &(size / one).to_string()].concat();
    if places > 0 {
        // Adding `one` puts a 1 in front, which keeps the leading zeros of the part after the point.
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

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A decimal in quotes, with at most nine digits before and six behind the point. A whole number may stand without quotes.",
            "type": ["string", "integer"],
            "pattern": "^-?[0-9]{1,9}(\\.[0-9]{1,6})?$",
            "minimum": -999_999_999,
            "maximum": 999_999_999,
        })
    }
}
