//! Why an expression cannot be read.

use thiserror::Error;

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// It has more bytes than any score needs.
    #[error("it is too long")]
    TooLong,
    /// Its brackets or operators are nested too deeply.
    #[error("it is nested too deeply")]
    TooDeep,
    /// It ends where something has to follow.
    #[error("it ends too early")]
    EndsEarly,
    /// A comment is not closed.
    #[error("a comment without an end")]
    OpenComment,
    /// A text or a quoted name is not closed.
    #[error("a text without an end")]
    OpenText,
    /// The four digits after `\u` are no character.
    #[error("a wrong \\u")]
    BadEscape,
    /// A character that begins nothing.
    #[error("{0:?} has no meaning here")]
    BadCharacter(char),
    /// `%` or `$` without a name.
    #[error("nothing after {0}")]
    NoNameAfter(char),
    /// A point without a name.
    #[error("a name is missing after `.`")]
    NoMember,
    /// This sign has to stand before that word, or at the end.
    #[error("`{sign}` is missing {}", before.as_ref().map_or("at the end".to_owned(), |word| format!("before {word}")))]
    Missing {
        /// The sign.
        sign: &'static str,
        /// The word, as it is shown.
        before: Option<String>,
    },
    /// A word, as it is shown, that cannot stand here.
    #[error("{0} is not expected")]
    Unexpected(String),
    /// A number with more digits than are kept.
    #[error("{0} cannot be kept exactly")]
    NotExact(String),
}
