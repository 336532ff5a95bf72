//! Why a pack cannot be exported.

use instrument::pack::PackErrors;
use instrument::pack::translation::TranslationError;
use thiserror::Error;

use crate::problem::Problem;

/// Why a pack cannot be exported. Several reasons stand on a line each.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The pack, or the pack with the texts of a translation, cannot be used.
    #[error("{}", .0.lines())]
    Pack(#[from] PackErrors),
    /// A translation does not fit the pack.
    #[error("{}", lines(.0))]
    Translation(Vec<TranslationError>),
    /// The pack is not JSON as the import reads it.
    #[error("{0}")]
    Json(Problem),
    /// Items with these ids stand for scales in a Questionnaire, where all share one space of names.
    #[error("{}", lines(.0.iter().map(|id| format!("item id that stands for a scale: {id}"))))]
    Clash(Vec<String>),
    /// The export has no form in JSON.
    #[error(transparent)]
    Write(#[from] serde_json::Error),
}

fn lines(reasons: impl IntoIterator<Item = impl ToString>) -> String {
    let reasons: Vec<String> = reasons.into_iter().map(|one| one.to_string()).collect();
    reasons.join("\n")
}
