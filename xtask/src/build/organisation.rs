//! What the build itself reads from an organisation's configuration, and the files that belong to it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use site_config::Config;

use super::{files, json};
use crate::project::Project;

/// The copy of the configuration that is used when `config.json` cannot be.
pub const FALLBACK: &str = "config.default.json";

fn settings(project: &Project) -> Result<Config> {
    let file = project.config();
    let text = files::read_text(file)?;
    Config::read(&text).with_context(|| file.display().to_string())
}

/// The pack that the page is built with: the name of its file in `packs/`, without `.json`.
pub fn pack(project: &Project) -> Result<String> {
    Ok(settings(project)?.pack().to_owned())
}

/// The file with more help lines that the configuration names: beside the configuration, or else our own.
///
/// # Errors
/// If there is no such file, or if its lines cannot be used.
pub fn more_help(project: &Project) -> Result<Option<PathBuf>> {
    let mut config = settings(project)?;
    let Some(name) = config.more_help() else {
        return Ok(None);
    };
    let name = help_name(name);
    let beside = project.config().with_file_name(&name);
    let file = if beside.is_file() {
        beside
    } else {
        project.path(&name)
    };
    let text = files::read_text(&file)?;
    config
        .add_help(&text)
        .with_context(|| file.display().to_string())?;
    Ok(Some(file))
}

/// The path of a file with help lines, from its name in the configuration.
fn help_name(name: &str) -> String {
    ["help/", name, ".json"].concat()
}

/// Copies the logo, the file with more help lines and a fallback configuration into `staging`. The logo must be in the configuration's folder. The
/// fallback is this same configuration: it is known to be valid, because the page is built with it.
pub fn copy_files(project: &Project, staging: &Path) -> Result<()> {
    if let (Some(file), Some(name)) = (more_help(project)?, settings(project)?.more_help()) {
        let text = files::read_text(&file)?;
        files::write(&staging.join(help_name(name)), text.as_bytes())?;
    }
    let own = json::minify(&files::read_text(project.config())?)?;
    files::write(&staging.join(FALLBACK), own.as_bytes())?;
    if let Some(logo) = settings(project)?.logo() {
        let beside = project.config().with_file_name(logo.src);
        let picture = std::fs::read(&beside)
            .with_context(|| format!("the logo is not at {}", beside.display()))?;
        files::write(&staging.join(logo.src), &picture)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fallback_configuration_is_the_organisations_own() {
        let project = Project::find().expect("the checkout");
        let demo = project.path("demo/config.json");
        let project = project
            .with_config(Some(demo.clone()))
            .expect("it is there");
        let staging = project.target("test-organisation");
        files::recreate(&staging).expect("a folder");
        copy_files(&project, &staging).expect("copied");
        let read = |file: &Path| -> serde_json::Value {
            serde_json::from_str(&files::read_text(file).expect("reads")).expect("JSON")
        };
        assert_eq!(read(&staging.join(FALLBACK)), read(&demo));
        assert!(staging.join("demo-logo.svg").is_file());
        std::fs::remove_dir_all(staging).expect("cleans up");
    }
}
