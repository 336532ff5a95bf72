//! JSON (RFC 8259), read into types and written from them by serde's derive. The only reader of JSON in the browser's part of the project;
//! this file says what the others may use of it.
//!
//! The library is our own. serde_json is the better one, and the tests hold this against it; but with its maps, floats, error
//! texts and `io` the first load would be 21 KiB larger (`docs/size.md`).
//!
//! | module | concern |
//! |---|---|
//! | `parse` | text to [`Value`] |
//! | `value` | [`Value`] |
//! | `de` | [`Value`] to a type |
//! | `recover` | the same, finding everything that is wrong |
//! | `ser` | a type to text |
//! | `pretty` | the same, as people edit it |
//! | `error` | what is wrong, and where |
//! | [`fault`] | why a text is not JSON, for the person who wrote it |
//! | `spelling` | the name that a mistyped one was meant to be |

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

/// Parses `text` and reads a `T` from it, with placeholders for what is wrong, and says everything that is. For checkers.
///
/// `None` where the text is not JSON, which [`fault::find`] says more about, or where there is too much wrong.
pub fn from_str_recovering<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Error>) {
    match parse(text) {
        Ok(value) => recover::from_value(&value),
        Err(error) => (None, vec![error]),
    }
}
