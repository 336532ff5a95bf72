//! `cargo xtask pack`: handed on to a crate of its own, whose dependencies nobody needs who only builds or serves the check.

use std::ffi::OsString;
use std::process::Stdio;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run;

/// The profile in which many sheets are scored: fast, where the app is small.
pub const PROFILE: &str = "sheets";

/// Runs the pack command with `arguments`, where this command was started, and ends as it ends.
pub fn pack(project: &Project, arguments: &[OsString]) -> Result<()> {
    let mut command = run::cargo();
    command.args(["run", "--quiet", "--locked", "--package", "authoring"]);
    // A million sheets are worth the minutes of compiling it once.
    if arguments.first().is_some_and(|first| first == "score") {
        command.args(["--profile", PROFILE]);
    }
    command
        .arg("--manifest-path")
        .arg(project.path("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .stdin(Stdio::inherit());
    let status = command
        .status()
        .context("could not start the pack command")?;
    if !status.success() {
        // It has said what is wrong.
        std::process::exit(status.code().unwrap_or(1));
    }
    Ok(())
}
