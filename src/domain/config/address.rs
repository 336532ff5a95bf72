//! Addresses: which may be used, and how they are made.

use super::{HelpLine, Logo};

/// Whether an address is one that a link may lead to.
pub fn is_https(url: &str) -> bool {
    url.starts_with("https://")
}

impl Logo {
    /// Whether it lies in the folder of the check: the page's own policy lets no picture from elsewhere in.
    pub fn is_own_file(&self) -> bool {
        let elsewhere = |byte| byte == b':' || byte == b'\\';
        !self.src.starts_with('/') && !self.src.bytes().any(elsewhere)
    }
}

impl HelpLine {
    /// Whether there is a number to call or to text.
    pub fn can_be_reached(&self) -> bool {
        let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        self.tel.as_deref().is_some_and(digits)
            || self.sms.as_ref().is_some_and(|sms| digits(&sms.number))
    }
}

/// A number as it stands in a `tel:` or `sms:` address: digits and a leading plus.
pub fn dialled(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

/// The address of a search: `words` in place of `{q}` in `template`, percent-encoded (RFC 3986, unreserved kept).
///
/// Nothing when there is nothing to search for.
pub fn search_address(template: &str, words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    Some(template.replace("{q}", &percent(words)))
}

/// `text` as it may stand anywhere in an address.
pub(crate) fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let hex = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
            out.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    out
}
