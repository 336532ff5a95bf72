//! Why a pack cannot be exported.

use instrument::pack::PackErrors;
use instrument::pack::translation::TranslationError;
use thiserror::Error;

use crate::problem::Problem;

/// Why a pack cannot be exported. Several reasons are written on separate lines.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The pack, or the pack with the texts of a translation, is not valid.
    #[error("{}", .0.lines())]
    Pack(#[from] PackErrors),
    /// A translation does not fit the pack.
    #[error("{}", lines(.0))]
    Translation(Vec<TranslationError>),
    /// The import could not read the pack's JSON: too large, too deep, or with a duplicate member name.
    #[error("{0}")]
    Json(Problem),
    /// Items with these ids have the `linkId` of a scale's result. A `linkId` must be unique in a Questionnaire.
    #[error("{}", lines(.0.iter().map(|id| format!("item id that stands for a scale: {id}"))))]
    Clash(Vec<String>),
    /// The export cannot be written as JSON.
    #[error(transparent)]
    Write(#[from] serde_json::Error),
}

fn lines(reasons: impl IntoIterator<Item = impl ToString>) -> String {
    let reasons: Vec<String> = reasons.into_iter().map(|one| one.to_string()).collect();
    reasons.join("\n")
}
