//! Browser profiles. A browser spends much of its first start filling an empty profile: Firefox more than half of it, WebKit a third of
//! a second on a list of media plug-ins. So trials get copies of a filled profile.

use std::path::Path;

use anyhow::Result;
use tempfile::TempDir;
use thirtyfour::common::command::Command;
use xtask::tools::browsers::Engine;

use super::{Browser, BrowserOptions, LOG, Tabs};
use crate::programs::Programs;

/// A profile for a trial. It has shown no page yet. Chromium's is empty, because it starts as fast with an empty one.
pub(super) async fn for_engine(programs: &Programs, engine: Engine) -> Result<TempDir> {
    let profile = TempDir::new()?;
    if engine == Engine::Chromium {
        return Ok(profile);
    }
    let filled = programs.profiles[engine as usize].get_or_try_init(|| fill(programs, engine));
    copy(filled.await?.path(), profile.path())?;
    Ok(profile)
}

async fn fill(programs: &Programs, engine: Engine) -> Result<TempDir> {
    let (options, profile) = (BrowserOptions::default(), TempDir::new()?);
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
        if name.to_lowercase().starts_with("session") || name == "user.js" || name == LOG {
            continue;
        }
        let target = to.join(&*name);
        if kind.is_dir() {
            std::fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else if kind.is_file() {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
