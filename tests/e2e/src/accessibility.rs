//! Checks of what a person sees: tap targets, overflow, focus, and axe-core.

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::wait::until_true;

/// The least width and height of a tap target, in CSS pixels.
pub const MIN_TARGET: u32 = 44;

/// The element with focus.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Focus {
    /// Whether its focus indicator is visible.
    pub visible: bool,
    /// Whether it is inside the viewport.
    pub in_view: bool,
    /// The beginning of its markup.
    pub what: String,
}

impl App {
    /// Fails if a tap target is smaller than [`MIN_TARGET`].
    pub async fn targets_are_large(&self, screen: &str) -> Result<()> {
        let small: Vec<String> = self
            .eval(include_str!("page/targets.js"), vec![json!(MIN_TARGET)])
            .await?;
        ensure!(
            small.is_empty(),
            "too small to tap on {screen}: {}",
            small.join("; ")
        );
        Ok(())
    }

    /// Fails if the page can be scrolled sideways.
    pub async fn fits_sideways(&self, screen: &str) -> Result<()> {
        let out: Vec<String> = self.eval(include_str!("page/overflow.js"), vec![]).await?;
        ensure!(
            out.is_empty(),
            "scrolls sideways on {screen}: {}",
            out.join("; ")
        );
        Ok(())
    }

    /// The element with focus.
    pub async fn focus(&self) -> Result<Focus> {
        self.eval(include_str!("page/focus.js"), vec![]).await
    }

    /// Waits until the element with focus is in view and shows its focus indicator.
    pub async fn until_focus_visible(&self) -> Result<()> {
        let shown = until_true("focus to show", async || {
            let focus = self.focus().await?;
            Ok(focus.visible && focus.in_view)
        });
        match shown.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(format!("{:?}", self.focus().await?))),
        }
    }

    /// Finishes all animations and waits until the result is painted.
    pub async fn settle(&self) -> Result<()> {
        const SETTLE: &str = "
            for (const one of document.getAnimations()) one.finish();
            const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.browser()?.run_async(SETTLE, vec![]).await?;
        Ok(())
    }

    /// Runs axe-core on the current screen and returns its findings.
    ///
    /// WebDriver injects the script, so the page's own policy does not apply to it.
    pub async fn axe(&self) -> Result<Vec<String>> {
        self.settle().await?;
        let source = std::fs::read_to_string(&self.programs.axe)?;
        let script = format!("{source}\n;{}", include_str!("page/axe.js"));
        Ok(serde_json::from_value(
            self.browser()?.run_async(&script, vec![]).await?,
        )?)
    }

    /// Fails if axe-core finds anything on the current screen.
    pub async fn axe_finds_nothing(&self) -> Result<()> {
        let found = self.axe().await?;
        ensure!(
            found.is_empty(),
            "axe-core found violations:\n{}",
            found.join("\n")
        );
        Ok(())
    }

    /// Opens every `<details>` in the content, so that it is checked as well.
    pub async fn open_details(&self) -> Result<()> {
        self.run(
            "for (const one of document.querySelectorAll('main details')) one.open = true",
            vec![],
        )
        .await?;
        Ok(())
    }

    /// Closes every `<details>` in the content.
    pub async fn close_details(&self) -> Result<()> {
        self.run(
            "for (const one of document.querySelectorAll('main details')) one.open = false",
            vec![],
        )
        .await?;
        Ok(())
    }
}
