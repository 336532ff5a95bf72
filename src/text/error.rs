//! The error for interface texts that cannot be used.

use std::fmt;

/// Why texts cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessagesError {
    /// They are not JSON, or do not have the form of interface texts.
    Unread(json::Error),
    /// These keys have no text.
    Missing(Vec<&'static str>),
    /// They belong to another version of the app.
    OtherVersion,
}

impl From<json::Error> for MessagesError {
    fn from(error: json::Error) -> Self {
        Self::Unread(error)
    }
}

impl fmt::Display for MessagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::Missing(keys) => {
                f.write_str("texts missing: ")?;
                f.write_str(&keys.join(", "))
            }
            Self::OtherVersion => f.write_str("texts of another version"),
        }
    }
}

impl std::error::Error for MessagesError {}
