//! What can be seen: sizes, widths, focus, and what axe-core says.

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::wait::until_true;

/// Least width and height of what can be tapped, in CSS pixels.
pub const FINGERTIP: u32 = 44;

/// The element with focus.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Focus {
    /// Whether it shows that it has focus.
    pub visible: bool,
    /// Whether it can be seen without scrolling.
    pub in_view: bool,
    /// The beginning of its markup.
    pub what: String,
}

impl App {
    /// Fails if anything that can be tapped is smaller than a fingertip.
    pub async fn targets_are_large(&self, screen: &str) -> Result<()> {
        let small: Vec<String> = self
            .ask(include_str!("page/targets.js"), vec![json!(FINGERTIP)])
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
        let out: Vec<String> = self.ask(include_str!("page/overflow.js"), vec![]).await?;
        ensure!(
            out.is_empty(),
            "scrolls sideways on {screen}: {}",
            out.join("; ")
        );
        Ok(())
    }

    /// The element with focus.
    pub async fn focus(&self) -> Result<Focus> {
        self.ask(include_str!("page/focus.js"), vec![]).await
    }

    /// Waits until the element with focus shows it and is in view.
    pub async fn focus_shows(&self) -> Result<()> {
        let shown = until_true("focus to show", async || {
            let focus = self.focus().await?;
            Ok(focus.visible && focus.in_view)
        });
        match shown.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(format!("{:?}", self.focus().await?))),
        }
    }

    /// Brings everything that moves to its end and waits until that is on screen.
    pub async fn settle(&self) -> Result<()> {
        const SETTLE: &str = "
            for (const one of document.getAnimations()) one.finish();
            const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.browser()?.run_async(SETTLE, vec![]).await?;
        Ok(())
    }

    /// What axe-core finds on the screen shown.
    ///
    /// The script comes by WebDriver, so the page's own policy neither lets it in nor keeps it out.
    pub async fn axe(&self) -> Result<Vec<String>> {
        self.settle().await?;
        let source = std::fs::read_to_string(&self.programs.axe)?;
        let script = format!("{source}\n;{}", include_str!("page/axe.js"));
        Ok(serde_json::from_value(
            self.browser()?.run_async(&script, vec![]).await?,
        )?)
    }

    /// Opens everything in the content that is folded, so that it is looked at too.
    pub async fn unfold(&self) -> Result<()> {
        self.run(
            "for (const one of document.querySelectorAll('main details')) one.open = true",
            vec![],
        )
        .await?;
        Ok(())
    }

    /// Folds it all again.
    pub async fn fold(&self) -> Result<()> {
        self.run(
            "for (const one of document.querySelectorAll('main details')) one.open = false",
            vec![],
        )
        .await?;
        Ok(())
    }
}
