//! Reading files that people wrote: configurations, packs, interface texts, FHIR.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use json::fault;

use crate::sentences::sentences;

/// The bytes of the file at `path`.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// The text of the file at `path`, without a byte order mark.
///
/// # Errors
/// When the file cannot be read, or is not UTF-8. The message then says where it is not, and what to do about it.
pub fn text(path: &Path) -> Result<String> {
    decode(path, &bytes(path)?)
}

/// The text in `bytes`, the content of the file at `path`.
///
/// # Errors
/// When it is not UTF-8. The message says where, and what to do about it.
pub fn decode(path: &Path, bytes: &[u8]) -> Result<String> {
    let text = fault::decode(bytes).map_err(|fault| {
        let place = format!("{}:{}:{}", path.display(), fault.line, fault.column);
        let [what, hint] = sentences(&(*fault).into());
        anyhow::anyhow!("{place}: {what} {hint}")
    })?;
    Ok(text.to_owned())
}
