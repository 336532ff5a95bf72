//! The few WebDriver calls the component tests need, over plain HTTP to a driver on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use crate::run::Group;
use crate::tools::browsers::{Browsers, Engine};

/// How long a driver may take to answer at all.
const START: Duration = Duration::from_secs(30);

/// How often a condition is looked at again.
const LOOK: Duration = Duration::from_millis(50);

/// A browser under control; it is closed when dropped.
#[derive(Debug)]
pub struct Session {
    base: String,
    agent: ureq::Agent,
    // Dropped after the session has been ended.
    _driver: Group,
}

impl Session {
    /// Starts the driver and a fresh browser of this engine; the driver's messages go to a file in
    /// `logs`.
    pub fn start(engine: Engine, browsers: &Browsers, logs: &Path) -> Result<Self> {
        let port = free_port()?;
        std::fs::create_dir_all(logs)?;
        let log = logs.join(format!("{}.log", engine.name()));
        let mut driver = Group::start(&mut driver(engine, browsers, port), &log)?;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            // A WebDriver error explains itself in its body.
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .into();
        let root = format!("http://127.0.0.1:{port}");
        until(START, || {
            if driver.ended() {
                bail!("its driver ended at once: see {}", log.display());
            }
            let ready = agent.get(format!("{root}/status")).call().is_ok();
            Ok(ready.then_some(()))
        })?
        .with_context(|| format!("its driver did not answer: see {}", log.display()))?;

        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities(engine, browsers) } });
        let created = send(agent.post(format!("{root}/session")).send_json(wanted))
            .with_context(|| format!("it did not start: see {}", log.display()))?;
        let id = created["sessionId"]
            .as_str()
            .context("the driver gave no session")?;
        Ok(Self {
            base: format!("{root}/session/{id}"),
            agent,
            _driver: driver,
        })
    }

    /// Opens a page.
    pub fn open(&self, url: &str) -> Result<()> {
        self.post("url", json!({ "url": url })).map(drop)
    }

    /// What a function body returns in the page.
    pub fn evaluate(&self, body: &str) -> Result<Value> {
        self.post("execute/sync", json!({ "script": body, "args": [] }))
    }

    fn post(&self, command: &str, body: Value) -> Result<Value> {
        let url = format!("{}/{command}", self.base);
        send(self.agent.post(url).send_json(body))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.base).call();
    }
}

/// Looks again and again until there is something or the time is up.
pub fn until<T>(limit: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<Option<T>> {
    let start = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(Some(found));
        }
        if start.elapsed() > limit {
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}

/// A port nobody uses at this moment.
pub fn free_port() -> Result<u16> {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    Ok(socket.local_addr()?.port())
}

fn send(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value> {
    let mut response = response?;
    let answer: Value = response.body_mut().read_json()?;
    let value = &answer["value"];
    if !response.status().is_success() {
        let message = value["message"].as_str().unwrap_or("no message");
        return Err(anyhow!("{}: {message}", value["error"]));
    }
    Ok(value.clone())
}

fn driver(engine: Engine, browsers: &Browsers, port: u16) -> Command {
    match engine {
        Engine::Chromium => {
            let mut command = Command::new(&browsers.chromedriver);
            command.arg(format!("--port={port}"));
            command
        }
        Engine::Firefox => {
            let mut command = Command::new(&browsers.geckodriver);
            command.arg(format!("--port={port}"));
            command
        }
        Engine::WebKit => {
            // It has no headless mode: it draws on a display that nobody sees.
            let mut command = Command::new(&browsers.xvfb_run);
            command.arg("-a").arg(&browsers.webkitdriver);
            command.arg(format!("--port={port}"));
            command
        }
    }
}

fn capabilities(engine: Engine, browsers: &Browsers) -> Value {
    let binary = |path: &PathBuf| path.to_string_lossy().into_owned();
    match engine {
        Engine::Chromium => json!({
            "goog:chromeOptions": {
                "binary": binary(&browsers.chromium),
                // Containers have no user namespaces for its sandbox; the pages are our own.
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                ],
            }
        }),
        Engine::Firefox => json!({
            "moz:firefoxOptions": { "binary": binary(&browsers.firefox), "args": ["-headless"] }
        }),
        Engine::WebKit => json!({
            "webkitgtk:browserOptions": {
                "binary": binary(&browsers.minibrowser),
                "args": ["--automation"],
            }
        }),
    }
}
