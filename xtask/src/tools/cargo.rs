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
}

/// Compiling these tools takes longer than what they do, so they are not optimised: installing takes half as long.
const QUICK_TO_COMPILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Serves the component tests.
pub const TEST_RUNNER: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen-test-runner",
    version: versions::WASM_BINDGEN,
    purpose: "serves the component tests",
};

/// Drives Firefox.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    program: "geckodriver",
    version: versions::GECKODRIVER,
    purpose: "drives Firefox in the tests",
};

/// Checks licences, sources and advisories.
pub const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: versions::CARGO_DENY,
    purpose: "checks licences and advisories of dependencies",
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
    let installed =
        || run::version_line(&own).is_some_and(|line| path::has_version(&line, version));
    if installed() {
        return Ok(own);
    }
    let _alone = project.lock()?;
    if installed() {
        // The command that held the lock has installed it.
        return Ok(own);
    }
    println!(
        "Installing {} {version} into target/tools: it {}. About a minute and a half on two cores, once.",
        tool.package, tool.purpose
    );
    let scratch = project.target("tools-build");
    let outcome = run::run(
        project
            .cargo()
            .args(["install", "--locked", "--force", tool.package])
            .args(["--version", version, "--bin", program])
            .envs(QUICK_TO_COMPILE)
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
