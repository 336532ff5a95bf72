//! What became of a change of language.

/// What became of a change of language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageStatus {
    /// The app is in the language that was chosen.
    Changed,
    /// It did not arrive, so the app stays in the language before.
    Missing,
}
