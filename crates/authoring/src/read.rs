//! Reading files that people wrote: configurations, packs, interface texts, FHIR.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use json::fault;

use crate::config;

/// The bytes of the file at `path`.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// The text of the file at `path`, without a byte order mark.
///
/// # Errors
/// When it cannot be read, or says where it is not UTF-8 and what to do about it.
pub fn text(path: &Path) -> Result<String> {
    decode(path, &bytes(path)?)
}

/// The text in `bytes`, which are of the file at `path`.
///
/// # Errors
/// Says where it is not UTF-8 and what to do about it.
pub fn decode(path: &Path, bytes: &[u8]) -> Result<String> {
    let text = fault::decode(bytes).map_err(|fault| {
        let place = format!("{}:{}:{}", path.display(), fault.line, fault.column);
        let [what, hint] = config::sentences(&(*fault).into());
        anyhow::anyhow!("{place}: {what} {hint}")
    })?;
    Ok(text.to_owned())
}
