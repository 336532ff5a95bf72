//! JSON (RFC 8259), read into types and written from them by serde's derive. The code for the browser reads JSON only
//! with this crate.
//!
//! serde_json is the better library, and the tests compare this crate with it. But its maps, floats, error texts and
//! `io` would make the first load 21 KiB larger (`docs/size.md`).
//!
//! | module | concern |
//! |---|---|
//! | `parse` | text to [`Value`] |
//! | `value` | [`Value`] |
//! | `de` | [`Value`] to a type |
//! | `recover` | the same, but finding everything that is wrong |
//! | `ser` | a type to text |
//! | `pretty` | the same, with line breaks for people who edit it |
//! | `error` | what is wrong, and where |
//! | [`fault`] | why a text is not JSON, for the person who wrote it |
//! | `spelling` | the known name that is nearest to a mistyped one |

mod de;
mod error;
pub mod fault;
mod hex;
mod parse;
#[cfg(not(target_arch = "wasm32"))]
mod pretty;
mod recover;
mod ser;
mod spelling;
mod value;

use serde::de::{Deserialize, DeserializeOwned};

pub use error::{Error, ErrorKind, Expected, Step};
pub use hex::hex;
pub use parse::{BYTE_ORDER_MARK, parse};
#[cfg(not(target_arch = "wasm32"))]
pub use pretty::{to_string_pretty, to_value};
pub use recover::from_value as from_value_recovering;
pub use ser::to_string;
pub use spelling::nearest;
pub use value::Value;

/// Parses `text` and reads a `T` from it.
///
/// # Errors
/// The first thing that is wrong.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    from_value(&parse(text)?)
}

/// Reads a `T` from `value`.
///
/// # Errors
/// The first thing that is wrong.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, Error> {
    T::deserialize(value)
}

/// Parses `text` and reads a `T` from it, with placeholders for what is wrong. Returns all the errors. For checkers.
///
/// `None` when the text is not JSON, which [`fault::find`] explains, or when there are too many errors.
pub fn from_str_recovering<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Error>) {
    match parse(text) {
        Ok(value) => recover::from_value(&value),
        Err(error) => (None, vec![error]),
    }
}
