//! A browser that ends and comes back: what is left of a page that was killed, the tabs it brings back, and what its profile remembers of them.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::WindowHandle;
use thirtyfour::common::command::Command as WireCommand;
use xtask::tools::browsers::Engine;

use super::{Browser, Tabs};
use crate::programs::Programs;
use crate::wait::until;

impl Browser {
    /// Ends the page without giving it a chance to do anything, and comes back with what the browser has kept.
    ///
    /// Chromium's tab is killed, as when a phone runs out of memory, and another one opened. Firefox has no command for
    /// that, and quits and starts again with the same profile. WebKit under automation forgets with its last window, so
    /// there the tab is closed and another one opened.
    pub async fn killed_and_reopened(self, programs: &Programs) -> Result<Self> {
        let driver = &self.driver;
        if self.engine == Engine::Firefox {
            return self.quit_and_started(programs, Tabs::None).await;
        }
        let old = driver.window().await?;
        let new = driver.new_tab().await?;
        driver.switch_to_window(old).await?;
        if self.engine == Engine::Chromium {
            let crash = self.cdp("Page.crash", json!({})).await;
            ensure!(crash.is_err(), "the tab lives on: {crash:?}");
        } else {
            driver.close_window().await?;
        }
        driver.switch_to_window(new).await?;
        self.prefer().await?;
        Ok(self)
    }

    /// Quits and starts again with the same profile and the tabs that were open.
    ///
    /// WebKit's driver keeps the profile in memory only and knows no session: there all tabs are closed, and a blank one is opened.
    pub async fn quit_and_restored(self, programs: &Programs) -> Result<Self> {
        if self.engine == Engine::WebKit {
            let old = self.driver.windows().await?;
            let new = self.driver.new_tab().await?;
            for tab in old {
                self.driver.switch_to_window(tab).await?;
                self.driver.close_window().await?;
            }
            self.driver.switch_to_window(new).await?;
            return Ok(self);
        }
        self.quit_and_started(programs, Tabs::Restored).await
    }

    async fn quit_and_started(self, programs: &Programs, tabs: Tabs) -> Result<Self> {
        // `quit` does nothing more on a handle that was leaked; the command itself still goes through.
        self.driver.cmd(WireCommand::DeleteSession).await?;
        let Self {
            engine,
            look,
            family,
            display,
            profile,
            ..
        } = self;
        drop((family, display));
        Self::with_profile(programs, engine, look, profile, tabs).await
    }

    /// The tab that shows this address, once there is one; it is looked at from then on.
    pub async fn tab_at(&self, url: &str) -> Result<WindowHandle> {
        until(&format!("a tab at {url}"), async || {
            for tab in self.driver.windows().await? {
                self.driver.switch_to_window(tab.clone()).await?;
                if self.driver.current_url().await?.as_str() == url {
                    return Ok(Some(tab));
                }
            }
            Ok(None)
        })
        .await
    }

    /// The files of the profile in which these words can be read, in UTF-8 or UTF-16. A compressed file holds a word as it is where it
    /// comes for the first time.
    pub fn files_with(&self, words: &str) -> Result<Vec<String>> {
        let wide: String = words.chars().flat_map(|letter| [letter, '\0']).collect();
        let mut found = Vec::new();
        search(self.profile.path(), &[words, &wide], &mut found)?;
        Ok(found)
    }
}

fn search(folder: &Path, words: &[&str], found: &mut Vec<String>) -> Result<()> {
    for entry in folder.read_dir()? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            search(&entry.path(), words, found)?;
        } else if kind.is_file() {
            // A running browser may remove a file meanwhile.
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            if words.iter().any(|words| text.contains(words)) {
                found.push(entry.path().display().to_string());
            }
        }
    }
    Ok(())
}
