//! Folders: listing, copying and replacing them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

/// Every file below a folder, sorted, as paths relative to it.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries = std::fs::read_dir(&next)
            .with_context(|| format!("could not read the folder {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes a file and creates the folders above it.
pub fn write(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, content).with_context(|| format!("could not write {}", file.display()))
}

/// Reads a text file and leaves out its byte order mark.
///
/// # Errors
/// If it cannot be read or is not UTF-8. If it is not UTF-8, the error names the commands that say where and what to do
/// about it.
pub fn read_text(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file);
    let bytes = bytes.with_context(|| format!("could not read {}", file.display()))?;
    let mut text = String::from_utf8(bytes).map_err(|_| {
        anyhow!(
            "{0} is not saved as UTF-8. `cargo xtask config check {0}`, or `pack check` for a pack, says where that shows and what to do.",
            file.display()
        )
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Makes an empty folder. An existing one is deleted with everything in it.
pub fn recreate(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(std::fs::create_dir_all(folder)?)
}

/// Copies every file below one folder into another.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in list(from)? {
        let content = std::fs::read(from.join(&file))?;
        write(&to.join(&file), &content)?;
    }
    Ok(())
}

/// Moves a finished build to `place`. It may replace an earlier build or an empty folder, but nothing else: `--out`
/// with somebody's home folder must not delete it.
pub fn replace(finished: &Path, place: &Path) -> Result<()> {
    if place.exists() {
        let empty = std::fs::read_dir(place)?.next().is_none();
        if !empty && !is_build(place)? {
            bail!(
                "{} holds something other than an earlier build: not replacing it",
                place.display()
            );
        }
        std::fs::remove_dir_all(place)?;
    } else if let Some(parent) = place.parent() {
        std::fs::create_dir_all(parent)?;
    }
    // Renaming fails if the target folder is on another disk.
    if std::fs::rename(finished, place).is_err() {
        copy(finished, place)?;
        std::fs::remove_dir_all(finished)?;
    }
    Ok(())
}

fn is_build(folder: &Path) -> Result<bool> {
    let mut module = false;
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        module |= name.starts_with("app-") && name.ends_with(".wasm");
    }
    Ok(module && folder.join("index.html").is_file() && folder.join("config.json").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        recreate(&folder).expect("a scratch folder");
        folder
    }

    #[test]
    fn a_file_that_is_not_utf_8_is_named_in_the_error() {
        let folder = scratch("encoding");
        let file = folder.join("config.json");
        write(&file, b"\xef\xbb\xbf{}").expect("writes");
        assert_eq!(read_text(&file).expect("UTF-8"), "{}");
        write(&file, b"{\"text\": \"Samarit\xe4n\"}").expect("writes");
        let error = read_text(&file).expect_err("Windows-1252").to_string();
        assert!(
            error.contains("cargo xtask config check") && error.contains("config.json"),
            "{error}"
        );
        std::fs::remove_dir_all(folder).expect("cleans up");
    }

    #[test]
    fn only_an_earlier_build_is_replaced() {
        let folder = scratch("replace");
        let (new, old, home) = (folder.join("new"), folder.join("old"), folder.join("home"));
        for build in [&new, &old] {
            for file in ["index.html", "config.json", "app-0.wasm"] {
                write(&build.join(file), b"x").expect("writes");
            }
        }
        write(&old.join("packs/left-over.json"), b"{}").expect("writes");
        write(&home.join("letter.txt"), b"dear").expect("writes");

        assert!(replace(&new, &home).is_err());
        assert!(home.join("letter.txt").is_file());
        replace(&new, &old).expect("an earlier build is replaced");
        assert!(!old.join("packs").exists());
        assert!(!new.exists());
        std::fs::remove_dir_all(folder).expect("cleans up");
    }
}
