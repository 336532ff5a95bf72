//! The component tests of `tests/browser/`, in all three engines.
//!
//! wasm-bindgen's runner can drive Chromium and Firefox itself, but not WebKitGTK. So here it only serves the tests as
//! a page, the same for all three. `tests/e2e/src/bin/components.rs` opens that page in each engine, as the end-to-end
//! tests open theirs.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::{APP, Project, WASM};
use crate::run::{self, ProcessGroup, run};
use crate::server::free_port;
use crate::tools::browsers::Browsers;

/// The name of the test target.
pub(super) const TEST: &str = "browser";

/// How long the runner may take to prepare the tests.
const LIMIT: Duration = Duration::from_secs(180);

/// The pause between two attempts to connect to the runner.
const LOOK: Duration = Duration::from_millis(50);

/// Compiles the tests once and runs them in each engine.
pub(super) fn test(project: &Project, runner: &Path, browsers: &Browsers) -> Result<()> {
    let module = compile(project)?;
    let logs = project.target("browser-logs");
    std::fs::create_dir_all(&logs)?;
    let address = format!("127.0.0.1:{}", free_port()?);
    let log = logs.join("runner.log");
    let mut runner = ProcessGroup::start(
        Command::new(runner)
            .arg(&module)
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", &address)
            .current_dir(project.root()),
        &log,
    )?;
    wait(&mut runner, &address, &log)?;
    let mut components = project.cargo();
    components
        .args(["run", "--quiet", "--locked", "--package", "e2e"])
        .args(["--bin", "components", "--"])
        .arg(format!("http://{address}/"));
    run(browsers.set_environment(&mut components))
}

/// Returns once the runner serves the tests.
fn wait(runner: &mut ProcessGroup, address: &str, log: &Path) -> Result<()> {
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        if runner.ended() {
            bail!("the test runner ended at once: {}", tail(log));
        }
        if start.elapsed() > LIMIT {
            bail!("the test runner serves nothing: {}", tail(log));
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// Compiles the tests and returns the path of the module, as Cargo reports it.
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

/// The last lines of a log.
fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().rev().take(20).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_runner_that_ends_at_once_says_why() {
        let log = std::env::temp_dir().join(format!("xtask-runner-{}", std::process::id()));
        let mut command = Command::new("sh");
        command.args(["-c", "echo no such module"]);
        let mut runner = ProcessGroup::start(&mut command, &log).expect("starts");
        let address = format!("127.0.0.1:{}", free_port().expect("a port"));
        let error = wait(&mut runner, &address, &log).expect_err("nothing serves");
        let text = error.to_string();
        assert_eq!(text, "the test runner ended at once: no such module");
        std::fs::remove_file(log).ok();
    }
}
