//! Where things are: the checkout, Cargo's target folder and what we keep in it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The Cargo package that becomes the page.
pub const APP: &str = "compassion-check";

/// The Rust target the page is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The checkout and its target folder.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
    config: PathBuf,
}

impl Project {
    /// Finds the checkout this command was started from and asks Cargo for its target folder,
    /// which the user's own Cargo settings may have moved.
    pub fn find() -> Result<Self> {
        let root = find_root()?;
        let output = crate::run::cargo()
            .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
            .current_dir(&root)
            .output()
            .context("could not run `cargo metadata`")?;
        if !output.status.success() {
            bail!(
                "`cargo metadata` failed: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let target = metadata["target_directory"]
            .as_str()
            .context("`cargo metadata` names no target folder")?;
        Ok(Self {
            config: root.join("config.json"),
            root,
            target: target.into(),
        })
    }

    /// The same project with another configuration, if one is given. A relative path starts at the current folder.
    pub fn with_config(self, config: Option<PathBuf>) -> Result<Self> {
        let Some(config) = config else {
            return Ok(self);
        };
        let config = std::path::absolute(config)?;
        if !config.is_file() {
            bail!("there is no configuration at {}", config.display());
        }
        Ok(Self { config, ..self })
    }

    /// The path of the organisation's configuration.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder of the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A file or folder under Cargo's target folder.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// Where `cargo install` puts the pinned tools.
    pub fn tools(&self) -> PathBuf {
        self.target("tools")
    }

    /// Waits until no other `cargo xtask` is building or installing in this target folder. Until the returned file is
    /// dropped, none can start to. Two at once would empty each other's folders.
    pub fn lock(&self) -> Result<File> {
        std::fs::create_dir_all(&self.target)?;
        let file = File::create(self.target("xtask.lock"))?;
        if file.try_lock().is_err() {
            println!("Waiting for another `cargo xtask` to finish building.");
            file.lock().context("could not wait for another build")?;
        }
        Ok(file)
    }

    /// A Cargo command that runs in the checkout.
    pub fn cargo(&self) -> Command {
        let mut command = crate::run::cargo();
        command.current_dir(&self.root);
        command
    }
}

/// The root of the checkout. `cargo run` passes the path of this crate; without it, searches upwards from the current
/// folder.
fn find_root() -> Result<PathBuf> {
    if let Some(manifest) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
        && manifest.ends_with("xtask")
        && let Some(root) = manifest.parent()
    {
        return Ok(root.to_owned());
    }
    let here = std::env::current_dir()?;
    here.ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_owned)
        .context("run this inside the checkout: no folder above holds xtask/Cargo.toml")
}
