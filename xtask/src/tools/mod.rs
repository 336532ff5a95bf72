//! The pinned tools: found on `PATH` when the version matches, installed beside the build otherwise.

pub mod apt;
pub mod browsers;
pub mod cargo;
pub mod npm;
pub mod path;
pub mod servers;
pub mod target;
pub mod versions;

pub use npm::BuildTools;

use anyhow::Result;

use crate::project::Project;

/// Sets up everything `serve` and `build` need; no browser, no driver, no dependency checker.
pub fn for_build(project: &Project) -> Result<BuildTools> {
    target::ensure(project)?;
    npm::build_tools(project)
}

#[cfg(test)]
mod tests {
    use super::versions;

    fn locked_version<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
        let name = format!("name = \"{package}\"");
        let mut lines = lockfile.lines().skip_while(|line| *line != name).skip(1);
        lines
            .next()?
            .strip_prefix("version = \"")?
            .strip_suffix('"')
    }

    #[test]
    fn wasm_bindgen_and_its_tools_have_the_same_version() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let lockfile = std::fs::read_to_string(root.join("Cargo.lock")).expect("a lockfile");
        for package in ["wasm-bindgen", "wasm-bindgen-cli-support"] {
            let locked = locked_version(&lockfile, package);
            assert_eq!(locked, Some(versions::WASM_BINDGEN), "{package}");
        }
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
