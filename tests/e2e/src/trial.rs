//! One scenario in one engine: set-up, deadline, and evidence when it fails.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use libtest_mimic::{Failed, Trial};
use tokio::runtime::{Handle, Runtime};
use xtask::tools::browsers::Engine;

use crate::app::App;
use crate::browser::{Browser, BrowserOptions, Shelf};
use crate::programs::Programs;

/// How long a trial may take.
const TIMEOUT: Duration = Duration::from_secs(120);

/// How long a browser may take to start. It can take a while beside another one on a small machine.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// How long saving evidence may take: the browser may have hung.
const EVIDENCE_TIMEOUT: Duration = Duration::from_secs(10);

/// How often a trial is run at most if its failure cannot be the page's fault.
const MAX_RUNS: usize = 3;

/// The browser did not do what the trial relies on, so the outcome says nothing about the page. The trial is run again, and fails if this
/// does not change.
#[derive(Debug)]
pub struct Inconclusive(pub String);

impl std::fmt::Display for Inconclusive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "inconclusive: {}", self.0)
    }
}

impl std::error::Error for Inconclusive {}

/// The scenarios, as one trial for each tested engine.
#[derive(Debug)]
pub struct Suite<'a> {
    programs: &'a Programs,
    runtime: &'a Handle,
    shelf: Arc<Shelf>,
    trials: Vec<Trial>,
}

impl<'a> Suite<'a> {
    /// An empty suite.
    pub fn new(programs: &'a Programs, runtime: &'a Handle) -> Self {
        Self {
            programs,
            runtime,
            shelf: Arc::default(),
            trials: Vec::new(),
        }
    }

    /// Adds a scenario in every engine, on a small phone.
    pub fn add(&mut self, name: &str, scenario: impl Scenario) {
        self.add_with(name, BrowserOptions::default(), scenario);
    }

    /// Adds a scenario in every engine, with these browser options.
    pub fn add_with(&mut self, name: &str, options: BrowserOptions, scenario: impl Scenario) {
        for engine in self.programs.engines.clone() {
            self.add_in(engine, name, options, scenario.clone());
        }
    }

    /// Adds a scenario in one engine. Does nothing if that engine is not tested.
    pub fn add_in(
        &mut self,
        engine: Engine,
        name: &str,
        options: BrowserOptions,
        scenario: impl Scenario,
    ) {
        if !self.programs.engines.contains(&engine) {
            return;
        }
        let name = format!("{}::{name}", engine.name());
        let (programs, title) = (self.programs.clone(), name.clone());
        let (runtime, shelf) = (self.runtime.clone(), Arc::clone(&self.shelf));
        self.trials.push(Trial::test(name, move || {
            runtime
                .block_on(run(&programs, &shelf, engine, options, &title, scenario))
                .map_err(|error| Failed::from(describe(&error)))
        }));
    }

    /// All trials, in the order added.
    pub fn trials(self) -> Vec<Trial> {
        self.trials
    }
}

/// A scenario: an `async fn(&mut App) -> Result<()>`.
pub trait Scenario: AsyncFnOnce(&mut App) -> Result<()> + Clone + Send + 'static {}

impl<S: AsyncFnOnce(&mut App) -> Result<()> + Clone + Send + 'static> Scenario for S {}

/// What trials run on. They share it, because the connections to a driver have to outlive the trial that opened
/// them.
pub fn runtime() -> Result<Runtime> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    Ok(runtime.worker_threads(1).enable_all().build()?)
}

async fn run(
    programs: &Programs,
    shelf: &Shelf,
    engine: Engine,
    options: BrowserOptions,
    title: &str,
    scenario: impl Scenario,
) -> Result<()> {
    let mut runs = 1;
    loop {
        match run_once(programs, shelf, engine, options, title, scenario.clone()).await {
            Err(Failure { error, retry }) if retry && runs < MAX_RUNS => {
                eprintln!("{title}: run again. {}", describe(&error));
                runs += 1;
            }
            outcome => return outcome.map_err(|failure| failure.error),
        }
    }
}

