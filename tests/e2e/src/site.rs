//! A copy of `dist/` that a test may damage, and its server.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xtask::server::{Hold, Options, Server};

use crate::browser::Folder;
use crate::programs::Programs;

/// The files of the first load that a page cannot do without, by their endings.
pub const FIRST_LOAD: [&str; 5] = [
    ".wasm",
    "app-*.js",
    "packs/practitioner.json",
    "config.json",
    "locales/en.json",
];

/// A served copy of the built page.
#[derive(Debug)]
pub struct Site {
    dist: PathBuf,
    // Before the folder it serves.
    server: Server,
    folder: Folder,
}

impl Site {
    /// Copies and serves, under `prefix` or at the root.
    pub fn start(programs: &Programs, prefix: &str) -> Result<Self> {
        let folder = Folder::new()?;
        copy(&programs.dist, folder.path())?;
        let server = Server::start(
            folder.path(),
            Options {
                prefix: prefix.to_owned(),
                ..Options::default()
            },
        )?;
        Ok(Self {
            dist: programs.dist.clone(),
            server,
            folder,
        })
    }

    /// The page's address.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The paths asked for so far, without the icon: when a browser fetches that is its own affair.
    pub fn requests(&self) -> Vec<String> {
        let all = self
            .server
            .requests()
            .into_iter()
            .map(|request| request.path);
        all.filter(|path| !path.ends_with("icon.svg") && !path.ends_with("favicon.ico"))
            .collect()
    }

    /// Forgets them.
    pub fn forget_requests(&self) {
        self.server.clear_log();
    }

    /// Holds back every file whose path ends so.
    pub fn hold(&self, ending: &str) -> Hold {
        self.server.hold(ending)
    }

    /// The name of the file that matches: `app-*.js` is what begins and ends so.
    pub fn name(&self, pattern: &str) -> Result<String> {
        let (start, end) = pattern.split_once('*').unwrap_or(("", pattern));
        if pattern.contains('/') || self.dist.join(pattern).is_file() {
            return Ok(pattern.to_owned());
        }
        self.dist
            .read_dir()?
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .find(|name| name.starts_with(start) && name.ends_with(end))
            .with_context(|| format!("dist/ has no {pattern}"))
    }

    /// A file as it is served now.
    pub fn read(&self, pattern: &str) -> Result<String> {
        Ok(fs::read_to_string(
            self.folder.path().join(self.name(pattern)?),
        )?)
    }

    /// Serves this text in place of a file.
    pub fn put(&self, pattern: &str, text: &str) -> Result<()> {
        self.remove(pattern)?;
        Ok(fs::write(
            self.folder.path().join(self.name(pattern)?),
            text,
        )?)
    }

    /// Takes a file away, with its compressed neighbours.
    pub fn remove(&self, pattern: &str) -> Result<()> {
        let file = self.folder.path().join(self.name(pattern)?);
        for path in [".br", ".gz", ""].map(|suffix| with_suffix(&file, suffix)) {
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Puts a file back as it was built.
    pub fn restore(&self, pattern: &str) -> Result<()> {
        self.remove(pattern)?;
        let name = self.name(pattern)?;
        fs::copy(self.dist.join(&name), self.folder.path().join(&name))?;
        Ok(())
    }
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
