//! Firefox profiles. Firefox spends more than half of its first start filling an empty profile, so trials get copies of a filled one.

use std::path::Path;

use anyhow::Result;
use tempfile::TempDir;
use thirtyfour::common::command::Command;
use xtask::tools::browsers::Engine;

use super::{Browser, BrowserOptions, LOG, Tabs};
use crate::programs::Programs;

/// A profile that Firefox has already filled. It has shown no page yet.
pub(super) async fn firefox(programs: &Programs) -> Result<TempDir> {
    let filled = programs.firefox_profile.get_or_try_init(|| fill(programs));
    let profile = TempDir::new()?;
    copy(filled.await?.path(), profile.path())?;
    Ok(profile)
}

async fn fill(programs: &Programs) -> Result<TempDir> {
    let (engine, options, profile) = (Engine::Firefox, BrowserOptions::default(), TempDir::new()?);
    let start = Browser::with_profile(programs, engine, options, profile, Tabs::None);
    let Browser {
        driver,
        processes,
        profile,
        ..
    } = Box::pin(start).await?;
    driver.cmd(Command::DeleteSession).await?;
    drop(processes);
    Ok(profile)
}

/// Copies what a start needs from a profile. The lock is a dangling link, and tabs and settings are the trial's own, so these are left out.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in from.read_dir()? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let own = name.starts_with("session") || name == "user.js" || name == LOG;
        let target = to.join(&*name);
        if kind.is_dir() {
            std::fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else if kind.is_file() && !own {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
