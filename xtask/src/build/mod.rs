//! From sources to `dist/`.
//!
//! ```text
//! cargo -> panics -> split -> wasm-bindgen -> entry -> names -> wasm-opt -> order -> assemble -> dist/
//!
//! assemble:
//! - esbuild: script and style sheet
//! - prerender: page with intro and first question
//! - hashed names, the worker's list, .br and .gz
//! ```
//!
//! The build does not use Trunk. Compiling Trunk takes ten minutes, it would replace only about a hundred lines here,
//! and its start script is inline, which our content security policy forbids. People who have Trunk can still use it to
//! watch and serve: `Trunk.toml` makes it call [`build_into`] and serve the result.

pub mod assemble;
pub mod bake;
pub mod compress;
pub mod entry;
pub mod files;
pub mod first_styles;
pub mod json;
pub mod names;
pub mod offline;
pub mod order;
pub mod organisation;
pub mod page;
pub mod panics;
pub mod size;
pub mod split;
pub mod translate;
pub mod wasm;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::project::Project;
use crate::tools::BuildTools;

/// How much work goes into making the build small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build: no optimiser, nothing precompressed.
    Quick,
    /// What an organisation installs.
    Release,
}

/// Builds the whole page into `out`, which is replaced only once everything has succeeded.
/// Returns the names of the files of the first load.
pub fn build(project: &Project, tools: &BuildTools, mode: Mode, out: &Path) -> Result<Vec<String>> {
    let _alone = project.lock()?;
    let staging = project.target("dist-staging");
    let module = wasm::compile(project, tools, mode, &project.target("dist-module"))?;
    println!("Assembling the page.");
    files::recreate(&staging)?;
    let first_load = assemble::assemble(project, tools, &module, mode, &staging)?;
    files::replace(&staging, out)?;
    Ok(first_load)
}

/// Builds into Trunk's staging folder, which Trunk has made and goes on using. What Trunk put there is deleted first.
pub fn build_into(project: &Project, tools: &BuildTools, mode: Mode, folder: &Path) -> Result<()> {
    let finished = project.target("dist-trunk");
    if finished.exists() {
        std::fs::remove_dir_all(&finished)?;
    }
    build(project, tools, mode, &finished)?;
    files::recreate(folder)?;
    files::copy(&finished, folder)?;
    Ok(std::fs::remove_dir_all(finished)?)
}

/// Makes a release build and prints its sizes. Fails if it is over the byte budget. Returns the absolute path of the
/// build.
pub fn release(project: &Project, tools: &BuildTools, out: &Path) -> Result<PathBuf> {
    let out = std::path::absolute(out)?;
    let first_load = build(project, tools, Mode::Release, &out)?;
    let table = size::Table::measure(&out, &first_load)?;
    println!("\n{}", table.show());
    let record = project.target("size.json");
    files::write(&record, &serde_json::to_vec_pretty(&table)?)?;
    table.check()?;
    Ok(out)
}
