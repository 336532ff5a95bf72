//! Finding, reading, tapping and filling elements. The page may replace an element at any moment, so reading takes a single script, and
//! anything that takes several steps starts again when its element has gone.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::WebElement;
use tokio::time::sleep;

use crate::app::App;
use crate::wait::until;

const FIND: &str = include_str!("page/find.js");
const TAP: &str = include_str!("page/tap.js");

impl App {
    /// Finds the first visible element that matches, and scrolls it into view.
    pub async fn find(&self, css: &str) -> Result<Option<WebElement>> {
        let found = self
            .browser()?
            .driver
            .execute(FIND, vec![json!(css)])
            .await?;
        if found.json().is_null() {
            Ok(None)
        } else {
            Ok(Some(found.element()?))
        }
    }

    /// Whether a matching element is visible.
    pub async fn is_visible(&self, css: &str) -> Result<bool> {
        const SEES: &str = "
            return [...(window.rootE2e ?? document).querySelectorAll(arguments[0])]
              .some((element) => element.checkVisibility({ visibilityProperty: true }));";
        self.eval(SEES, vec![json!(css)]).await
    }

    /// The text of the first visible element that matches.
    pub async fn text(&self, css: &str) -> Result<String> {
        const TEXT: &str = "
            return [...(window.rootE2e ?? document).querySelectorAll(arguments[0])]
              .find((element) => element.checkVisibility({ visibilityProperty: true }))?.innerText ?? null;";
        let text: Option<String> = self.eval(TEXT, vec![json!(css)]).await?;
        let text = text.with_context(|| format!("no {css} can be seen"))?;
        Ok(text.trim().to_owned())
    }

    /// The number of matching elements, visible or not.
    pub async fn count(&self, css: &str) -> Result<usize> {
        self.eval(
            "return (window.rootE2e ?? document).querySelectorAll(arguments[0]).length",
            vec![json!(css)],
        )
        .await
    }

    /// Taps an element as WebDriver does: in the middle of its visible part, and only if nothing covers it. In Chromium this is a touch.
    /// Waits first until the page would not take the tap for the second of a double tap, which it ignores.
    pub async fn tap(&self, css: &str) -> Result<()> {
        until(&format!("{css}, to tap it"), async || {
            let driver = &self.browser()?.driver;
            let found = driver.execute(TAP, vec![json!(css)]).await?;
            if let Some(pause) = found.json().as_u64() {
                // The page may change during the pause, so the script runs again after it.
                sleep(Duration::from_millis(pause)).await;
                return Ok(None);
            }
            if found.json().is_null() {
                return Ok(None);
            }
            let element = found.element()?;
            element.click().await?;
            // On a busy machine the app may notice late that its screen is shown, and refuse the tap. Then the tap is repeated. If the tap
            // led to another page, this script fails, and the tap counts.
            let refused = "return (window.rootE2e ?? document).tapsE2e?.refused === true";
            let refused = self.eval::<bool>(refused, vec![]).await.unwrap_or(false);
            Ok((!refused).then_some(()))
        })
        .await
    }

    /// Taps the control for `action`.
    pub async fn tap_action(&self, action: &str) -> Result<()> {
        self.tap(&format!("[data-action={action}]")).await
    }

    /// Opens or closes Help now.
    pub async fn set_help_open(&self, open: bool) -> Result<()> {
        let set = "document.querySelector('[data-part=help]').open = arguments[0]";
        self.run(set, vec![json!(open)]).await.map(drop)
    }

    /// Types `words` into a field, replacing its text.
    pub async fn fill(&self, css: &str, words: &str) -> Result<()> {
        until(&format!("{css}, to type into"), async || {
            let Some(field) = self.find(css).await? else {
                return Ok(None);
            };
            field.clear().await?;
            Ok(Some(field.send_keys(words).await?))
        })
        .await
    }
}
