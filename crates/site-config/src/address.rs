//! Which addresses may be used, and how search addresses are made.

use instrument::percent::percent_encode;
use serde::Deserialize;

/// The address of a link. Only `https:` is allowed, which the audit checks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Address(pub String);

/// The path of a file in the app's folder, which the audit checks. The page's content security policy allows no
/// pictures from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OwnFile(pub String);

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::Address {
        fn schema_name() -> Cow<'static, str> {
            "Address".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let pattern = ["^", super::HTTPS].concat();
            json_schema!({"description": "A whole address.", "type": "string", "pattern": pattern})
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

/// What the address of a link must begin with.
pub(super) const HTTPS: &str = "https://";

/// Whether `url` may be used for a link.
pub(super) fn is_https(url: &str) -> bool {
    url.starts_with(HTTPS)
}

/// Whether `path` leads to a file in the app's folder.
pub(super) fn is_own_file(path: &str) -> bool {
    let elsewhere = |byte| byte == b':' || byte == b'\\';
    !path.starts_with('/') && !path.bytes().any(elsewhere)
}

/// The address of a search: `template` with `words` in place of `{q}`, percent-encoded (RFC 3986, unreserved characters
/// kept).
///
/// `None` when there are no words.
pub fn search_address(template: &str, words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    Some(template.replace("{q}", &percent_encode(words)))
}
