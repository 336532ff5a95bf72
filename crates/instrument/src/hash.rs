//! FNV-1a, 64 bits: tells two texts apart. It is not a cryptographic hash.

/// The hash of no bytes.
pub const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// Extends a hash by more bytes: `fnv1a(fnv1a(EMPTY, a), b)` is the hash of `a` followed by `b`.
///
/// ```
/// use instrument::hash::{EMPTY, fnv1a};
///
/// // From the reference vectors of draft-eastlake-fnv.
/// assert_eq!(fnv1a(EMPTY, b"foobar"), 0x8594_4171_f739_67e8);
/// ```
pub const fn fnv1a(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}
