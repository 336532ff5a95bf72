//! Why a value set has no answers.

use thiserror::Error;

/// Why a value set has no answers. The message follows the set's address in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum NoAnswers {
    /// The set is in none of the files.
    #[error("which is not in this file; give it with --value-set, nothing is fetched")]
    NotGiven,
    /// The set is here only in this other version.
    #[error("which is here in version {0} only")]
    OtherVersion(String),
    /// The set is here more than once, with different answers.
    #[error("which is here more than once, and they differ")]
    Ambiguous,
    /// The set has `exclude`.
    #[error("which excludes answers; list those it has")]
    Excludes,
    /// The set lists no answers.
    #[error("which lists no answers")]
    Empty,
    /// The set lists this many answers, which is too many.
    #[error("which lists {0} answers")]
    TooMany(usize),
    /// The set is defined by a filter, or by other sets.
    #[error("which is made by a filter or from other sets; list its answers")]
    Filtered,
    /// The set includes all of this code system, which is in none of the files.
    #[error("which takes all of the code system {0}, not in this file")]
    NoSystem(String),
}
