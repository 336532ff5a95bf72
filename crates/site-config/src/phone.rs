//! Telephone numbers: what of a written number is dialled, and which cannot be.
//!
//! Everything that shows or dials a number goes by [`PhoneNumber::read`]. For pages that work without the app [`script`](super::script)
//! makes regular expressions of the rule; `tests/native/phone.rs` compares the two.
//!
//! The rule knows what no telephone network can take: the form of an international number (E.164: a plus sign, the country's
//! code, at most 15 digits) and the zero that many countries drop after their code. It does not know each country's plan, which
//! changes; [`audit`](super::audit) warns by that.

use std::ops::RangeInclusive;

/// A telephone number as it was written, and what a link dials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber<'a> {
    /// As it was written. A number that cannot be dialled is still shown: somebody can read it and make sense of it.
    pub shown: &'a str,
    /// Digits, with `+` in front where a country's code comes first. `None` if it cannot be dialled: then there is no link.
    pub dialled: Option<String>,
}

impl<'a> PhoneNumber<'a> {
    /// Reads a number as an editor wrote it.
    pub fn read(shown: &'a str) -> Self {
        Self {
            shown,
            dialled: dialled(shown),
        }
    }

    /// Its address under a scheme such as `tel:`, if it can be dialled.
    pub fn address(&self, scheme: &str) -> Option<String> {
        Some([scheme, self.dialled.as_ref()?].concat())
    }
}

/// Whether there is a digit in it, in one of the scripts that telephone numbers are written in.
pub(super) fn has_digit(text: &str) -> bool {
    text.chars().any(is_digit)
}

pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹' | '０'..='９')
}

/// What may stand between digits: spaces, also those that do not break, hyphens, dashes, points and brackets.
pub(super) fn separates(c: char) -> bool {
    matches!(
        c,
        ' ' | '.' | '(' | ')' | '-' | '\u{2010}'..='\u{2015}' | '\u{a0}' | '\u{2009}' | '\u{202f}'
    )
}

/// How many digits an international number has, its plus sign not counted.
pub(super) const INTERNATIONAL: RangeInclusive<usize> = 6..=15;

/// How many digits a number without a country's code has.
pub(super) const NATIONAL: RangeInclusive<usize> = 2..=15;

/// From this many digits on, 00 at the beginning stands for a plus sign, in some countries only. Short numbers may begin so: Australia's
/// 000.
pub(super) const PREFIXED: usize = 7;

/// The codes of the countries whose numbers begin with a zero, from wherever one calls.
pub(super) const KEEPS_ZERO: [&str; 15] = [
    "39", "47", "225", "227", "229", "241", "242", "267", "268", "378", "501", "676", "679", "687",
    "853",
];

fn dialled(text: &str) -> Option<String> {
    let mut number = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() || c == '+' && number.is_empty() {
            number.push(c);
        } else if !separates(c) {
            return None;
        }
    }
    let can_be = match number.strip_prefix('+') {
        Some(digits) => {
            INTERNATIONAL.contains(&digits.len())
                && !digits.starts_with('0')
                && !has_trunk_zero(digits)
        }
        None => {
            let prefixed = number.len() >= PREFIXED && number.starts_with("00");
            NATIONAL.contains(&number.len()) && !prefixed
        }
    };
    can_be.then_some(number)
}

/// Whether the country's code is followed by the zero that is dialled only within the country.
fn has_trunk_zero(digits: &str) -> bool {
    let (code, rest) = digits.split_at(code_length(digits.as_bytes()));
    rest.starts_with('0') && !KEEPS_ZERO.contains(&code)
}

/// How many of the digits of an international number are the country's code (ITU-T E.164, annex D). There are at least three.
pub(super) fn code_length(digits: &[u8]) -> usize {
    match digits {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    }
}
