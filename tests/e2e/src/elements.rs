//! Elements: found, read, tapped and typed into. The page may draw them anew at any moment, so what is only read is read in one script,
//! and what takes several steps begins again when an element has gone between two of them.

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
    /// The first element that matches and can be seen.
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

    /// Whether an element that matches can be seen.
    pub async fn sees(&self, css: &str) -> Result<bool> {
        const SEES: &str = "
            return [...(window.rootE2e ?? document).querySelectorAll(arguments[0])]
              .some((element) => element.checkVisibility({ visibilityProperty: true }));";
        self.ask(SEES, vec![json!(css)]).await
    }

    /// The text of the first element that matches and can be seen.
    pub async fn text(&self, css: &str) -> Result<String> {
        const TEXT: &str = "
            return [...(window.rootE2e ?? document).querySelectorAll(arguments[0])]
              .find((element) => element.checkVisibility({ visibilityProperty: true }))?.innerText ?? null;";
        let text: Option<String> = self.ask(TEXT, vec![json!(css)]).await?;
        let text = text.with_context(|| format!("no {css} can be seen"))?;
        Ok(text.trim().to_owned())
    }

    /// How many elements match, seen or not.
    pub async fn count(&self, css: &str) -> Result<usize> {
        self.ask(
            "return (window.rootE2e ?? document).querySelectorAll(arguments[0]).length",
            vec![json!(css)],
        )
        .await
    }

    /// Clicks by the pointer, as WebDriver does it: in the middle of what can be seen, and only if nothing covers it.
    /// In Chromium this is a touch. It waits until it is not the second tap of a double tap, which the page does not take.
    pub async fn tap(&self, css: &str) -> Result<()> {
        until(&format!("{css}, to tap it"), async || {
            let driver = &self.browser()?.driver;
            let found = driver.execute(TAP, vec![json!(css)]).await?;
            if let Some(pause) = found.json().as_u64() {
                // The page may change meanwhile, so it is asked again after it.
                sleep(Duration::from_millis(pause)).await;
                return Ok(None);
            }
            if found.json().is_null() {
                return Ok(None);
            }
            let element = found.element()?;
            element.click().await?;
            // On a busy machine the app may learn late that its screen is shown, and refuse the tap. The tap is then made again. If the tap
            // led to another page, this script fails, and the tap counts.
            let refused = "return (window.rootE2e ?? document).tapsE2e?.refused === true";
            let refused = self.ask::<bool>(refused, vec![]).await.unwrap_or(false);
            Ok((!refused).then_some(()))
        })
        .await
    }

    /// Taps what does this.
    pub async fn act(&self, action: &str) -> Result<()> {
        self.tap(&format!("[data-action={action}]")).await
    }

    /// Replaces the text in a field by typing.
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
