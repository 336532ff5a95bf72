//! The page, in the words of its own attributes.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use thirtyfour::Key;
use xtask::tools::browsers::Engine;

use crate::browser::{Browser, Look};
use crate::pack::Pack;
use crate::programs::Programs;
use crate::site::Site;
use crate::wait::{until, until_true};

const STATE: &str = include_str!("page/state.js");

/// What the page shows at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct State {
    /// Whether the app has started.
    pub ready: bool,
    /// Whether the code of the lazy screens is `coming`, `here` or `missing`.
    pub later: Option<String>,
    /// The name of the screen.
    pub screen: Option<String>,
    /// The id of the question.
    pub question: Option<String>,
    /// The value of the answer that is marked.
    pub pressed: Option<String>,
    /// Whether focus is on the screen's heading.
    pub heading: bool,
    /// What has focus: an action, an answer or a kind of element.
    pub focus: String,
    /// The notice about storage.
    pub notice: Option<String>,
    /// The actions on offer.
    pub actions: Vec<String>,
    /// The document's title.
    pub title: String,
    /// The page's address.
    pub url: String,
    /// Uncaught errors and rejections of scripts, since the state was first asked for.
    pub errors: Vec<String>,
}

impl State {
    /// Whether this screen is shown.
    pub fn is(&self, screen: &str) -> bool {
        self.screen.as_deref() == Some(screen)
    }

    /// Whether this action is on offer.
    pub fn offers(&self, action: &str) -> bool {
        self.actions.iter().any(|other| other == action)
    }
}

/// The page in a browser, and the site it came from.
#[derive(Debug)]
pub struct App {
    /// What the tests start and read.
    pub programs: Programs,
    /// The served files.
    pub site: Site,
    /// The questions served.
    pub pack: Pack,
    browser: Option<Browser>,
}

impl App {
    /// Serves a copy of the page and starts a browser; nothing is opened yet.
    pub async fn start(programs: &Programs, engine: Engine, look: Look) -> Result<Self> {
        let site = Site::start(programs, "")?;
        let pack = Pack::read(&site.read("packs/practitioner.json")?)?;
        let browser = Browser::start(programs, engine, look).await?;
        Ok(Self {
            programs: programs.clone(),
            site,
            pack,
            browser: Some(browser),
        })
    }

    /// The browser.
    pub fn browser(&self) -> Result<&Browser> {
        self.browser
            .as_ref()
            .context("the browser did not come back")
    }

    /// Which engine it is.
    pub fn engine(&self) -> Result<Engine> {
        Ok(self.browser()?.engine)
    }

    /// What a function body returns in the page.
    pub async fn run(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        self.browser()?.run(body, args).await
    }

    /// What a function body returns in the page, as a type.
    pub async fn ask<T: for<'a> Deserialize<'a>>(&self, body: &str, args: Vec<Value>) -> Result<T> {
        Ok(serde_json::from_value(self.run(body, args).await?)?)
    }

    /// Opens the page and waits until all of it is there. Opening it anew is also how a reload is tested: history stays behind.
    pub async fn open(&self) -> Result<State> {
        self.visit().await?;
        self.whole().await
    }

    /// Opens the page, whatever comes of it.
    pub async fn visit(&self) -> Result<()> {
        self.browser()?.open(&self.site.url()).await
    }

    /// Loads the page again, as the person would.
    pub async fn reload(&self) -> Result<State> {
        self.run("window.staleForE2e = true", vec![]).await?;
        self.browser()?.reload().await?;
        until_true("the page to be loaded again", async || {
            self.ask::<bool>("return window.staleForE2e !== true", vec![])
                .await
        })
        .await?;
        self.whole().await
    }

    /// Waits until the code of the lazy screens is here, too.
    pub async fn whole(&self) -> Result<State> {
        self.ready().await?;
        self.until("all of the app to be here", |state| {
            state.later.as_deref() == Some("here")
        })
        .await
    }

    /// Waits until the app has started.
    pub async fn ready(&self) -> Result<State> {
        self.until("the app to be ready", |state| {
            state.ready && state.screen.is_some()
        })
        .await
    }

    /// What is shown now.
    pub async fn state(&self) -> Result<State> {
        self.ask(STATE, vec![]).await
    }

