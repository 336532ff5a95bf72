//! Browsers that end and come back: killed pages, restored tabs, and what the profile remembers.

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
    /// Kills the page without giving it a chance to react, and comes back with what the browser has stored.
    ///
    /// Chromium's tab is crashed, as when a phone runs out of memory, and another one opened. Firefox has no command for that, so it quits
    /// and starts again with the same profile. WebKit under automation forgets everything with its last window, so there another tab is
    /// opened before the old one is closed.
    pub async fn kill_and_reopen(self, programs: &Programs) -> Result<Self> {
        self.serves_no_other_trial()?;
        let driver = &self.driver;
        if self.engine == Engine::Firefox {
            return self.quit_and_start(programs, Tabs::None).await;
        }
        let old = driver.window().await?;
        let new = driver.new_tab().await?;
        driver.switch_to_window(old).await?;
        if self.engine == Engine::Chromium {
            let crash = self.cdp("Page.crash", json!({})).await;
            ensure!(crash.is_err(), "the tab did not crash: {crash:?}");
        } else {
            driver.close_window().await?;
        }
        driver.switch_to_window(new).await?;
        self.apply_options().await?;
        Ok(self)
    }

    /// Quits, and starts again with the same profile and the tabs that were open.
    ///
    /// WebKit's driver keeps the profile in memory and knows no session, so there all tabs are closed and a blank one is opened.
    pub async fn quit_and_restore(self, programs: &Programs) -> Result<Self> {
        self.serves_no_other_trial()?;
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
        self.quit_and_start(programs, Tabs::Restored).await
    }

    /// Fails if the browser may serve, or have served, another trial.
    fn serves_no_other_trial(&self) -> Result<()> {
        let own = self.options.own_browser;
        ensure!(own, "this trial needs `BrowserOptions::OWN_BROWSER`");
        Ok(())
    }

    async fn quit_and_start(self, programs: &Programs, tabs: Tabs) -> Result<Self> {
        // `quit` does nothing on a leaked handle, but the command itself still works.
        self.driver.cmd(WireCommand::DeleteSession).await?;
        let Self {
            engine,
            options,
            processes,
            display,
            profile,
            ..
        } = self;
        drop((processes, display));
        Self::with_profile(programs, engine, options, profile, tabs).await
    }

    /// Waits for a tab that shows this address, and switches to it.
    pub async fn switch_to_tab_at(&self, url: &str) -> Result<WindowHandle> {
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

    /// The files of the profile that contain these words, in UTF-8 or UTF-16. Even a compressed file holds a word in plain text where it
    /// occurs first.
    pub fn profile_files_containing(&self, words: &str) -> Result<Vec<String>> {
        self.serves_no_other_trial()?;
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
            // A running browser may have removed the file by now.
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            if words.iter().any(|words| text.contains(words)) {
                found.push(entry.path().display().to_string());
            }
        }
    }
    Ok(())
}
