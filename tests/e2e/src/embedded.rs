//! The check embedded in a host's page: what the page sees of it, and the way into it.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use xtask::demo::Mode;

use crate::app::{App, State};
use crate::wait::{until, until_true};

const SURFACE: &str = include_str!("page/surface.js");

/// An event of the check that the host's page received.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// `ready`, `step`, `complete` or `error`.
    pub name: String,
    /// Its detail, as JSON.
    pub detail: Option<String>,
    /// The index of the check it came from, or -1 if it came from another element.
    pub index: i64,
}

/// A message that the host's window received.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// Its data, as JSON.
    pub data: String,
    /// The sender's origin.
    pub origin: String,
}

/// A box in CSS pixels, relative to the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Area {
    /// Distance from the left edge.
    pub left: f64,
    /// Distance from the top edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl App {
    /// Opens a host's page and waits until `count` checks on it are ready. WebDriver stays outside of them.
    pub async fn open_host(&self, url: &str, count: usize) -> Result<()> {
        self.browser()?.open(url).await?;
        self.until_ready_events(count).await
    }

    /// Waits until the page has received `count` `ready` events.
    pub async fn until_ready_events(&self, count: usize) -> Result<()> {
        let ready = async || {
            let ready = self.events().await?.into_iter();
            Ok(ready.filter(|event| event.name == "ready").count() == count)
        };
        match until_true("the check to be ready", ready).await {
            Ok(()) => Ok(()),
            Err(error) => {
                let seen: Value = self
                    .run(
                        "return [watch.events, watch.errors, watch.violations]",
                        vec![],
                    )
                    .await?;
                Err(error.context(format!("seen on the page: {seen}")))
            }
        }
    }

    /// Switches into the check at this index of the page, whatever its mode, and waits until it has loaded.
    pub async fn enter(&self, mode: Mode, index: usize) -> Result<State> {
        if mode == Mode::Inline {
            let enter = "window.rootE2e = watch.root(arguments[0]); return Boolean(window.rootE2e)";
            let inside: bool = self.eval(enter, vec![json!(index)]).await?;
            ensure!(inside, "the check has no shadow root");
        } else {
            self.enter_frame(index).await?;
        }
        self.until_loaded().await
    }

    /// Switches into the frame at this index of the page, whatever it shows.
    pub async fn enter_frame(&self, index: usize) -> Result<()> {
        let frame = until("the frame of the check", async || {
            let frame = "return watch.frame(arguments[0])";
            let found = self.browser()?.driver.execute(frame, vec![json!(index)]);
            Ok(found.await?.element().ok())
        });
        Ok(frame.await?.enter_frame().await?)
    }

    /// Starts a new check on the intro, whether or not there is an unfinished one.
    pub async fn begin_new(&self) -> Result<State> {
        let fresh = self.state().await?.offers("start");
        self.tap_action(if fresh { "start" } else { "start-again" })
            .await?;
        self.until_question(0).await
    }

    /// Switches back to the host's page.
    pub async fn leave(&self) -> Result<()> {
        self.browser()?.driver.enter_default_frame().await?;
        self.run("delete window.rootE2e", vec![]).await?;
        Ok(())
    }

    /// The events received so far.
    pub async fn events(&self) -> Result<Vec<Event>> {
        self.eval("return watch.events", vec![]).await
    }

    /// The messages received so far.
    pub async fn messages(&self) -> Result<Vec<Message>> {
        self.eval("return watch.messages", vec![]).await
    }

    /// The errors on the host's page, and the requests its policy has refused.
    pub async fn errors_and_violations(&self) -> Result<Vec<String>> {
        self.eval("return [...watch.errors, ...watch.violations]", vec![])
            .await
    }

    /// Fails if there is anything in [`errors_and_violations`](Self::errors_and_violations).
    pub async fn host_page_has_no_errors(&self) -> Result<()> {
        let found = self.errors_and_violations().await?;
        ensure!(
            found.is_empty(),
            "errors on the host's page: {}",
            found.join("; ")
        );
        Ok(())
    }

    /// Fails if the page outside the check has changed since before the first module ran.
    pub async fn surroundings_are_untouched(&self) -> Result<()> {
        let changes: Vec<String> = self.eval("return watch.changes()", vec![]).await?;
        ensure!(
            changes.is_empty(),
            "the page around the check changed: {}",
            changes.join("; ")
        );
        Ok(())
    }

    /// The box of the matching element at this index, once it no longer changes.
    pub async fn bounding_box(&self, css: &str, index: usize) -> Result<Area> {
        const AREA: &str = "
            const box = document.querySelectorAll(arguments[0])[arguments[1]]?.getBoundingClientRect();
            return box && { left: box.left + scrollX, top: box.top + scrollY, width: box.width, height: box.height };";
        let mut last = None;
        until("the size of the check to stop changing", async || {
            self.settle().await?;
            let now: Option<Area> = self.eval(AREA, vec![json!(css), json!(index)]).await?;
            let rests = now.is_some() && now == last;
            last = now;
            Ok(last.filter(|_| rests))
        })
        .await
    }

    /// Covers these boxes and hides scroll bars, frames and checks, until [`uncover`](Self::uncover) is called.
    pub async fn cover(&self, areas: &[Area]) -> Result<()> {
        let boxes: Vec<_> = areas
            .iter()
            .map(|area| json!([area.left, area.top, area.width, area.height]))
            .collect();
        self.run(SURFACE, vec![json!(boxes)]).await.map(drop)
    }

    /// Undoes [`cover`](Self::cover).
    pub async fn uncover(&self) -> Result<()> {
        self.run(SURFACE, vec![Value::Null]).await.map(drop)
    }

    /// Takes a picture of the whole page with these boxes covered. The window has to be as high as the page: browsers paint scrolled
    /// content in pieces, and round the edges of its letters differently.
    pub async fn screenshot_without(&self, covered: &[Area]) -> Result<Vec<u8>> {
        self.cover(covered).await?;
        let heights = "return [document.documentElement.scrollHeight, innerHeight]";
        let (page, window): (f64, f64) = self.eval(heights, vec![]).await?;
        ensure!(
            page <= window,
            "the page is {page} high in a window of {window}"
        );
        self.settle().await?;
        let picture = self.screenshot().await?;
        self.uncover().await?;
        Ok(picture)
    }

    /// Scrolls the check into view. Browsers neither draw nor animate a frame that is out of view.
    pub async fn scroll_to_check(&self, index: usize) -> Result<()> {
        let scroll = "(watch.widgets()[arguments[0]] ?? watch.frame(arguments[0])).scrollIntoView({ behavior: 'instant' })";
        self.run(scroll, vec![json!(index)]).await.map(drop)
    }

    /// Runs a script on the page, with the outermost element of the check at this index as `widget`.
    pub async fn with_widget(&self, index: usize, body: &str) -> Result<Value> {
        let body = format!("const widget = watch.widgets()[{index}]; {body}");
        self.run(&body, vec![]).await.context("the widget has sent")
    }
}