    /// Waits until what is shown is so.
    pub async fn until(&self, what: &str, so: impl Fn(&State) -> bool) -> Result<State> {
        let found = until(what, async || Ok(Some(self.state().await?).filter(&so))).await;
        match found {
            Ok(state) => Ok(state),
            Err(error) => Err(error.context(format!("shown: {:?}", self.state().await?))),
        }
    }

    /// Waits for this screen.
    pub async fn on(&self, screen: &str) -> Result<State> {
        self.until(&format!("the screen {screen}"), |state| state.is(screen))
            .await
    }

    /// Waits for the question at this place of the pack.
    pub async fn at(&self, index: usize) -> Result<State> {
        let id = self.pack.items.get(index).context("a question")?.id.clone();
        self.until(&format!("question {} ({id})", index + 1), |state| {
            state.question.as_ref() == Some(&id)
        })
        .await
    }

    /// Waits until focus is on the heading of what is shown.
    pub async fn heading(&self) -> Result<()> {
        self.until("focus on the heading", |state| state.heading)
            .await
            .map(drop)
    }

    /// Taps what does this and waits for the screen it leads to.
    pub async fn go(&self, action: &str, screen: &str) -> Result<State> {
        self.act(action).await?;
        self.on(screen).await
    }

    /// From the intro to the first question.
    pub async fn begin(&self) -> Result<State> {
        self.act("start").await?;
        self.at(0).await
    }

    /// Answers the question at this place and waits for the next, or the result.
    pub async fn answer(&self, index: usize, value: &str) -> Result<State> {
        let id = &self.pack.items.get(index).context("a question")?.id;
        self.tap(&format!("[data-question={id}] [data-answer='{value}']"))
            .await?;
        if index + 1 == self.pack.len() {
            self.on("result").await
        } else {
            self.at(index + 1).await
        }
    }

    /// Answers the questions at these places, one after another; the last state shown.
    pub async fn answer_all(
        &self,
        places: std::ops::Range<usize>,
        value: impl Fn(&Self, usize) -> String,
    ) -> Result<Option<State>> {
        let mut state = None;
        for index in places {
            state = Some(self.answer(index, &value(self, index)).await?);
        }
        Ok(state)
    }

    /// An answer for the question at this place that differs from its neighbours'.
    pub fn some_answer(&self, index: usize) -> String {
        let values = &self.pack.items[index].values;
        values[(index * 2 + 1) % values.len()].clone()
    }

    /// Stops the check and lets the result speak for what was answered.
    pub async fn finish_early(&self) -> Result<State> {
        self.go("pause", "pause").await?;
        self.go("stop-finish", "result").await
    }

    /// Presses keys, one after another, wherever focus is.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let driver = &self.browser()?.driver;
        let mut chain = driver.action_chain();
        for key in keys.chars() {
            chain = chain.key_down(key).key_up(key);
        }
        Ok(chain.perform().await?)
    }

    /// Presses a key while Shift is down.
    pub async fn press_with_shift(&self, key: char) -> Result<()> {
        let driver = &self.browser()?.driver;
        let chain = driver.action_chain().key_down(Key::Shift).key_down(key);
        Ok(chain.key_up(key).key_up(Key::Shift).perform().await?)
    }

    /// The browser's own Back.
    pub async fn browser_back(&self) -> Result<()> {
        Ok(self.browser()?.driver.back().await?)
    }

    /// The browser's own Forward.
    pub async fn browser_forward(&self) -> Result<()> {
        Ok(self.browser()?.driver.forward().await?)
    }

    /// The page is ended without a word and opened again from what the browser kept.
    pub async fn kill_and_reopen(&mut self) -> Result<State> {
        let browser = self.browser.take().context("a browser")?;
        self.browser = Some(browser.killed_and_reopened(&self.programs).await?);
        self.open().await
    }

    /// The browser is quit, and started again with the tabs it had. WebKit brings none back.
    pub async fn quit_and_restore(&mut self) -> Result<()> {
        let browser = self.browser.take().context("a browser")?;
        self.browser = Some(browser.quit_and_restored(&self.programs).await?);
        Ok(())
    }

    /// A screenshot of what can be seen, as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        Ok(self.browser()?.driver.screenshot_as_png().await?)
    }

    /// Neither title nor address may say anything about questions and answers: they stand in the browser's history.
    pub fn says_nothing(&self, state: &State, title: &str) -> Result<()> {
        ensure!(
            state.url == self.site.url(),
            "the address changed to {}",
            state.url
        );
        ensure!(state.title == title, "the title changed to {}", state.title);
        Ok(())
    }
}
