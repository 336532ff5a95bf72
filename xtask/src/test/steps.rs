//! The steps of `cargo xtask test`, in their order.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::{browser, deps};
use crate::build;
use crate::project::{APP, Project, WASM};
use crate::run::run;
use crate::tools::browsers::{self, Browsers};
use crate::tools::{self, BuildTools, cargo, npm, servers};

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Formatting.
    Fmt,
    /// Lints of everything native.
    Clippy,
    /// Lints of what runs in the browser.
    ClippyWasm,
    /// Licences, sources and advisories of dependencies.
    Deps,
    /// Unit and integration tests outside a browser.
    Native,
    /// The release build and its byte budget.
    Build,
    /// Component tests in three browsers.
    Browser,
    /// End-to-end tests in three browsers.
    E2e,
    /// The server settings in `docs/servers`, tested on Apache, nginx and Caddy, and the code in `docs/cms.md`. Run
    /// only if it is named, because it installs the servers.
    Servers,
}

impl Step {
    /// All of them, the quick ones first.
    pub const ALL: [Self; 9] = [
        Self::Fmt,
        Self::Clippy,
        Self::ClippyWasm,
        Self::Deps,
        Self::Native,
        Self::Build,
        Self::Browser,
        Self::E2e,
        Self::Servers,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Deps => "deps",
            Self::Native => "native",
            Self::Build => "build",
            Self::Browser => "browser",
            Self::E2e => "e2e",
            Self::Servers => "servers",
        }
    }

    /// What it checks, in a few words.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Fmt => "formatting",
            Self::Clippy => "lints, native",
            Self::ClippyWasm => "lints, browser",
            Self::Deps => "licences, sources and advisories of dependencies",
            Self::Native => "tests outside a browser",
            Self::Build => "release build and byte budget",
            Self::Browser => "component tests in Chromium, Firefox and WebKit",
            Self::E2e => "end-to-end tests in Chromium, Firefox and WebKit",
            Self::Servers => {
                "settings for Apache, nginx and Caddy, code for PHP; installs them, so only with --only servers"
            }
        }
    }

    /// Whether it is run when no step is named.
    pub fn runs_by_default(self) -> bool {
        self != Self::Servers
    }

    /// Runs the step; `arguments` go to the tests of `native` and `e2e`.
    pub(super) fn run(self, project: &Project, tools: &Tools, arguments: &[String]) -> Result<()> {
        let cargo = |words: &[&str]| {
            let mut command = project.cargo();
            command.args(words);
            command
        };
        match self {
            Self::Fmt => run(&mut cargo(&["fmt", "--all", "--check"])),
            Self::Clippy => run(
                cargo(&["clippy", "--locked", "--workspace", "--all-targets"])
                    .args(["--", "-D", "warnings"]),
            ),
            Self::ClippyWasm => run(cargo(&["clippy", "--locked", "--package", APP])
                .args(["--target", WASM, "--lib", "--test", browser::TEST])
                .args(["--", "-D", "warnings"])),
            Self::Deps => deps::check(project, tools.cargo_deny()?),
            Self::Native => run(
                cargo(&["test", "--locked", "--workspace", "--exclude", "e2e"])
                    .arg("--")
                    .args(arguments),
            ),
            Self::Build => build::release(project, tools.build()?, &project.path("dist")).map(drop),
            Self::Browser => browser::test(project, tools.test_runner()?, tools.browsers()?),
            Self::E2e => end_to_end(project, tools.browsers()?, arguments),
            Self::Servers => {
                let test = |package: &str, target: &str, filter: &[&str]| {
                    run(cargo(&["test", "--locked", "--package", package])
                        .args(["--test", target])
                        .env(servers::REQUIRED, "1")
                        .arg("--")
                        .args(filter))
                };
                test("xtask", "servers", &[])?;
                test(APP, "native", &["cms::"])
            }
        }
    }
}

/// The tools that the chosen steps need.
#[derive(Debug, Default)]
pub(super) struct Tools {
    build: Option<BuildTools>,
    browsers: Option<Browsers>,
    test_runner: Option<PathBuf>,
    cargo_deny: Option<PathBuf>,
}

impl Tools {
    /// Finds or installs the tools that the chosen steps need, and no others.
    pub(super) fn set_up(project: &Project, steps: &[Step]) -> Result<Self> {
        let mut tools = Self::default();
        let any = |wanted: &[Step]| steps.iter().any(|step| wanted.contains(step));
        if any(&[Step::ClippyWasm, Step::Browser]) {
            tools::target::ensure(project)?;
        }
        // Browsers first: if they are missing, fail before ten minutes of compiling.
        if any(&[Step::Browser, Step::E2e]) {
            tools.browsers = Some(browsers::ensure(project)?);
        }
        if any(&[Step::Servers]) {
            servers::ensure()?;
        }
        if any(&[Step::Build]) {
            tools.build = Some(tools::for_build(project)?);
        }
        if any(&[Step::Browser]) {
            tools.test_runner = Some(cargo::ensure(project, &cargo::TEST_RUNNER)?);
        }
        // The native tests read the calendar file with ical.js; the end-to-end tests use axe-core.
        if any(&[Step::Native, Step::E2e]) {
            npm::ensure(project)?;
        }
        if any(&[Step::Deps]) {
            tools.cargo_deny = Some(cargo::ensure(project, &cargo::CARGO_DENY)?);
        }
        Ok(tools)
    }

    fn build(&self) -> Result<&BuildTools> {
        self.build
            .as_ref()
            .context("the build tools were not set up")
    }

    fn browsers(&self) -> Result<&Browsers> {
        self.browsers
            .as_ref()
            .context("the browsers were not set up")
    }

    fn test_runner(&self) -> Result<&Path> {
        self.test_runner
            .as_deref()
            .context("the test runner was not set up")
    }

    fn cargo_deny(&self) -> Result<&Path> {
        self.cargo_deny
            .as_deref()
            .context("cargo-deny was not set up")
    }
}

/// Runs the suite in `tests/e2e`. It gets the paths of everything it needs, so that it need not look for anything.
fn end_to_end(project: &Project, browsers: &Browsers, arguments: &[String]) -> Result<()> {
    let axe = project.path("node_modules/axe-core/axe.min.js");
    let mut tests = project.cargo();
    tests
        .args(["test", "--locked", "--package", "e2e"])
        .env("E2E_DIST", project.path("dist"))
        .env("E2E_AXE", axe);
    run(browsers
        .set_environment(&mut tests)
        .arg("--")
        .args(arguments))
}
