//! A browser under WebDriver, with a profile of its own, and the shelf where it waits between two trials.

mod capabilities;
mod command;
mod profile;
mod session;
mod shelf;

use std::cell::Cell;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;
use xtask::server::free_port;
use xtask::tools::browsers::Engine;

use crate::display::Display;
use crate::process::ProcessTree;
use crate::programs::Programs;
use crate::wait;
use crate::wait::until_true;

pub use shelf::Shelf;

/// How the browser is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrowserOptions {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Whether the person prefers a dark colour scheme.
    pub dark: bool,
    /// Whether pages may use local storage.
    pub storage: bool,
    /// Whether pages may run scripts.
    pub script: bool,
    /// Whether pages may run WebAssembly.
    pub wasm: bool,
    /// Whether opening a page waits until it has loaded. A page with a file that hangs never has.
    pub waits_for_load: bool,
    /// Whether the browser serves no other trial, because this one ends it, changes its settings or reads its profile.
    pub own_browser: bool,
}

impl BrowserOptions {
    /// As wide as a phone, and high enough that a host's page needs no scrolling. WebDriver cannot scroll inside a frame of another origin,
    /// which knows nothing about the page around it.
    pub const TALL: Self = Self {
        width: 360,
        height: 3600,
        dark: false,
        storage: true,
        script: true,
        wasm: true,
        waits_for_load: true,
        own_browser: false,
    };

    /// A small phone whose browser serves no other trial.
    pub const OWN_BROWSER: Self = Self {
        height: 740,
        own_browser: true,
        ..Self::TALL
    };

    /// Whether the page is as narrow as on a phone.
    pub fn is_phone(&self) -> bool {
        self.width < 700
    }
}

impl Default for BrowserOptions {
    /// A small phone.
    fn default() -> Self {
        Self {
            height: 740,
            ..Self::TALL
        }
    }
}

/// The tabs a browser starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tabs {
    /// A blank tab.
    None,
    /// The tabs that were open when it quit, as its profile remembers them.
    Restored,
}

/// The file in the profile for the output of the driver and the browser.
const LOG: &str = "driver.log";

/// A running browser; it is killed when dropped.
#[derive(Debug)]
pub struct Browser {
    /// The WebDriver session.
    pub driver: WebDriver,
    /// Its engine.
    pub engine: Engine,
    options: BrowserOptions,
    /// The current width and height of the page.
    size: Cell<(u32, u32)>,
    /// How many trials it has served.
    trials: u32,
    // Fields drop in order: the processes must be gone before their profile is removed.
    processes: ProcessTree,
    display: Option<Display>,
    profile: TempDir,
}

impl Browser {
    /// Starts a driver and a browser with a profile that has shown no page yet.
    pub async fn start(
        programs: &Programs,
        engine: Engine,
        options: BrowserOptions,
    ) -> Result<Self> {
        let profile = profile::for_engine(programs, engine).await?;
        Self::with_profile(programs, engine, options, profile, Tabs::None).await
    }

    async fn with_profile(
        programs: &Programs,
        engine: Engine,
        options: BrowserOptions,
        profile: TempDir,
        tabs: Tabs,
    ) -> Result<Self> {
        let port = free_port()?;
        let log = profile.path().join(LOG);
        let display = (engine == Engine::WebKit)
            .then(|| Display::open(programs))
            .transpose()?;
        let mut command = command::for_engine(programs, engine, port, profile.path())?;
        if engine == Engine::WebKit && !options.wasm {
            // MiniBrowser has no option for this, but JavaScriptCore reads an environment variable.
            command.env("JSC_useWasm", "false");
        }
        if let Some(display) = &display {
            command.env("DISPLAY", display.name());
        }
        let mut processes = ProcessTree::start(&mut command, &log)?;
        let url = format!("http://127.0.0.1:{port}");
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()?;
        wait::until_true("the driver to answer", async || {
            ensure!(
                !processes.has_exited(),
                "the driver exited at once: {}",
                std::fs::read_to_string(&log)?
            );
            Ok(client.get(format!("{url}/status")).send().await.is_ok())
        })
        .await?;
        let wanted = capabilities::for_engine(programs, engine, options, profile.path(), tabs)?;
        let driver = WebDriver::builder(
            &url,
            serde_json::from_value::<thirtyfour::Capabilities>(wanted)?,
        )
        .client(client)
        .await
        .with_context(|| format!("{} did not start", engine.name()))?;
        // The browser is killed and its profile removed, so the session need not be closed.
        let _ = driver.clone().leak();
        let browser = Self {
            driver,
            engine,
            options,
            size: Cell::new((options.width, options.height)),
            trials: 0,
            processes,
            display,
            profile,
        };
        browser.resize(options.width, options.height).await?;
        browser.apply_options().await?;
        Ok(browser)
    }

