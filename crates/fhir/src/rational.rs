//! Rational numbers, exact: no float. What does not fit is `None`, never something near.

use std::cmp::Ordering;

/// A fraction in lowest terms, its denominator more than 0. Both fit 64 bits, so that no step between them overflows 128.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rational {
    top: i64,
    bottom: i64,
}

/// Digits a number may have, and the power of ten it may carry.
const MOST_DIGITS: usize = 18;
const MOST_POWER: i32 = 18;

impl Rational {
    /// None.
    pub const ZERO: Self = Self { top: 0, bottom: 1 };
    /// One.
    pub const ONE: Self = Self { top: 1, bottom: 1 };

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self {
            top: number,
            bottom: 1,
        }
    }

    fn new(top: i128, bottom: i128) -> Option<Self> {
        if bottom == 0 {
            return None;
        }
        let (mut a, mut b) = (top.unsigned_abs(), bottom.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = i128::try_from(a).ok()?;
        let sign = if bottom < 0 { -1 } else { 1 };
        Some(Self {
            top: i64::try_from(sign * top / common).ok()?,
            bottom: i64::try_from(sign * bottom / common).ok()?,
        })
    }

    fn parts(self) -> (i128, i128) {
        (i128::from(self.top), i128::from(self.bottom))
    }

    /// Reads a JSON or FHIRPath number: digits, a point, a power of ten.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.trim_start_matches('+').parse().ok()?),
            None => (text, 0_i32),
        };
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, digits),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = [whole, part].concat();
        let plain = !whole.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || all.len() > MOST_DIGITS || power.abs() > MOST_POWER {
            return None;
        }
        let places = i32::try_from(part.len()).ok()? - power;
        let units: i128 = all.parse().ok()?;
        let ten = 10_i128.checked_pow(places.unsigned_abs())?;
        if places >= 0 {
            Self::new(sign * units, ten)
        } else {
            Self::new(sign * units.checked_mul(ten)?, 1)
        }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::new((a * d).checked_add(c * b)?, b * d)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative()?)
    }

    /// With the other sign.
    pub fn negative(self) -> Option<Self> {
        Some(Self {
            top: self.top.checked_neg()?,
            bottom: self.bottom,
        })
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::new(a * c, b * d)
    }

    /// The quotient; nothing by 0.
    pub fn over(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Self::new(a * d, b * c)
    }

    /// The number, when it is whole.
    pub fn as_whole(self) -> Option<i64> {
        (self.bottom == 1).then_some(self.top)
    }

    /// Its numerator and denominator, in lowest terms.
    pub fn fraction(self) -> (i64, i64) {
        (self.top, self.bottom)
    }

    /// As a decimal with at most `places` places; nothing when it has more, or no end.
    pub fn to_decimal(self, places: usize) -> Option<String> {
        let (top, bottom) = self.parts();
        let mut needed = 0_usize;
        let mut scale = 1_i128;
        // A fraction ends when ten to some power is a multiple of its denominator.
        while scale % bottom != 0 {
            needed += 1;
            if needed > places {
                return None;
            }
            scale = scale.checked_mul(10)?;
        }
        let units = top.checked_mul(scale / bottom)?;
        if needed == 0 {
            return Some(units.to_string());
        }
        let size = units.unsigned_abs();
        let one = scale.unsigned_abs();
        let sign = if units < 0 { "-" } else { "" };
        let part = format!("{:0width$}", size % one, width = needed);
        Some(format!("{sign}{}.{part}", size / one))
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        (a * d).cmp(&(c * b))
    }
}

#[cfg(test)]
mod tests {
    use super::Rational;

    fn exact(text: &str) -> Rational {
        Rational::parse(text).expect("a number")
    }

    #[test]
    fn decimals_are_kept_as_written() {
        for text in ["0", "3", "-7", "2.5", "0.001", "-0.25", "70000000"] {
            assert_eq!(exact(text).to_decimal(6).as_deref(), Some(text));
        }
        assert_eq!(exact("1e3").as_whole(), Some(1000));
        assert_eq!(exact("25E-1").to_decimal(6).as_deref(), Some("2.5"));
    }

    #[test]
    fn arithmetic_is_exact_and_a_third_has_no_decimal() {
        let third = Rational::ONE.over(exact("3")).expect("a third");
        assert_eq!(third.to_decimal(6), None);
        assert_eq!(third.times(exact("3")), Some(Rational::ONE));
        let tenths = exact("0.1").plus(exact("0.2"));
        assert_eq!(tenths, Some(exact("0.3")));
    }

    #[test]
    fn overflow_gives_none() {
        for text in [
            "1e999999999",
            "1e40",
            "9999999999999999999",
            "",
            "-",
            ".5",
            "1,5",
            "NaN",
            "1e",
        ] {
            assert_eq!(Rational::parse(text), None, "{text}");
        }
        assert_eq!(Rational::ONE.over(Rational::ZERO), None);
        let mut big = exact("999999999999999999");
        let mut steps = 0;
        while let Some(bigger) = big.times(big) {
            big = bigger;
            steps += 1;
        }
        assert!(steps < 4);
    }

    #[test]
    fn rationals_are_ordered_by_value() {
        assert!(exact("-1.5") < exact("-1"));
        assert!(exact("0.3") > Rational::ONE.over(exact("4")).expect("a quarter"));
    }
}
