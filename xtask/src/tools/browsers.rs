//! The three browsers and their drivers: found, or installed by apt on Debian and its relatives.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::apt::Apt;
use super::{cargo, path};
use crate::project::Project;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The engine of Chrome, Edge and most phones other than Apple's.
    Chromium,
    /// The engine of Firefox.
    Firefox,
    /// The engine of Safari and of all browsers on an iPhone.
    WebKit,
}

impl Engine {
    /// All of them, in the order they are tested.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name in messages and file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }
}

/// Where each browser and driver is.
#[derive(Debug, Clone)]
pub struct Browsers {
    /// Chromium itself.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
    /// Firefox itself.
    pub firefox: PathBuf,
    /// Its driver.
    pub geckodriver: PathBuf,
    /// WebKitGTK's small browser.
    pub minibrowser: PathBuf,
    /// Its driver.
    pub webkitdriver: PathBuf,
    /// Provides a virtual display for WebKit.
    pub xvfb: PathBuf,
}

impl Browsers {
    /// Passes the paths to a command of `tests/e2e` in its environment, so that it need not look for the programs.
    pub fn set_environment<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("E2E_CHROMIUM", &self.chromium)
            .env("E2E_CHROMEDRIVER", &self.chromedriver)
            .env("E2E_FIREFOX", &self.firefox)
            .env("E2E_GECKODRIVER", &self.geckodriver)
            .env("E2E_MINIBROWSER", &self.minibrowser)
            .env("E2E_WEBKITDRIVER", &self.webkitdriver)
            .env("E2E_XVFB", &self.xvfb)
    }
}

/// A program the tests need and how to get it.
struct Part {
    engine: Engine,
    /// Its name in messages.
    what: &'static str,
    find: fn() -> Option<PathBuf>,
    /// The Debian package that has it.
    package: &'static str,
    /// How to get it on other systems.
    elsewhere: &'static str,
}

const PARTS: [Part; 6] = [
    Part {
        engine: Engine::Chromium,
        what: "Chromium",
        find: || path::first(&["chromium", "chromium-browser", "google-chrome"]),
        package: "chromium",
        elsewhere: "install Chromium or Google Chrome so that it is on PATH",
    },
    Part {
        engine: Engine::Chromium,
        what: "chromedriver",
        find: || path::first(&["chromedriver"]),
        package: "chromium-driver",
        elsewhere: "install chromedriver of the browser's version (Fedora: chromedriver, Homebrew: chromedriver)",
    },
    Part {
        engine: Engine::Firefox,
        what: "Firefox",
        find: || path::first(&["firefox-esr", "firefox"]),
        package: "firefox-esr",
        elsewhere: "install Firefox so that it is on PATH; its driver is installed by this command",
    },
    Part {
        engine: Engine::WebKit,
        what: "WebKitWebDriver",
        find: || path::first(&["WebKitWebDriver"]),
        package: "webkit2gtk-driver",
        elsewhere: "install WebKitGTK's driver (Fedora: webkit2gtk-driver); it exists for Linux only",
    },
    Part {
        engine: Engine::WebKit,
        what: "MiniBrowser",
        find: minibrowser,
        package: "libwebkit2gtk-4.1-0",
        elsewhere: "install WebKitGTK's MiniBrowser (Fedora: webkit2gtk4.1)",
    },
    Part {
        engine: Engine::WebKit,
        what: "Xvfb",
        find: || path::first(&["Xvfb"]),
        package: "xvfb",
        elsewhere: "install Xvfb (Fedora: xorg-x11-server-Xvfb)",
    },
];

/// Finds every program, and installs missing ones if apt-get can be used. Fails with instructions if some are still
/// missing.
pub fn ensure(project: &Project) -> Result<Browsers> {
    if !missing().is_empty() {
        install()?;
    }
    let missing = missing();
    if !missing.is_empty() {
        bail!("{}", explain(&missing));
    }
    let geckodriver = cargo::ensure(project, &cargo::GECKODRIVER)?;
    let [
        chromium,
        chromedriver,
        firefox,
        webkitdriver,
        minibrowser,
        xvfb,
    ] = PARTS.map(|part| (part.find)().unwrap_or_default());
    Ok(Browsers {
        chromium,
        chromedriver,
        firefox,
        geckodriver,
        minibrowser,
        webkitdriver,
        xvfb,
    })
}

fn missing() -> Vec<&'static Part> {
    let parts = PARTS.iter();
    parts.filter(|part| (part.find)().is_none()).collect()
}

/// What is missing, engine by engine, and where to get it.
fn explain(missing: &[&Part]) -> String {
    let mut text = "the browser tests need three engines, and some of it is missing:\n".to_owned();
    for part in missing {
        let engine = part.engine.name();
        text += &format!("  {engine}: no {}: {}\n", part.what, part.elsewhere);
    }
    let packages: Vec<_> = PARTS.iter().map(|part| part.package).collect();
    text + "On Debian, as root: apt-get update && apt-get install " + &packages.join(" ")
}

/// Installs what is missing with apt-get, or fails with instructions if that cannot be used.
fn install() -> Result<()> {
    let missing = missing();
    let Some(apt) = Apt::find() else {
        bail!("{}", explain(&missing));
    };
    let mut packages: Vec<&str> = Vec::new();
    for name in missing.iter().flat_map(|part| part.package.split(' ')) {
        if !packages.contains(&name) {
            packages.push(name);
        }
    }
    println!(
        "Installing browsers for the tests by apt-get (2 to 5 minutes, once): {}",
        packages.join(" ")
    );
    apt.install(&packages)
}

/// Finds WebKitGTK's browser. Distributions do not put it on `PATH`, but in a folder named after architecture and
/// version.
fn minibrowser() -> Option<PathBuf> {
    if let Some(found) = path::first(&["MiniBrowser"]) {
        return Some(found);
    }
    let mut libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec"]
        .map(PathBuf::from)
        .to_vec();
    if let Ok(entries) = Path::new("/usr/lib").read_dir() {
        libraries.extend(entries.flatten().map(|entry| entry.path()));
    }
    ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]
        .iter()
        .flat_map(|version| libraries.iter().map(move |folder| folder.join(version)))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_programs_are_listed_by_engine() {
        let missing: Vec<_> = PARTS.iter().collect();
        let text = explain(&missing);
        for engine in Engine::ALL {
            assert!(text.contains(engine.name()), "{text}");
        }
        assert!(text.contains("webkit2gtk-driver"), "{text}");
    }
}
