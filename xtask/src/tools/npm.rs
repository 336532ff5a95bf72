//! Tools from npm, under `node_modules`: exact versions by lockfile, no install script run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{path, versions};
use crate::hash;
use crate::project::Project;
use crate::run;

/// What makes scripts, style sheets and modules small.
#[derive(Debug, Clone)]
pub struct BuildTools {
    esbuild: Program,
    wasm_opt: Program,
}

/// A native program, or a script that Node runs.
#[derive(Debug, Clone)]
enum Program {
    Native(PathBuf),
    Script(PathBuf),
}

impl BuildTools {
    /// Bundles and minifies scripts and style sheets.
    pub fn esbuild(&self) -> Command {
        self.esbuild.command()
    }

    /// Optimises a WebAssembly module.
    pub fn wasm_opt(&self) -> Command {
        self.wasm_opt.command()
    }
}

impl Program {
    fn command(&self) -> Command {
        match self {
            Self::Native(program) => Command::new(program),
            Self::Script(script) => {
                let mut command = Command::new("node");
                command.arg(script);
                command
            }
        }
    }
}

/// Finds both on `PATH`, or installs `node_modules` for those that are missing.
pub fn build_tools(project: &Project) -> Result<BuildTools> {
    let find = |name: &str, version: &str, script: &str| -> Result<Program> {
        if let Some(program) = path::with_version(name, version) {
            return Ok(Program::Native(program));
        }
        Ok(Program::Script(ensure(project)?.join(script)))
    };
    Ok(BuildTools {
        esbuild: find("esbuild", versions::ESBUILD, "esbuild/bin/esbuild")?,
        wasm_opt: find("wasm-opt", versions::BINARYEN, "binaryen/bin/wasm-opt")?,
    })
}

/// The folders with a lockfile: the root for what builds and tests need, and another for the hundred packages of
/// Lighthouse.
pub const FOLDERS: [&str; 2] = ["", LIGHTHOUSE];

/// Only `cargo xtask bench` installs it.
const LIGHTHOUSE: &str = "xtask/lighthouse";

/// Installs what builds and tests need, and returns `node_modules`.
pub fn ensure(project: &Project) -> Result<PathBuf> {
    install(project, "", "esbuild, wasm-opt and what the tests read")
}

/// Installs Lighthouse, and returns its script for Node to run.
pub fn lighthouse(project: &Project) -> Result<PathBuf> {
    Ok(install(project, LIGHTHOUSE, "Lighthouse")?.join("lighthouse/cli/index.js"))
}

/// Installs `node_modules` as the lockfile in `folder` says, and returns it. A stamp inside has the hash of the
/// lockfile, so that this happens only once.
fn install(project: &Project, folder: &str, what: &str) -> Result<PathBuf> {
    let folder = project.path(folder);
    let modules = folder.join("node_modules");
    let lockfile = std::fs::read(folder.join("package-lock.json"))
        .context("could not read package-lock.json, which belongs to the checkout")?;
    let wanted = hash::hex(&lockfile);
    let stamp = modules.join(".xtask-stamp");
    let installed = || std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted);
    if installed() {
        return Ok(modules);
    }
    if path::first(&["node"]).is_none() {
        bail!("Node.js is needed (20 or later) and `node` is not on PATH: see https://nodejs.org");
    }
    let _alone = project.lock()?;
    if installed() {
        // The command that held the lock has installed it.
        return Ok(modules);
    }
    println!("Installing {what} into node_modules (seconds, once).");
    // None of our packages needs its install script, and malicious packages often use theirs.
    run::run(npm(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    std::fs::write(&stamp, &wanted)?;
    Ok(modules)
}

/// npm, run in a folder.
pub fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder);
    command
}
