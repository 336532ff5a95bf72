//! The check on a host's page: looked at from the page, and worked with from inside.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use xtask::demo::Mode;

use crate::app::{App, State};
use crate::wait::{until, until_true};

const SURFACE: &str = include_str!("page/surface.js");

/// An event of the check that reached the host's page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// `ready`, `step`, `complete` or `error`.
    pub name: String,
    /// What it carries, as JSON.
    pub detail: Option<String>,
    /// Which of the checks on the page it came from; -1 for nothing that is one.
    pub place: i64,
}

/// A message to the host's window.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// What it carries, as JSON.
    pub data: String,
    /// Where it came from.
    pub origin: String,
}

/// A box on the page, in CSS pixels from the page's own corner.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Area {
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

impl App {
    /// Opens a host's page and waits until so many checks on it are ready. WebDriver stays on the page, outside of them.
    pub async fn open_host(&self, url: &str, count: usize) -> Result<()> {
        self.browser()?.open(url).await?;
        self.guests_ready(count).await
    }

    /// Waits until so many checks on the page have said that they are ready.
    pub async fn guests_ready(&self, count: usize) -> Result<()> {
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

    /// From now on what is asked and done is inside the check at this place of the page, wherever that lives, once it is there.
    pub async fn enter(&self, mode: Mode, place: usize) -> Result<State> {
        if mode == Mode::Inline {
            let enter = "window.rootE2e = watch.root(arguments[0]); return Boolean(window.rootE2e)";
            let inside: bool = self.ask(enter, vec![json!(place)]).await?;
            ensure!(inside, "the check has no shadow root");
        } else {
            self.enter_frame(place).await?;
        }
        self.whole().await
    }

    /// From now on what is asked is inside the frame at this place of the page, whatever is in it.
    pub async fn enter_frame(&self, place: usize) -> Result<()> {
        let frame = until("the frame of the check", async || {
            let frame = "return watch.frame(arguments[0])";
            let found = self.browser()?.driver.execute(frame, vec![json!(place)]);
            Ok(found.await?.element().ok())
        });
        Ok(frame.await?.enter_frame().await?)
    }

    /// From the intro to the first question, beside an unfinished check if there is one.
    pub async fn begin_anew(&self) -> Result<State> {
        let fresh = self.state().await?.offers("start");
        self.act(if fresh { "start" } else { "start-again" })
            .await?;
        self.at(0).await
    }

    /// Back to the host's page.
    pub async fn leave(&self) -> Result<()> {
        self.browser()?.driver.enter_default_frame().await?;
        self.run("delete window.rootE2e", vec![]).await?;
        Ok(())
    }

    /// The events so far.
    pub async fn events(&self) -> Result<Vec<Event>> {
        self.ask("return watch.events", vec![]).await
    }

    /// The messages so far.
    pub async fn messages(&self) -> Result<Vec<Message>> {
        self.ask("return watch.messages", vec![]).await
    }

    /// What went wrong on the host's page: errors, and what its policy had to refuse.
    pub async fn mishaps(&self) -> Result<Vec<String>> {
        self.ask("return [...watch.errors, ...watch.violations]", vec![])
            .await
    }

    /// Fails if anything on the page but the inside of the check is not as it was before the first module ran.
    pub async fn surroundings_are_untouched(&self) -> Result<()> {
        let changes: Vec<String> = self.ask("return watch.changes()", vec![]).await?;
        ensure!(
            changes.is_empty(),
            "around the check was changed: {}",
            changes.join("; ")
        );
        Ok(())
    }

    /// Where the check at this place stands, once its height has come to rest.
    pub async fn area(&self, css: &str, place: usize) -> Result<Area> {
        const AREA: &str = "
            const box = document.querySelectorAll(arguments[0])[arguments[1]]?.getBoundingClientRect();
            return box && { left: box.left + scrollX, top: box.top + scrollY, width: box.width, height: box.height };";
        let mut last = None;
        until("the box of the check to rest", async || {
            self.settle().await?;
            let now: Option<Area> = self.ask(AREA, vec![json!(css), json!(place)]).await?;
            let rests = now.is_some() && now == last;
            last = now;
            Ok(last.filter(|_| rests))
        })
        .await
    }

    /// Covers these boxes and leaves out what comes and goes; until [`uncover`](Self::uncover) is called.
    pub async fn cover(&self, areas: &[Area]) -> Result<()> {
        let boxes: Vec<_> = areas
            .iter()
            .map(|area| json!([area.left, area.top, area.width, area.height]))
            .collect();
        self.run(SURFACE, vec![json!(boxes)]).await.map(drop)
    }

    /// The page as it was.
    pub async fn uncover(&self) -> Result<()> {
        self.run(SURFACE, vec![Value::Null]).await.map(drop)
    }

    /// A picture of the whole page with these boxes covered. The window has to be as high as the page: what was scrolled
    /// is painted in pieces, and the edges of letters are rounded otherwise.
    pub async fn picture(&self, covered: &[Area]) -> Result<Vec<u8>> {
        self.cover(covered).await?;
        let heights = "return [document.documentElement.scrollHeight, innerHeight]";
        let (page, window): (f64, f64) = self.ask(heights, vec![]).await?;
        ensure!(
            page <= window,
            "the page is {page} high in a window of {window}"
        );
        self.settle().await?;
        let picture = self.screenshot().await?;
        self.uncover().await?;
        Ok(picture)
    }

    /// Scrolls the check into view: below it, a frame is not drawn and its animations stand still.
    pub async fn scroll_to_guest(&self, place: usize) -> Result<()> {
        let scroll = "(watch.widgets()[arguments[0]] ?? watch.frame(arguments[0])).scrollIntoView({ behavior: 'instant' })";
        self.run(scroll, vec![json!(place)]).await.map(drop)
    }

    /// The outermost element of the check at this place.
    pub async fn tell_widget(&self, place: usize, body: &str) -> Result<Value> {
        let body = format!("const widget = watch.widgets()[{place}]; {body}");
        self.run(&body, vec![]).await.context("told the widget")
    }
}
