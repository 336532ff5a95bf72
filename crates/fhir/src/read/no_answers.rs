//! Why a value set has no answers.

use thiserror::Error;

/// Why a value set has no answers. The words go on from the set's address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum NoAnswers {
    /// It is in no file that was given.
    #[error("which is not in this file; give it with --value-set, nothing is fetched")]
    NotGiven,
    /// It is there in another version only.
    #[error("which is here in version {0} only")]
    OtherVersion(String),
    /// It is there twice, with different answers.
    #[error("which is here more than once, and they differ")]
    Ambiguous,
    /// It leaves answers out of another set.
    #[error("which excludes answers; list those it has")]
    Excludes,
    /// It has none.
    #[error("which lists no answers")]
    Empty,
    /// It has this many, which is too many.
    #[error("which lists {0} answers")]
    TooMany(usize),
    /// It is made by a filter, or from other sets.
    #[error("which is made by a filter or from other sets; list its answers")]
    Filtered,
    /// It takes all of this code system, which is in no file that was given.
    #[error("which takes all of the code system {0}, not in this file")]
    NoSystem(String),
}
