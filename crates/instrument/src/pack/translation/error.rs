//! What is wrong with a translation, and where.

use thiserror::Error;

/// Something that is wrong with a translation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{path}: {kind}")]
pub struct TranslationError {
    /// Its path in the file: `texts.sections.depletion.title`.
    pub path: String,
    /// What is wrong there.
    pub kind: TranslationErrorKind,
}

/// What can be wrong with a translation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TranslationErrorKind {
    /// The file is not JSON, or does not have the form of a translation.
    #[error("{0}")]
    Form(json::ErrorKind),
    /// The translation belongs to another pack, or to another version of it.
    #[error("“{said}”, but the pack's is “{meant}”")]
    OtherPack {
        /// What the translation says.
        said: String,
        /// What the pack says.
        meant: String,
    },
    /// The language is empty, or it is the language of the pack.
    #[error("not another language")]
    SameLanguage,
    /// A text is missing.
    #[error("missing")]
    Missing,
    /// A text belongs to no part of the pack.
    #[error("there is nothing like this in the pack")]
    Unknown,
    /// Two texts have the same name.
    #[error("there twice")]
    Twice,
    /// There is a text where the pack has paragraphs, or the other way round.
    #[error("not what the pack has here: a text, or a list of paragraphs")]
    OtherShape,
    /// There are more paragraphs than in the pack, or fewer.
    #[error("not as many paragraphs as in the pack")]
    OtherLength,
    /// A text is empty or blank.
    #[error("empty")]
    Empty,
    /// The placeholders in braces or brackets are not those of the pack's own text.
    #[error("the places to fill in are not those of the pack")]
    OtherPlaces,
}

impl From<json::Error> for TranslationError {
    fn from(error: json::Error) -> Self {
        Self {
            path: error.path(),
            kind: TranslationErrorKind::Form(error.kind().clone()),
        }
    }
}
