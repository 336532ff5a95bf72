//! `cargo xtask pack`: runs the crate `authoring`. It is a separate crate so that its dependencies are not needed to
//! build or serve the check.

use std::ffi::OsString;
use std::process::Stdio;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run;

/// The Cargo profile for scoring many sheets. It optimises for speed, whereas the app is optimised for size.
pub const PROFILE: &str = "sheets";

/// Runs the pack command with `arguments` in the current folder. If it fails, exits the process with its exit code.
pub fn pack(project: &Project, arguments: &[OsString]) -> Result<()> {
    let mut command = run::cargo();
    command.args(["run", "--quiet", "--locked", "--package", "authoring"]);
    // Scoring a million sheets is worth compiling for speed once, which takes minutes.
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
        // The command has printed what is wrong.
        std::process::exit(status.code().unwrap_or(1));
    }
    Ok(())
}
