//! The wasm target's standard library.

use std::process::Command;

use anyhow::{Context, Result};

use crate::project::{Project, WASM};
use crate::run;

/// Adds the target if it is missing. `rust-toolchain.toml` names it, but rustup adds it unasked only if automatic
/// installation is on.
pub fn ensure(project: &Project) -> Result<()> {
    let sysroot = run::capture(
        Command::new("rustc")
            .args(["--print", "sysroot"])
            .current_dir(project.root()),
    )?;
    let sysroot = String::from_utf8(sysroot).context("rustc printed a path that is not UTF-8")?;
    let library = std::path::Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM);
    if library.is_dir() {
        return Ok(());
    }
    println!("Adding the {WASM} target to the toolchain (seconds).");
    run::run(
        Command::new("rustup")
            .args(["target", "add", WASM])
            .current_dir(project.root()),
    )
    .context("the wasm target is missing and rustup could not add it")
}
