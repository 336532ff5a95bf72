//! Content hashes, for file names that change with the content and for comparing files.

use sha2::{Digest, Sha256};

/// SHA-256 in lowercase hex.
pub fn hex(content: &[u8]) -> String {
    json::hex(&Sha256::digest(content))
}

/// A file name with the first 8 digits of the content's SHA-256, such as `app-1a2b3c4d.js`.
pub fn name(stem: &str, extension: &str, content: &[u8]) -> String {
    let digest = hex(content);
    format!("{stem}-{}.{extension}", &digest[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_depend_on_the_content() {
        assert_eq!(name("app", "js", b""), "app-e3b0c442.js");
        assert_ne!(name("app", "js", b"a"), name("app", "js", b"b"));
    }
}
