//! Exact fractions, for the results of scales. They are rounded only where a pack asks for it, and for display.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::number::{Decimal, point};

/// A fraction with a numerator or a denominator of this size is reduced before arithmetic.
const LARGE: i128 = 1 << 60;

/// The most digits and the powers of ten that [`Rational::parse`] reads. Every combination of them fits.
const MOST_DIGITS: usize = 18;
const POWERS: RangeInclusive<i32> = -18..=18;

/// A fraction. Its denominator is at least 1; it need not be in lowest terms.
///
/// Arithmetic returns `None` when the result does not fit. A pack with such large numbers gets no result, and never a
/// wrong one.
#[derive(Clone, Copy, Debug)]
pub struct Rational {
    num: i128,
    den: i128,
}

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// One.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// The fraction `num` / `den`. `None` when `den` is 0.
    pub fn of(num: i64, den: i64) -> Option<Self> {
        Self::ratio(num.into(), den.into())
    }

    fn ratio(num: i128, den: i128) -> Option<Self> {
        let sign = den.signum();
        (sign != 0).then_some(Self {
            num: num.checked_mul(sign)?,
            den: den.checked_mul(sign)?,
        })
    }

    /// Reads a number as JSON and FHIRPath write it: digits, a point, a power of ten. `None` for other texts, for more
    /// than 18 digits, and for a power of ten outside -18 to 18.
    ///
    /// ```
    /// use instrument::rational::Rational;
    ///
    /// assert_eq!(Rational::parse("-2.5e1"), Rational::of(-25, 1));
    /// assert_eq!(Rational::parse("1,5"), None);
    /// ```
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
        if !plain || all.len() > MOST_DIGITS || !POWERS.contains(&power) {
            return None;
        }
        let units: i128 = all.parse().ok()?;
        let places = i32::try_from(part.len()).ok()? - power;
        let ten = 10_i128.checked_pow(places.unsigned_abs())?;
        if places < 0 {
            return Self::ratio(sign * units.checked_mul(ten)?, 1);
        }
        Self::ratio(sign * units, ten)
    }

    /// The same number, in lowest terms if it has grown large.
    fn small(self) -> Self {
        let large = self.num <= -LARGE || self.num >= LARGE || self.den >= LARGE;
        if large { self.lowest() } else { self }
    }

    /// The same number in lowest terms.
    fn lowest(self) -> Self {
        let (mut a, mut b) = (self.den, self.num.rem_euclid(self.den));
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self {
            num: self.num / a,
            den: self.den / a,
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            let num = self.num.checked_add(other.num)?;
            return Some(Self { num, ..self });
        }
        let (a, b) = (self.small(), other.small());
        let num = a.num.checked_mul(b.den)?;
        let num = num.checked_add(b.num.checked_mul(a.den)?)?;
        let den = a.den.checked_mul(b.den)?;
        Some(Self { num, den })
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            num: other.num.checked_neg()?,
            ..other
        })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let (a, b) = (self.small(), other.small());
        Some(Self {
            num: a.num.checked_mul(b.num)?,
            den: a.den.checked_mul(b.den)?,
        })
    }

    /// The quotient. `None` when `other` is 0.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::ratio(other.den, other.num)?)
    }

    /// Rounded to `places` after the point (at most six), halves up: 2.5 to 3, and -2.5 to -2.
    #[must_use]
    pub fn round(self, places: u32) -> Option<Self> {
        let den = 10_i128.pow(places.min(6));
        Some(Self {
            num: self.rounded(den)?,
            den,
        })
    }

    /// The number in units of 1 / `den`, rounded halves up.
    fn rounded(self, den: i128) -> Option<i128> {
        let this = self.small();
        let whole = this.num.div_euclid(this.den);
        let rest = this.num.rem_euclid(this.den);
        let twice = rest.checked_mul(2 * den)?.checked_add(this.den)?;
        let part = twice.div_euclid(this.den.checked_mul(2)?);
        whole.checked_mul(den)?.checked_add(part)
    }

    /// The largest whole number that is not above it. `None` if that does not fit.
    pub fn floor(self) -> Option<i64> {
        self.num.div_euclid(self.den).try_into().ok()
    }

    /// The number, if it is a whole one.
    pub fn as_whole(self) -> Option<i64> {
        let whole = self.num % self.den == 0;
        whole.then(|| (self.num / self.den).try_into().ok())?
    }

    /// Its numerator and denominator in lowest terms. `None` if one does not fit.
    pub fn fraction(self) -> Option<(i64, i64)> {
        let Self { num, den } = self.lowest();
        Some((num.try_into().ok()?, den.try_into().ok()?))
    }

    /// The distance between two numbers.
    #[must_use]
    pub fn distance(self, other: Self) -> Option<Self> {
        let apart = self.minus(other)?;
        Some(Self {
            num: apart.num.checked_abs()?,
            ..apart
        })
    }

    /// Whether it is at or above `edge`.
    pub fn reaches(self, edge: Decimal) -> bool {
        self >= edge.into()
    }

    /// Whether it is more than 0.
    pub fn is_positive(self) -> bool {
        self.num > 0
    }

    /// In digits, rounded halves up to `places` after the point (at most six). No trailing zeros: "2.25", "2.5", "2".
    ///
    /// `None` when it is too large to be rounded exactly. The pack checker refuses a pack with such a result.
    pub fn to_text(self, places: u32) -> Option<String> {
        let places = places.min(6);
        let text = point(self.rounded(10_i128.pow(places))?, places);
        if places == 0 {
            return Some(text);
        }
        Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
    }

    /// In digits, exactly. `None` when `places` after the point (at most six) are not enough to write it.
    pub fn to_decimal(self, places: u32) -> Option<String> {
        let exact = self.round(places)? == self;
        exact.then(|| self.to_text(places))?
    }

    /// Its position between `low` and `high` in thousandths, rounded, from 0 to 1000. For drawing only.
    pub fn per_mille(self, low: Self, high: Self) -> u32 {
        let way = || self.minus(low)?.over(high.minus(low)?)?.rounded(1000);
        let way = way().unwrap_or(0).clamp(0, 1000);
        u32::try_from(way).unwrap_or(0)
    }
}

impl From<i64> for Rational {
    fn from(whole: i64) -> Self {
        Self {
            num: whole.into(),
            den: 1,
        }
    }
}

impl From<Decimal> for Rational {
    fn from(decimal: Decimal) -> Self {
        let (units, places) = decimal.parts();
        Self {
            num: units.into(),
            den: 10_i128.pow(places),
        }
    }
}

impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rational {}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |a: &Self, b: &Self| a.num.checked_mul(b.den);
        if let (Some(a), Some(b)) = (product(self, other), product(other, self)) {
            return a.cmp(&b);
        }
        // Compares the whole parts, then the reciprocals of the remainders, as in Euclid's algorithm. No number grows.
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let whole = |x: Self| x.num.div_euclid(x.den);
            let order = whole(a).cmp(&whole(b));
            let rest = |x: Self| x.num.rem_euclid(x.den);
            let (left, right) = (rest(a), rest(b));
            let order = order.then_with(|| match (left, right) {
                (0, 0) => Ordering::Equal,
                (0, _) => Ordering::Less,
                (_, 0) => Ordering::Greater,
                _ => Ordering::Equal,
            });
            if order != Ordering::Equal || left == 0 {
                return if turned { order.reverse() } else { order };
            }
            (a, b) = (
                Self {
                    num: a.den,
                    den: left,
                },
                Self {
                    num: b.den,
                    den: right,
                },
            );
            turned = !turned;
        }
    }
}
