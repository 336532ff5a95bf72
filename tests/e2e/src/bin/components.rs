//! The component tests of `tests/browser/` in each engine: `cargo xtask test --only browser` serves them and runs this.
//!
//! Its only argument is the address of the page on which wasm-bindgen's runner runs the tests. The browsers and their
//! drivers are found as the end-to-end tests find them, and `E2E_ENGINES` narrows it as it does there.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use e2e::browser::{Browser, BrowserOptions};
use e2e::process::kill_children_on_interrupt;
use e2e::programs::Programs;
use xtask::run::clock;
use xtask::tools::browsers::Engine;

/// How long all tests may take in one browser.
const LIMIT: Duration = Duration::from_secs(180);

/// How often the page is asked for new lines.
const LOOK: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    match components() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn components() -> Result<()> {
    let url = std::env::args().nth(1);
    let url =
        url.context("the address of the tests is missing: run `cargo xtask test --only browser`")?;
    let programs = Programs::find_browsers()?;
    kill_children_on_interrupt()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut failed = Vec::new();
    for engine in programs.engines.clone() {
        let start = Instant::now();
        println!("--- {}", engine.name());
        let passed = runtime
            .block_on(in_engine(&programs, engine, &url))
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

/// Opens the tests' page and waits for the line that closes every run.
async fn in_engine(programs: &Programs, engine: Engine, url: &str) -> Result<bool> {
    let look = BrowserOptions {
        width: 1280,
        height: 800,
        ..BrowserOptions::default()
    };
    let browser = Browser::start(programs, engine, look).await?;
    browser.open(url).await?;
    let start = Instant::now();
    let mut shown = 0;
    loop {
        let script = "return document.getElementById('output')?.textContent ?? null";
        let output = browser.run(script, vec![]).await?;
        let Some(text) = output.as_str() else {
            bail!(
                "a test removed the element that results are written to: mount components below the body"
            );
        };
        let ended = text.contains(CLOSING);
        // Whole lines as they come, so that a long run is seen to move.
        let whole = if ended {
            text.len()
        } else {
            text.rfind('\n').map_or(0, |end| end + 1)
        };
        print!("{}", text.get(shown..whole).unwrap_or_default());
        shown = shown.max(whole);
        if ended {
            println!();
            return Ok(passed(text));
        }
        if start.elapsed() > LIMIT {
            println!("{}", text.get(shown..).unwrap_or_default());
            bail!("no result after {}", clock(LIMIT));
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// What the line that closes a run begins with. wasm-bindgen's runner reports the outcome only as text on the page, and its
/// own headless mode reads the same line.
const CLOSING: &str = "test result: ";

/// Whether the closing line says that tests ran and all passed.
fn passed(text: &str) -> bool {
    let closing = text.lines().find(|line| line.contains(CLOSING));
    closing.is_some_and(|line| line.contains("test result: ok.") && !line.contains(" 0 passed"))
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