/// How a trial failed.
struct Failure {
    error: anyhow::Error,
    /// Whether to run the trial again, because the page cannot be blamed: the engine crashed or [broke the module](has_broken_module), or
    /// the trial was [`Inconclusive`].
    retry: bool,
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        let retry = false;
        Self { error, retry }
    }
}

async fn run_once(
    programs: &Programs,
    shelf: &Shelf,
    engine: Engine,
    options: BrowserOptions,
    title: &str,
    scenario: impl Scenario,
) -> Result<(), Failure> {
    let browser = shelf.take(programs, engine, options);
    let browser = tokio::time::timeout(START_TIMEOUT, browser).await;
    let browser = browser.context("the browser did not start in time")??;
    let mut app = App::with_browser(programs, browser)?;
    let outcome = tokio::time::timeout(TIMEOUT, scenario(&mut app)).await;
    let Err(error) = outcome.unwrap_or_else(|_| Err(anyhow!("not finished after {TIMEOUT:?}")))
    else {
        if let Some(browser) = app.into_browser() {
            shelf.put_back(browser).await;
        }
        return Ok(());
    };
    let crashed = app.browser().is_ok_and(Browser::crashed);
    let error = if crashed {
        error.context("a browser process crashed")
    } else {
        error
    };
    let broken = tokio::time::timeout(EVIDENCE_TIMEOUT, has_broken_module(&app, engine)).await;
    let inconclusive = error.downcast_ref::<Inconclusive>().is_some();
    let retry = crashed || broken.unwrap_or_default() || inconclusive;
    let seen = tokio::time::timeout(EVIDENCE_TIMEOUT, save_evidence(&app, title)).await;
    let seen = seen.unwrap_or_else(|late| Err(late.into()));
    let seen = seen.unwrap_or_else(|error| format!("no screenshot: {error:#}"));
    Err(Failure {
        error: error.context(seen),
        retry,
    })
}

/// Whether WebKit has stopped the module for an out-of-bounds memory access. On Linux that happens at random, here about once in a thousand
/// pages, and to modules of every kind: <https://bugs.webkit.org/show_bug.cgi?id=259441>, <https://github.com/oven-sh/bun/issues/17146>. A
/// fault of the module itself would show in the other engines, too. WebKit gives every trap the same type of error, so only
/// its message tells this one apart.
async fn has_broken_module(app: &App, engine: Engine) -> bool {
    let errors = app.state().await.map_or(Vec::new(), |state| state.errors);
    let outside = |error: &String| error.contains("Out of bounds memory access");
    engine == Engine::WebKit && errors.iter().any(outside)
}

/// The error and its causes, one a line.
fn describe(error: &anyhow::Error) -> String {
    let short = |text: String| {
        // Drivers append their own stack trace, which says nothing about the page.
        let text = text.split("Stacktrace:").next().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    error
        .chain()
        .map(ToString::to_string)
        .map(short)
        .collect::<Vec<_>>()
        .join("\n  because: ")
}

/// Saves a screenshot and the page's source, and says where.
async fn save_evidence(app: &App, title: &str) -> Result<String> {
    let stem = title.replace("::", "-");
    let picture = app.programs.evidence.join(format!("{stem}.png"));
    let source = app.programs.evidence.join(format!("{stem}.html"));
    std::fs::write(&picture, app.screenshot().await?)?;
    std::fs::write(&source, app.browser()?.driver.source().await?)?;
    let state = app.state().await.ok();
    let errors = state.as_ref().map_or(&[][..], |state| &state.errors);
    let errors: String = errors.iter().map(|error| format!("\n  {error}")).collect();
    let screen = state.and_then(|state| state.screen);
    Ok(format!(
        "on {}: see {}, {}{errors}",
        screen.as_deref().unwrap_or("no screen"),
        relative(&picture),
        relative(&source)
    ))
}

/// The path relative to the checkout, so that the same failure reads the same anywhere.
fn relative(path: &Path) -> String {
    let root = crate::programs::checkout().unwrap_or_default();
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