    /// Whether a web process has crashed, according to the log. Only WebKit's browser logs that. The one crash so far, with WebKitGTK 2.50,
    /// was in JavaScriptCore.
    pub fn crashed(&self) -> bool {
        let log = std::fs::read_to_string(self.profile.path().join(LOG));
        log.is_ok_and(|log| log.contains("WebProcess CRASHED"))
    }

    /// Opens an address and waits until it has loaded.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.driver.goto(url).await?;
        self.restore_size().await
    }

    /// Reloads the page.
    pub async fn reload(&self) -> Result<()> {
        self.driver.refresh().await?;
        self.restore_size().await
    }

    /// Restores the page's size. Chromium's driver resets it with each page.
    async fn restore_size(&self) -> Result<()> {
        let (width, height) = self.size.get();
        if self.engine == Engine::Chromium {
            self.resize(width, height).await?;
        }
        Ok(())
    }

    /// Runs the body of a JavaScript function in the page and returns its result.
    pub async fn run(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(body, args).await?.json().clone())
    }

    /// Like [`run`](Self::run), for a function that passes its result to its last argument, a callback.
    pub async fn run_async(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute_async(body, args).await?.json().clone())
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, method: &str, params: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(method, params).await
    }

    /// Resizes the page. Drivers resize the window, so the frame around the page is measured and added.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.size.set((width, height));
        if self.engine == Engine::Chromium {
            let options = BrowserOptions {
                width,
                height,
                ..self.options
            };
            let phone = options.is_phone();
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
            self.cdp("Emulation.setDeviceMetricsOverride", metrics)
                .await?;
            self.cdp(
                "Emulation.setTouchEmulationEnabled",
                json!({ "enabled": phone }),
            )
            .await?;
            return Ok(());
        }
        let inner = async || -> Result<(u32, u32)> {
            let size = self.run("return [innerWidth, innerHeight]", vec![]).await?;
            Ok(serde_json::from_value(size)?)
        };
        let mut window = (width, height);
        until_true("the window to have its size", async || {
            self.driver
                .set_window_rect(0, 0, window.0, window.1)
                .await?;
            let page = inner().await?;
            window.0 = (window.0 + width).saturating_sub(page.0);
            window.1 = (window.1 + height).saturating_sub(page.1);
            Ok(page == (width, height))
        })
        .await
    }

    /// Applies the options to a Chromium tab. The other engines take them when they start.
    async fn apply_options(&self) -> Result<()> {
        if self.engine == Engine::Chromium {
            let scheme = if self.options.dark { "dark" } else { "light" };
            let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
            self.cdp(
                "Emulation.setEmulatedMedia",
                json!({ "features": [feature] }),
            )
            .await?;
            if !self.options.script {
                self.cdp(
                    "Emulation.setScriptExecutionDisabled",
                    json!({ "value": true }),
                )
                .await?;
            }
            if !self.options.wasm {
                self.cdp(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({ "source": "delete globalThis.WebAssembly" }),
                )
                .await?;
            }
            if !self.options.storage {
                let refuse = "Object.defineProperty(window, 'localStorage', \
                     { get() { throw new DOMException('denied', 'SecurityError'); } })";
                self.cdp(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({ "source": refuse }),
                )
                .await?;
            }
        }
        Ok(())
    }

    /// Opens another tab and switches to it.
    pub async fn new_tab(&self) -> Result<()> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.apply_options().await
    }
}
