//! Telephone numbers: how a written number is dialled, and which numbers cannot be.
//!
//! Everything that shows or dials a number uses [`PhoneNumber::read`]. For pages that work without the app,
//! [`script`](super::script) turns the rule into regular expressions, and `tests/native/phone.rs` checks that both
//! agree.
//!
//! The rule rejects what no telephone network can take. It knows the form of an international number (E.164: a plus
//! sign, the country code, at most 15 digits) and the zero that many countries drop after their code. It does not know
//! the countries' numbering plans, because these change; [`audit`](super::audit) uses them for warnings only.

use std::ops::RangeInclusive;

/// A telephone number as it was written, and as a link dials it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber<'a> {
    /// The number as it was written. It is shown even if it cannot be dialled, because a person may still be able to
    /// make sense of it.
    pub shown: &'a str,
    /// The digits, with a `+` before an international number. `None` if it cannot be dialled; then there is no link.
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

    /// The number's address with a scheme such as `tel:`, if it can be dialled.
    pub fn address(&self, scheme: &str) -> Option<String> {
        Some([scheme, self.dialled.as_ref()?].concat())
    }
}

/// Whether there is a digit in `text`, in any script that telephone numbers are written in.
pub(super) fn has_digit(text: &str) -> bool {
    text.chars().any(is_digit)
}

pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹' | '０'..='９')
}

/// Whether `c` may separate digits: spaces, including no-break ones, hyphens, dashes, full stops and brackets.
pub(super) fn separates(c: char) -> bool {
    matches!(
        c,
        ' ' | '.' | '(' | ')' | '-' | '\u{2010}'..='\u{2015}' | '\u{a0}' | '\u{2009}' | '\u{202f}'
    )
}

/// How many digits an international number has, without the plus sign.
pub(super) const INTERNATIONAL: RangeInclusive<usize> = 6..=15;

/// How many digits a number without a country code has.
pub(super) const NATIONAL: RangeInclusive<usize> = 2..=15;

/// A number with at least this many digits that begins with 00 cannot be dialled: in some countries only, 00 stands for
/// a plus sign. Shorter numbers may begin with 00, such as Australia's 000.
pub(super) const MIN_DIGITS_FOR_00_PREFIX: usize = 7;

/// The codes of countries where a zero after the code belongs to the number and is dialled from anywhere.
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
            let prefixed = number.len() >= MIN_DIGITS_FOR_00_PREFIX && number.starts_with("00");
            NATIONAL.contains(&number.len()) && !prefixed
        }
    };
    can_be.then_some(number)
}

/// Whether the country code is followed by a zero that is dialled only within the country.
fn has_trunk_zero(digits: &str) -> bool {
    let (code, rest) = digits.split_at(code_length(digits.as_bytes()));
    rest.starts_with('0') && !KEEPS_ZERO.contains(&code)
}

/// How many of the digits of an international number are the country code (ITU-T E.164, annex D). Needs at least three
/// digits to be right.
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
