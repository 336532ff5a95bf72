//! Percent-encoding, for the addresses of a pack's parts and for every other address that a text is put into.

/// `text`, percent-encoded so that it can be used anywhere in an address. Every byte is encoded except ASCII letters,
/// digits and `-._~`, the unreserved characters of RFC 3986.
///
/// ```
/// assert_eq!(instrument::percent::percent_encode("PHQ 9/é"), "PHQ%209%2F%C3%A9");
/// ```
pub fn percent_encode(text: &str) -> String {
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
