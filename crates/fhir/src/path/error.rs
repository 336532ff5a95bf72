//! Why an expression cannot be read.

use thiserror::Error;

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// The expression is longer than any score needs.
    #[error("it is too long")]
    TooLong,
    /// Brackets or operators are nested too deeply.
    #[error("it is nested too deeply")]
    TooDeep,
    /// The expression ends where something must follow.
    #[error("it ends too early")]
    EndsEarly,
    /// A comment is not closed.
    #[error("a comment without an end")]
    OpenComment,
    /// A text or a quoted name is not closed.
    #[error("a text without an end")]
    OpenText,
    /// The four digits after `\u` do not stand for a character.
    #[error("a wrong \\u")]
    BadEscape,
    /// A character that cannot begin a token.
    #[error("{0:?} has no meaning here")]
    BadCharacter(char),
    /// `%` or `$` without a name.
    #[error("nothing after {0}")]
    NoNameAfter(char),
    /// A `.` without a name after it.
    #[error("a name is missing after `.`")]
    NoMember,
    /// A sign is missing before a token, or at the end.
    #[error("`{sign}` is missing {}", before.as_ref().map_or("at the end".to_owned(), |word| format!("before {word}")))]
    Missing {
        /// The missing sign.
        sign: &'static str,
        /// The token, as it is shown. `None` at the end.
        before: Option<String>,
    },
    /// A token that is not allowed here, as it is shown.
    #[error("{0} is not expected")]
    Unexpected(String),
    /// A number with more digits than can be kept exactly.
    #[error("{0} cannot be kept exactly")]
    NotExact(String),
}
