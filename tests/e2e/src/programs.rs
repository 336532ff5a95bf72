//! Where browsers, drivers and axe-core are: named by the environment, else on `PATH` and in the checkout.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
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
}

/// A program: its variable, its names on `PATH`, and what to do when it is nowhere.
struct Part {
    engine: Engine,
    variable: &'static str,
    names: &'static [&'static str],
    install: &'static str,
}

const PARTS: [Part; 7] = [
    Part {
        engine: Engine::Chromium,
        variable: "E2E_CHROMIUM",
        names: &["chromium", "chromium-browser", "google-chrome"],
        install: "Chromium (Debian: chromium)",
    },
    Part {
        engine: Engine::Chromium,
        variable: "E2E_CHROMEDRIVER",
        names: &["chromedriver"],
        install: "chromedriver (Debian: chromium-driver)",
    },
    Part {
        engine: Engine::Firefox,
        variable: "E2E_FIREFOX",
        names: &["firefox-esr", "firefox"],
        install: "Firefox (Debian: firefox-esr)",
    },
    Part {
        engine: Engine::Firefox,
        variable: "E2E_GECKODRIVER",
        names: &["geckodriver"],
        install: "geckodriver (cargo install --locked geckodriver)",
    },
    Part {
        engine: Engine::WebKit,
        variable: "E2E_WEBKITDRIVER",
        names: &["WebKitWebDriver"],
        install: "WebKitWebDriver (Debian: webkit2gtk-driver)",
    },
    Part {
        engine: Engine::WebKit,
        variable: "E2E_MINIBROWSER",
        names: &["MiniBrowser"],
        install: "WebKitGTK's MiniBrowser (Debian: libwebkit2gtk-4.1-0)",
    },
    Part {
        engine: Engine::WebKit,
        variable: "E2E_XVFB",
        names: &["Xvfb"],
        install: "Xvfb (Debian: xvfb)",
    },
];

impl Programs {
    /// Finds everything, or says what is missing: an engine that is not there is a failure, never a silent gap.
    pub fn find() -> Result<Self> {
        Self::of(wanted()?)
    }

    /// Finds what these engines need, or says what is missing.
    pub fn of(engines: Vec<Engine>) -> Result<Self> {
        let (programs, mut missing) = Self::look(engines)?;
        if !programs.axe.is_file() {
            let axe = programs.axe.display();
            missing.push(format!("  {axe}: run `npm ci`, or set E2E_AXE"));
        }
        if !programs.dist.join("index.html").is_file() {
            missing.push("  dist/: run `cargo xtask build`, or set E2E_DIST".to_owned());
        }
        programs.unless(&missing)
    }

    /// Finds the browsers alone, for what opens neither the built page nor axe-core.
    pub fn browsers() -> Result<Self> {
        let (programs, missing) = Self::look(wanted()?)?;
        programs.unless(&missing)
    }

    /// Where everything is or ought to be, and which programs of the engines are missing.
    fn look(engines: Vec<Engine>) -> Result<(Self, Vec<String>)> {
        let root = checkout()?;
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for part in PARTS.iter().filter(|part| engines.contains(&part.engine)) {
            match named(part.variable).or_else(|| look_for(part)) {
                Some(file) if file.is_file() => found.push((part.variable, file)),
                _ => missing.push(format!(
                    "  {}: {}, or set {}",
                    part.engine.name(),
                    part.install,
                    part.variable
                )),
            }
        }
        let programs = Self {
            engines,
            dist: named("E2E_DIST").unwrap_or_else(|| root.join("dist")),
            axe: named("E2E_AXE").unwrap_or_else(|| root.join("node_modules/axe-core/axe.min.js")),
            evidence: root.join("target/e2e"),
            found,
        };
        Ok((programs, missing))
    }

    /// These programs, or an error that says what is missing.
    fn unless(self, missing: &[String]) -> Result<Self> {
        if !missing.is_empty() {
            bail!(
                "the end-to-end tests need more than is here (`cargo xtask test` sets it all up):\n{}",
                missing.join("\n")
            );
        }
        std::fs::create_dir_all(&self.evidence)?;
        Ok(self)
    }

    /// The program with this variable.
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

/// All three, unless `E2E_ENGINES=chromium,firefox` narrows it for work on one of them.
fn wanted() -> Result<Vec<Engine>> {
    let Ok(names) = std::env::var("E2E_ENGINES") else {
        return Ok(Engine::ALL.to_vec());
    };
    names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let engine = Engine::ALL.into_iter().find(|engine| engine.name() == name);
            engine.with_context(|| format!("E2E_ENGINES: no engine is called {name}"))
        })
        .collect()
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn look_for(part: &Part) -> Option<PathBuf> {
    path::first(part.names).or_else(|| {
        // Distributions keep MiniBrowser out of `PATH`, `cargo xtask` keeps its tools under `target`.
        let beside = |folder: &Path| {
            part.names
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
