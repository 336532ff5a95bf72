//! One browser under WebDriver, with a profile of its own.

mod capabilities;
mod command;
mod session;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;
use xtask::server::free_port;
use xtask::tools::browsers::Engine;

use crate::display::Display;
use crate::process::Family;
use crate::programs::Programs;
use crate::wait;
use crate::wait::until_true;

/// How the browser is set up.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Whether the person prefers dark.
    pub dark: bool,
    /// Whether pages may keep anything.
    pub storage: bool,
    /// Whether pages may run scripts.
    pub script: bool,
    /// Whether pages may run WebAssembly.
    pub wasm: bool,
    /// Whether to open a page is to wait until it has loaded: one of which a file hangs never does.
    pub loads: bool,
}

impl Look {
    /// As wide as a phone, and so high that nothing on a host's page has to be scrolled to. Into the frames of another origin
    /// WebDriver cannot scroll: inside them nothing is known of what is around.
    pub const LONG: Self = Self {
        width: 360,
        height: 3600,
        dark: false,
        storage: true,
        script: true,
        wasm: true,
        loads: true,
    };

    /// Whether something so narrow is held in a hand.
    pub fn is_phone(&self) -> bool {
        self.width < 700
    }
}

impl Default for Look {
    /// A small phone.
    fn default() -> Self {
        Self {
            width: 360,
            height: 740,
            dark: false,
            storage: true,
            script: true,
            wasm: true,
            loads: true,
        }
    }
}

/// The tabs with which a browser starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tabs {
    /// A blank one.
    None,
    /// Those that were open when it was quit, as its profile remembers them.
    Restored,
}

/// What the driver and the browser say, a file in the profile.
const LOG: &str = "driver.log";

/// A folder that is removed with everything in it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder under the system's own for such things.
    pub fn new() -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "compassion-check-e2e-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running browser; it is killed when dropped.
#[derive(Debug)]
pub struct Browser {
    /// WebDriver's own handle.
    pub driver: WebDriver,
    /// Which engine it is.
    pub engine: Engine,
    look: Look,
    /// Width and height since the browser was made to fit them.
    size: Cell<(u32, u32)>,
    // In this order: the processes go before their profile does.
    family: Family,
    display: Option<Display>,
    profile: Folder,
}

impl Browser {
    /// Starts a driver and a browser with a fresh profile.
    pub async fn start(programs: &Programs, engine: Engine, look: Look) -> Result<Self> {
        Self::with_profile(programs, engine, look, Folder::new()?, Tabs::None).await
    }

    async fn with_profile(
        programs: &Programs,
        engine: Engine,
        look: Look,
        profile: Folder,
        tabs: Tabs,
    ) -> Result<Self> {
        let port = free_port()?;
        let log = profile.path().join(LOG);
        let display = (engine == Engine::WebKit)
            .then(|| Display::open(programs))
            .transpose()?;
        let mut command = command::of(programs, engine, port, profile.path())?;
        if engine == Engine::WebKit && !look.wasm {
            // The engine has no switch for it but this one of its own.
            command.env("JSC_useWasm", "false");
        }
        if let Some(display) = &display {
            command.env("DISPLAY", display.name());
        }
        let mut family = Family::start(&mut command, &log)?;
        let url = format!("http://127.0.0.1:{port}");
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()?;
        wait::until_true("the driver to answer", async || {
            ensure!(
                !family.ended(),
                "the driver ended at once: {}",
                std::fs::read_to_string(&log)?
            );
            Ok(client.get(format!("{url}/status")).send().await.is_ok())
        })
        .await?;
        let wanted = capabilities::of(programs, engine, look, profile.path(), tabs)?;
        let driver = WebDriver::builder(
            &url,
            serde_json::from_value::<thirtyfour::Capabilities>(wanted)?,
        )
        .client(client)
        .await
        .with_context(|| format!("{} did not start", engine.name()))?;
        // It is killed with its profile, so there is nothing to be tidied up by asking nicely.
        let _ = driver.clone().leak();
        let browser = Self {
            driver,
            engine,
            look,
            size: Cell::new((look.width, look.height)),
            family,
            display,
            profile,
        };
        browser.fit(look.width, look.height).await?;
        browser.prefer().await?;
        Ok(browser)
    }

    /// Whether a process that shows pages crashed, as far as WebKit's browser says so. The one crash there was, with WebKitGTK 2.50, was
    /// in JavaScriptCore.
    pub fn crashed(&self) -> bool {
        let log = std::fs::read_to_string(self.profile.path().join(LOG));
        log.is_ok_and(|log| log.contains("WebProcess CRASHED"))
    }

    /// Opens an address and waits until it is loaded.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.driver.goto(url).await?;
        self.fit_again().await
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        self.driver.refresh().await?;
        self.fit_again().await
    }

    /// With each page Chromium's driver goes back to the size the browser was started with.
    async fn fit_again(&self) -> Result<()> {
        let (width, height) = self.size.get();
        if self.engine == Engine::Chromium {
            self.fit(width, height).await?;
        }
        Ok(())
    }

    /// What a function body returns in the page.
    pub async fn run(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(body, args).await?.json().clone())
    }

    /// What a function body hands to its last argument, a callback.
    pub async fn run_async(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute_async(body, args).await?.json().clone())
    }

    /// A command of Chromium's own protocol.
    pub async fn cdp(&self, method: &str, params: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(method, params).await
    }

    /// Makes the page this wide and high. Drivers set the window, so the frame around the page is measured and added.
    pub async fn fit(&self, width: u32, height: u32) -> Result<()> {
        self.size.set((width, height));
        if self.engine == Engine::Chromium {
            let look = Look {
                width,
                height,
                ..self.look
            };
            let phone = look.is_phone();
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

    /// Colour scheme and script of a Chromium tab; the other engines take them at their start.
    async fn prefer(&self) -> Result<()> {
        if self.engine == Engine::Chromium {
            let scheme = if self.look.dark { "dark" } else { "light" };
            let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
            self.cdp(
                "Emulation.setEmulatedMedia",
                json!({ "features": [feature] }),
            )
            .await?;
            if !self.look.script {
                self.cdp(
                    "Emulation.setScriptExecutionDisabled",
                    json!({ "value": true }),
                )
                .await?;
            }
            if !self.look.wasm {
                self.cdp(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({ "source": "delete globalThis.WebAssembly" }),
                )
                .await?;
            }
            if !self.look.storage {
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

    /// Opens another tab of the same browser and goes there.
    pub async fn new_tab(&self) -> Result<()> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.prefer().await
    }
}
