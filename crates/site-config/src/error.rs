//! Why a configuration is not used.

use std::fmt;

/// The mistake because of which a configuration cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// It is not JSON.
    NotJson(json::Error),
    /// The organisation has no name.
    NoName,
    /// There is no directory, or the link to it has no label.
    NoDirectory,
    /// There is no crisis help.
    NoHelp,
    /// A help line has no number.
    NoNumber,
    /// An address is not `https:`.
    NotHttps,
    /// The logo is not a file in the app's folder.
    ForeignLogo,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotJson(error) => return error.fmt(f),
            Self::NoName => "organisation.name",
            Self::NoDirectory => "directory",
            Self::NoHelp => "help: without crisis help it is refused",
            Self::NoNumber => "help: no number",
            Self::NotHttps => "url: not https",
            Self::ForeignLogo => "organisation.logo.src",
        })
    }
}

impl std::error::Error for ConfigError {}
