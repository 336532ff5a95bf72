//! Browsers between two trials. Starting one takes two (Chromium) or four (Firefox) seconds of a processor, about as
//! much as a trial itself. So a browser serves one trial after another, and is emptied in between.
//!
//! This keeps trials apart: each serves the page on a port of its own, and a browser keeps nearly everything by origin,
//! port included; each has a new tab, and with it an empty history and no emulated settings; and between two trials the
//! browser deletes all it has stored. A browser serves only trials with the same options. It is thrown away if its
//! trial failed, or if emptying it did.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::common::command::Command;
use tokio::time::timeout;
use xtask::tools::browsers::Engine;

use super::command::SetContext;
use super::{Browser, BrowserOptions};
use crate::programs::Programs;
use crate::wait::until_true;

/// How many browsers wait for a trial at most. Even a waiting browser costs some processor time.
const MOST_WAITING: usize = 4;

/// How many trials a browser serves at most, so that none depends on what piles up in a browser over hundreds of them.
const MOST_TRIALS: u32 = 25;

/// How long emptying a browser may take. One that takes longer may have hung.
const EMPTY_TIMEOUT: Duration = Duration::from_secs(30);

/// Deletes everything that Firefox keeps for any page: storage, caches, cookies, service workers, permissions, history.
const CLEAR_FIREFOX: &str = "
const [done] = arguments;
Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, (failed) => done(failed));";

/// The browsers that wait for another trial, the one that has waited longest first.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Vec<Browser>>);

impl Shelf {
    /// A browser with these options that holds nothing of any page: one from the shelf, or a new one.
    pub async fn take(
        &self,
        programs: &Programs,
        engine: Engine,
        options: BrowserOptions,
    ) -> Result<Browser> {
        let fits = |browser: &Browser| browser.engine == engine && browser.options == options;
        let waiting = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let place = all.iter().rposition(fits);
            place.map(|place| all.remove(place))
        };
        match waiting {
            Some(browser) => Ok(browser),
            None => Browser::start(programs, engine, options).await,
        }
    }

    /// Empties a browser whose trial has passed and keeps it for another. Ends it instead if it must not serve another,
    /// or cannot be emptied.
    pub async fn put_back(&self, mut browser: Browser) {
        browser.trials += 1;
        if !browser.may_serve_another() {
            return;
        }
        if !matches!(timeout(EMPTY_TIMEOUT, browser.empty()).await, Ok(Ok(()))) {
            return;
        }
        let oldest = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(browser);
            (all.len() > MOST_WAITING).then(|| all.remove(0))
        };
        // Ending a browser takes a while. The shelf is unlocked by now, so no trial has to wait for it.
        drop(oldest);
    }
}

impl Browser {
    /// Whether it may serve another trial. WebKit starts quickly, and its driver cannot delete what is stored.
    fn may_serve_another(&self) -> bool {
        let many = self.trials >= MOST_TRIALS;
        self.engine != Engine::WebKit && !self.options.own_browser && !many
    }

    /// Leaves nothing but a new tab, in the size that the browser started with. Fails if another tab is left, or if the
    /// browser does not delete what it has stored.
    async fn empty(&self) -> Result<()> {
        let driver = &self.driver;
        driver.cmd(Command::ReleaseActions).await?;
        let old = driver.windows().await?;
        let new = driver.new_tab().await?;
        for tab in old {
            driver.switch_to_window(tab).await?;
            driver.close_window().await?;
        }
        driver.switch_to_window(new.clone()).await?;
        match self.engine {
            Engine::Chromium => self.clear_chromium().await?,
            Engine::Firefox => self.clear_firefox().await?,
            Engine::WebKit => (),
        }
        let left = driver.windows().await?;
        ensure!(left == [new], "another tab is still open: {left:?}");
        until_true("the new tab to have focus", async || {
            Ok(self.run("return document.hasFocus()", vec![]).await? == json!(true))
        })
        .await?;
        self.resize(self.options.width, self.options.height).await?;
        self.apply_options().await
    }

    async fn clear_chromium(&self) -> Result<()> {
        let cdp = async |method: &str, parameters: Value| self.cdp(method, parameters).await;
        // The driver opens tabs in the background, where a frame does not always get focus.
        cdp("Page.bringToFront", json!({})).await?;
        let everything = json!({ "origin": "*", "storageTypes": "all" });
        cdp("Storage.clearDataForOrigin", everything).await?;
        cdp("Network.clearBrowserCache", json!({})).await?;
        cdp("Browser.resetPermissions", json!({})).await?;
        // The driver has collected the messages of the console, and forgets them once they are read.
        self.driver.browser_log().await?;
        Ok(())
    }

    async fn clear_firefox(&self) -> Result<()> {
        self.driver.cmd(SetContext::Browser).await?;
        let failed = self.run_async(CLEAR_FIREFOX, vec![]).await;
        self.driver.cmd(SetContext::Page).await?;
        let failed = failed.context("Firefox could not delete what it had stored")?;
        ensure!(
            failed == json!(0),
            "Firefox did not delete the kinds {failed}"
        );
        Ok(())
    }
}
