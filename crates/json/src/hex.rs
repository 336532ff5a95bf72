//! Hexadecimal, for everything that writes it: escapes here, digests, colours and names elsewhere.

/// Two hexadecimal digits for each byte, in lower case.
///
/// ```
/// assert_eq!(json::hex(&[0, 0xab]), "00ab");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(digit).collect()
}
