//! Finds browsers, drivers, axe-core and the built page: through environment variables, on `PATH`, or in the checkout.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use xtask::tools::browsers::Engine;
use xtask::tools::path;

/// Everything the tests start or read.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The engines to test in.
    pub engines: Vec<Engine>,
    /// The built page.
    pub dist: PathBuf,
    /// `axe.min.js`.
    pub axe: PathBuf,
    /// Where screenshots of failures go.
    pub evidence: PathBuf,
    found: Vec<(&'static str, PathBuf)>,
    /// For each engine, a profile that it has filled. It is made for the first trial that needs it.
    pub(crate) profiles: Arc<[OnceCell<TempDir>; Engine::ALL.len()]>,
}

/// A program: the environment variable that names it, its names on `PATH`, and what to install if it is missing.
struct Tool {
    engine: Engine,
    variable: &'static str,
    names: &'static [&'static str],
    install: &'static str,
}

const TOOLS: [Tool; 7] = [
    Tool {
        engine: Engine::Chromium,
        variable: "E2E_CHROMIUM",
        names: &["chromium", "chromium-browser", "google-chrome"],
        install: "Chromium (Debian: chromium)",
    },
    Tool {
        engine: Engine::Chromium,
        variable: "E2E_CHROMEDRIVER",
        names: &["chromedriver"],
        install: "chromedriver (Debian: chromium-driver)",
    },
    Tool {
        engine: Engine::Firefox,
        variable: "E2E_FIREFOX",
        names: &["firefox-esr", "firefox"],
        install: "Firefox (Debian: firefox-esr)",
    },
    Tool {
        engine: Engine::Firefox,
        variable: "E2E_GECKODRIVER",
        names: &["geckodriver"],
        install: "geckodriver (cargo install --locked geckodriver)",
    },
    Tool {
        engine: Engine::WebKit,
        variable: "E2E_WEBKITDRIVER",
        names: &["WebKitWebDriver"],
        install: "WebKitWebDriver (Debian: webkit2gtk-driver)",
    },
    Tool {
        engine: Engine::WebKit,
        variable: "E2E_MINIBROWSER",
        names: &["MiniBrowser"],
        install: "WebKitGTK's MiniBrowser (Debian: libwebkit2gtk-4.1-0)",
    },
    Tool {
        engine: Engine::WebKit,
        variable: "E2E_XVFB",
        names: &["Xvfb"],
        install: "Xvfb (Debian: xvfb)",
    },
];

impl Programs {
    /// Finds everything. A missing engine is an error rather than a silent gap.
    pub fn find() -> Result<Self> {
        Self::find_for(engines_to_test()?)
    }

    /// Finds what these engines need.
    pub fn find_for(engines: Vec<Engine>) -> Result<Self> {
        let (programs, mut missing) = Self::locate(engines)?;
        if !programs.axe.is_file() {
            let axe = programs.axe.display();
            missing.push(format!("  {axe}: run `npm ci`, or set E2E_AXE"));
        }
        if !programs.dist.join("index.html").is_file() {
            missing.push("  dist/: run `cargo xtask build`, or set E2E_DIST".to_owned());
        }
        programs.checked(&missing)
    }

    /// Finds the browsers and their drivers only, without the built page and axe-core.
    pub fn find_browsers() -> Result<Self> {
        let (programs, missing) = Self::locate(engines_to_test()?)?;
        programs.checked(&missing)
    }

    /// Where everything is expected, and a line for each program of the engines that is missing.
    fn locate(engines: Vec<Engine>) -> Result<(Self, Vec<String>)> {
        let root = checkout()?;
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for tool in TOOLS.iter().filter(|tool| engines.contains(&tool.engine)) {
            match from_environment(tool.variable).or_else(|| search(tool)) {
                Some(file) if file.is_file() => found.push((tool.variable, file)),
                _ => missing.push(format!(
                    "  {}: {}, or set {}",
                    tool.engine.name(),
                    tool.install,
                    tool.variable
                )),
            }
        }
        let programs = Self {
            engines,
            dist: from_environment("E2E_DIST").unwrap_or_else(|| root.join("dist")),
            axe: from_environment("E2E_AXE")
                .unwrap_or_else(|| root.join("node_modules/axe-core/axe.min.js")),
            evidence: root.join("target/e2e"),
            found,
            profiles: Arc::default(),
        };
        Ok((programs, missing))
    }

    /// Fails with the lines of what is missing, if there are any.
    fn checked(self, missing: &[String]) -> Result<Self> {
        if !missing.is_empty() {
            bail!(
                "the end-to-end tests need more than is here (`cargo xtask test` sets it all up):\n{}",
                missing.join("\n")
            );
        }
        std::fs::create_dir_all(&self.evidence)?;
        Ok(self)
    }

    /// The program that this variable names.
    pub fn program(&self, variable: &str) -> Result<&Path> {
        self.found
            .iter()
            .find(|(name, _)| *name == variable)
            .map(|(_, file)| file.as_path())
            .with_context(|| format!("{variable} belongs to an engine that is not tested"))
    }
}

/// The checkout this crate was compiled in, or the one above the current folder.
pub fn checkout() -> Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(std::env::current_dir, |folder| Ok(folder.into()))?;
    here.ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_owned)
        .context("run this inside the checkout: no folder above holds xtask/Cargo.toml")
}

/// The engines to test: all three, or those in `E2E_ENGINES`, such as `chromium,firefox`.
fn engines_to_test() -> Result<Vec<Engine>> {
    let Ok(names) = std::env::var("E2E_ENGINES") else {
        return Ok(Engine::ALL.to_vec());
    };
    names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let engine = Engine::ALL.into_iter().find(|engine| engine.name() == name);
            engine.with_context(|| format!("E2E_ENGINES: no engine is named {name}"))
        })
        .collect()
}

fn from_environment(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn search(tool: &Tool) -> Option<PathBuf> {
    path::first(tool.names).or_else(|| {
        // Distributions keep MiniBrowser out of `PATH`, and `cargo xtask` keeps its tools under `target`.
        let beside = |folder: &Path| {
            tool.names
                .iter()
                .map(|name| folder.join(name))
                .find(|file| file.is_file())
        };
        let tools = checkout().ok()?.join("target/tools/bin");
        let libraries = Path::new("/usr/lib").read_dir().ok()?.flatten();
        libraries
            .map(|entry| entry.path().join("webkit2gtk-4.1"))
            .chain([tools])
            .find_map(|folder| beside(&folder))
    })
}
