//! Tools built from crates.io, under `target/tools`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{path, versions};
use crate::project::Project;
use crate::run;

/// A command line tool published as a crate.
#[derive(Debug, Clone, Copy)]
pub struct CargoTool {
    /// The crate.
    pub package: &'static str,
    /// The program it installs.
    pub program: &'static str,
    /// The pinned version.
    pub version: &'static str,
    /// What it is for, printed while it is installed.
    pub purpose: &'static str,
    /// About how long installing takes on two cores.
    pub takes: &'static str,
}

/// Makes the script that connects the compiled module to the browser.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: versions::WASM_BINDGEN,
    purpose: "connects the compiled module to the browser",
    takes: "2 minutes",
};

/// Drives Firefox.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    program: "geckodriver",
    version: versions::GECKODRIVER,
    purpose: "drives Firefox in the tests",
    takes: "2 minutes",
};

/// Checks licences, sources and advisories.
pub const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: versions::CARGO_DENY,
    purpose: "checks licences and advisories of dependencies",
    takes: "3 minutes",
};

/// Returns the program's path. Installs it first if neither `PATH` nor `target/tools` has this version.
pub fn ensure(project: &Project, tool: &CargoTool) -> Result<PathBuf> {
    let CargoTool {
        program, version, ..
    } = *tool;
    if let Some(found) = path::with_version(program, version) {
        return Ok(found);
    }
    let own = project.tools().join("bin").join(path::executable(program));
    let installed = || run::version_line(&own).is_some_and(|line| path::says(&line, version));
    if installed() {
        return Ok(own);
    }
    let _alone = project.lock()?;
    if installed() {
        // The command that held the lock has installed it.
        return Ok(own);
    }
    println!(
        "Installing {} {version} into target/tools: it {}. About {} on two cores, once.",
        tool.package, tool.purpose, tool.takes
    );
    let scratch = project.target("tools-build");
    let outcome = run::run(
        project
            .cargo()
            .args([
                "install",
                "--locked",
                "--force",
                tool.package,
                "--version",
                version,
            ])
            .arg("--root")
            .arg(project.tools())
            .arg("--target-dir")
            .arg(&scratch),
    )
    .with_context(|| format!("could not install {}", tool.package));
    // Hundreds of megabytes that nothing reads again.
    let _ = std::fs::remove_dir_all(&scratch);
    outcome?;
    Ok(own)
}
