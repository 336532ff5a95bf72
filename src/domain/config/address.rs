//! Addresses: which may be used, and how they are made.

use crate::domain::json::{At, FromJson};

/// What is wrong with an address that no link may lead to.
pub const NOT_HTTPS: &str = "not an https address";

/// What is wrong with a picture from elsewhere.
pub const NOT_OWN: &str = "not a file in the folder";

/// An address that a link may lead to: `https:` only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(pub String);

/// The path of a file in the folder of the check: the page's own policy lets no picture from elsewhere in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile(pub String);

impl FromJson for Address {
    #[inline(never)]
    fn from_json(at: &At) -> Self {
        let url = String::from_json(at);
        if at.value().as_text().is_some_and(|url| !is_https(url)) {
            at.wrong(NOT_HTTPS);
        }
        Self(url)
    }
}

impl FromJson for OwnFile {
    fn from_json(at: &At) -> Self {
        let path = String::from_json(at);
        if !is_own_file(&path) {
            at.wrong(NOT_OWN);
        }
        Self(path)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::Address {
        fn schema_name() -> Cow<'static, str> {
            "Address".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"description": "A whole address.", "type": "string", "pattern": "^https://"})
        }
    }

    impl JsonSchema for super::OwnFile {
        fn schema_name() -> Cow<'static, str> {
            "OwnFile".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"description": "A file in the folder.", "type": "string", "pattern": r"^[^/:\\][^:\\]*$"})
        }
    }
}

/// Whether a link may lead there.
pub(super) fn is_https(url: &str) -> bool {
    url.starts_with("https://")
}

/// Whether it lies in our folder.
pub(super) fn is_own_file(path: &str) -> bool {
    let elsewhere = |byte| byte == b':' || byte == b'\\';
    !path.starts_with('/') && !path.bytes().any(elsewhere)
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
