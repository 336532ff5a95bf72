//! Looking a program up on `PATH`.

use std::path::PathBuf;

use crate::run;

/// The file name of a program on this platform.
pub fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// Every program of this name on `PATH`, in the order of `PATH`.
pub fn all(name: &str) -> Vec<PathBuf> {
    let Some(path) = std::env::var_os("PATH") else {
        return Vec::new();
    };
    std::env::split_paths(&path)
        .map(|folder| folder.join(executable(name)))
        .filter(|file| file.is_file())
        .collect()
}

/// The first of these programs that is on `PATH`.
pub fn first(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| all(name).into_iter().next())
}

/// The first program of this name on `PATH` whose `--version` line contains `version` as a word.
pub fn with_version(name: &str, version: &str) -> Option<PathBuf> {
    all(name)
        .into_iter()
        .find(|file| run::version_line(file).is_some_and(|line| has_version(&line, version)))
}

/// Whether a version line names exactly this version: `0.2.12` is not `0.2.126`.
pub fn has_version(line: &str, version: &str) -> bool {
    line.split_whitespace()
        .any(|word| word.trim_start_matches('v') == version)
}

#[cfg(test)]
mod tests {
    use super::has_version;

    #[test]
    fn a_version_matches_only_as_a_whole_word() {
        assert!(has_version("wasm-bindgen 0.2.126", "0.2.126"));
        assert!(has_version("geckodriver 0.37.1 (abc 2026-01-01)", "0.37.1"));
        assert!(has_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!has_version("wasm-bindgen 0.2.126", "0.2.12"));
    }
}
