//! The pinned tools: found on `PATH` if the version matches, otherwise installed under `target/tools` and
//! `node_modules`.

pub mod apt;
pub mod browsers;
pub mod cargo;
pub mod npm;
pub mod path;
pub mod servers;
pub mod target;
pub mod versions;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// What turns the sources into `dist/`.
#[derive(Debug, Clone)]
pub struct BuildTools {
    /// The `wasm-bindgen` command.
    pub wasm_bindgen: PathBuf,
    /// Its test runner, which serves the browser component tests.
    pub test_runner: PathBuf,
    /// What makes modules, scripts and style sheets small.
    pub finish: npm::Finishers,
}

/// Sets up everything `serve` and `build` need; no browser, no driver, no dependency checker.
pub fn for_build(project: &Project) -> Result<BuildTools> {
    check_lockfile(project)?;
    target::ensure(project)?;
    let wasm_bindgen = cargo::ensure(project, &cargo::WASM_BINDGEN)?;
    let test_runner = wasm_bindgen.with_file_name(path::executable("wasm-bindgen-test-runner"));
    Ok(BuildTools {
        wasm_bindgen,
        test_runner,
        finish: npm::finishers(project)?,
    })
}

/// Fails if the wasm-bindgen crate and command have different versions. wasm-bindgen would fail, too, but only at the
/// end of a build and with a long message. This error comes at once and names our own files.
fn check_lockfile(project: &Project) -> Result<()> {
    let lockfile = std::fs::read_to_string(project.path("Cargo.lock"))
        .context("could not read Cargo.lock, which belongs to the checkout")?;
    let Some(locked) = locked_version(&lockfile, "wasm-bindgen") else {
        bail!("Cargo.lock does not name wasm-bindgen");
    };
    if locked != versions::WASM_BINDGEN {
        bail!(
            "Cargo.lock has wasm-bindgen {locked}, but xtask/src/tools/versions.rs pins its command \
             line tool at {}: make the two the same",
            versions::WASM_BINDGEN
        );
    }
    Ok(())
}

fn locked_version<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines().skip_while(|line| *line != name).skip(1);
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lockfile_and_the_tool_agree() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let lockfile = std::fs::read_to_string(root.join("Cargo.lock")).expect("a lockfile");
        assert_eq!(
            locked_version(&lockfile, "wasm-bindgen"),
            Some(versions::WASM_BINDGEN)
        );
    }

    #[test]
    fn npm_versions_agree_with_package_json() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let text = std::fs::read_to_string(root.join("package.json")).expect("package.json");
        let package: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        let tools = &package["devDependencies"];
        assert_eq!(tools["esbuild"], versions::ESBUILD);
        assert_eq!(tools["binaryen"], format!("{}.0.0", versions::BINARYEN));
    }

    #[test]
    fn finds_a_locked_version() {
        let lockfile = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n\
                        [[package]]\nname = \"a\"\nversion = \"2.0.0\"\n";
        assert_eq!(locked_version(lockfile, "a"), Some("2.0.0"));
        assert_eq!(locked_version(lockfile, "c"), None);
    }
}
