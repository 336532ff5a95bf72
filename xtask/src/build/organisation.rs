//! What the build itself has to know of an organisation's configuration, and the files that go with it.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{files, json};
use crate::project::Project;

/// The configuration that serves when the organisation's own cannot be used.
pub const FALLBACK: &str = "config.default.json";

/// The pack that is shown unless another is named.
const PACK: &str = "practitioner";

#[derive(Deserialize)]
struct Settings {
    organisation: Organisation,
    pack: Option<String>,
}

#[derive(Deserialize)]
struct Organisation {
    logo: Option<Logo>,
}

#[derive(Deserialize)]
struct Logo {
    src: String,
}

fn settings(project: &Project) -> Result<Settings> {
    let file = project.config();
    let text = files::read_text(file)?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// The pack that the page is made with, by its name in `packs/`.
pub fn pack(project: &Project) -> Result<String> {
    let named = settings(project)?.pack;
    Ok(named.unwrap_or_else(|| PACK.to_owned()))
}

/// Puts the project's own configuration beside the organisation's, and the logo, which lies beside it.
pub fn bring(project: &Project, staging: &Path) -> Result<()> {
    let own = json::minify(&files::read_text(&project.path("config.json"))?)?;
    files::write(&staging.join(FALLBACK), own.as_bytes())?;
    if let Some(logo) = settings(project)?.organisation.logo {
        let beside = project.config().with_file_name(&logo.src);
        let picture = std::fs::read(&beside)
            .with_context(|| format!("the logo is not at {}", beside.display()))?;
        files::write(&staging.join(&logo.src), &picture)?;
    }
    Ok(())
}
