//! The component tests of `tests/browser/`, in all three engines.
//!
//! wasm-bindgen's runner can drive Chromium and Firefox itself, but not WebKitGTK. So it serves the
//! tests as a page instead, the same for all three, and each browser is sent there by WebDriver.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::{APP, Project, WASM};
use crate::run::{self, Group, clock};
use crate::tools::BuildTools;
use crate::tools::browsers::{Browsers, Engine};
use crate::webdriver::{Session, free_port, until};

/// The name of the test target.
pub(super) const TEST: &str = "browser";

/// How long all tests may take in one browser.
const LIMIT: Duration = Duration::from_secs(180);

/// Compiles the tests once and runs them in each engine.
pub(super) fn test(project: &Project, tools: &BuildTools, browsers: &Browsers) -> Result<()> {
    let module = compile(project)?;
    let logs = project.target("browser-logs");
    std::fs::create_dir_all(&logs)?;
    let port = free_port()?;
    let address = format!("127.0.0.1:{port}");
    let url = format!("http://{address}/");
    let log = logs.join("runner.log");
    let mut runner = Group::start(
        Command::new(&tools.test_runner)
            .arg(&module)
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", &address)
            .current_dir(project.root()),
        &log,
    )?;
    until(LIMIT, || {
        if runner.ended() {
            bail!("the test runner ended at once: {}", tail(&log));
        }
        Ok(ureq::get(&url).call().is_ok().then_some(()))
    })?
    .with_context(|| format!("the test runner serves nothing: {}", tail(&log)))?;

    let mut failed = Vec::new();
    for engine in Engine::ALL {
        let start = Instant::now();
        println!("--- {}", engine.name());
        let passed = in_engine(engine, browsers, &url, &logs)
            .with_context(|| format!("component tests in {}", engine.name()))?;
        println!("    {}: {}", engine.name(), clock(start.elapsed()));
        if !passed {
            failed.push(engine.name());
        }
    }
    if !failed.is_empty() {
        bail!("component tests failed in {}", failed.join(", "));
    }
    Ok(())
}

/// The compiled tests, as Cargo names them.
fn compile(project: &Project) -> Result<PathBuf> {
    let messages = run::capture(project.cargo().args([
        "test",
        "--locked",
        "--no-run",
        "--package",
        APP,
        "--target",
        WASM,
        "--test",
        TEST,
        "--message-format=json-render-diagnostics",
    ]))?;
    let executable = |line: &str| -> Option<PathBuf> {
        let message: Value = serde_json::from_str(line).ok()?;
        let of_test = message["target"]["name"] == TEST;
        let file = message["executable"].as_str().filter(|_| of_test)?;
        Some(file.into())
    };
    String::from_utf8_lossy(&messages)
        .lines()
        .find_map(executable)
        .context("Cargo compiled no component tests")
}

/// Opens the tests' page and waits for the line that closes every run.
fn in_engine(engine: Engine, browsers: &Browsers, url: &str, logs: &Path) -> Result<bool> {
    let session = Session::start(engine, browsers, logs)?;
    session.open(url)?;
    let mut shown = 0;
    let mut text = String::new();
    let ended = until(LIMIT, || {
        let script = "return document.getElementById('output')?.textContent ?? null";
        let Some(output) = session.evaluate(script)?.as_str().map(str::to_owned) else {
            bail!("a test emptied the page its results are written on: mount below the body");
        };
        text = output;
        // Whole lines as they come, so that a long run is seen to move.
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        if whole > shown {
            print!("{}", &text[shown..whole]);
            shown = whole;
        }
        Ok(text.contains("test result: ").then_some(()))
    })?;
    println!("{}", text.get(shown..).unwrap_or_default());
    if ended.is_none() {
        bail!("no result after {}", clock(LIMIT));
    }
    Ok(passed(&text))
}

/// Whether the closing line says that tests ran and all passed.
fn passed(text: &str) -> bool {
    let closing = text.lines().find(|line| line.contains("test result: "));
    closing.is_some_and(|line| line.contains("test result: ok.") && !line.contains(" 0 passed"))
}

fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().rev().take(20).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn only_tests_that_ran_and_passed_count() {
        assert!(passed("x\ntest result: ok. 3 passed; 0 failed; 0 ignored"));
        assert!(!passed("test result: FAILED. 2 passed; 1 failed"));
        assert!(!passed("test result: ok. 0 passed; 0 failed"));
        assert!(!passed("Loading scripts..."));
    }
}
