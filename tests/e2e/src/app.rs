//! The page object: reads and drives the page through its public attributes, such as `data-screen` and `data-action`.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use thirtyfour::{Key, WindowHandle};
use xtask::tools::browsers::Engine;

use crate::browser::{Browser, BrowserOptions};
use crate::pack::Pack;
use crate::programs::Programs;
use crate::site::Site;
use crate::wait::{until, until_true};

const STATE: &str = include_str!("page/state.js");

/// What the page shows at one moment, as `page/state.js` reads it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct State {
    /// Whether the app has started.
    pub ready: bool,
    /// Whether the code of the lazy screens is `coming`, `here` or `missing`.
    pub lazy: Option<String>,
    /// The name of the screen.
    pub screen: Option<String>,
    /// The id of the question.
    pub question: Option<String>,
    /// The value of the marked answer.
    pub pressed: Option<String>,
    /// Whether focus is on the screen's heading.
    pub heading: bool,
    /// The element with focus: its action, its answer or its tag name.
    pub focus: String,
    /// The kind of the notice shown, such as `full` or `blocked`.
    pub notice: Option<String>,
    /// The actions of all visible controls.
    pub actions: Vec<String>,
    /// The document's title.
    pub title: String,
    /// The page's address.
    pub url: String,
    /// Uncaught errors and promise rejections since the state was first read.
    pub errors: Vec<String>,
}

impl State {
    /// Whether this screen is shown.
    pub fn is(&self, screen: &str) -> bool {
        self.screen.as_deref() == Some(screen)
    }

    /// Whether a control for this action is visible.
    pub fn offers(&self, action: &str) -> bool {
        self.actions.iter().any(|other| other == action)
    }
}

/// The page in a browser, and the site that serves it.
#[derive(Debug)]
pub struct App {
    /// The browsers and files the tests need.
    pub programs: Programs,
    /// The served files.
    pub site: Site,
    /// The questions served.
    pub pack: Pack,
    browser: Option<Browser>,
}

impl App {
    /// Serves a copy of the page and starts a browser. No page is open yet.
    pub async fn start(
        programs: &Programs,
        engine: Engine,
        options: BrowserOptions,
    ) -> Result<Self> {
        let browser = Browser::start(programs, engine, options).await?;
        Self::with_browser(programs, browser)
    }

    /// Serves a copy of the page to this browser.
    pub fn with_browser(programs: &Programs, browser: Browser) -> Result<Self> {
        let site = Site::start(programs, "")?;
        let pack = Pack::read(&site.read("packs/practitioner.json")?)?;
        Ok(Self {
            programs: programs.clone(),
            site,
            pack,
            browser: Some(browser),
        })
    }

    /// The browser. Fails if it could not be restarted.
    pub fn browser(&self) -> Result<&Browser> {
        self.browser
            .as_ref()
            .context("the browser did not start again")
    }

    /// Stops serving the page, and returns the browser.
    pub fn into_browser(self) -> Option<Browser> {
        self.browser
    }

    /// The browser's engine.
    pub fn engine(&self) -> Result<Engine> {
        Ok(self.browser()?.engine)
    }

    /// Runs the body of a JavaScript function in the page and returns its result.
    pub async fn run(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        self.browser()?.run(body, args).await
    }

    /// Like [`run`](Self::run), with the result as a Rust type.
    pub async fn eval<T: for<'a> Deserialize<'a>>(
        &self,
        body: &str,
        args: Vec<Value>,
    ) -> Result<T> {
        Ok(serde_json::from_value(self.run(body, args).await?)?)
    }

    /// Opens the page and waits until it has loaded, lazy screens included. A second call is like a reload without the history.
    pub async fn open(&self) -> Result<State> {
        self.navigate().await?;
        self.until_loaded().await
    }

    /// Opens the page without waiting for the app.
    pub async fn navigate(&self) -> Result<()> {
        self.browser()?.open(&self.site.url()).await
    }

    /// Reloads the page and waits until it has loaded.
    pub async fn reload(&self) -> Result<State> {
        self.run("window.staleForE2e = true", vec![]).await?;
        self.browser()?.reload().await?;
        until_true("the page to be loaded again", async || {
            self.eval::<bool>("return window.staleForE2e !== true", vec![])
                .await
        })
        .await?;
        self.until_loaded().await
    }

    /// Waits until the app has started and the code of the lazy screens is there.
    pub async fn until_loaded(&self) -> Result<State> {
        self.until_ready().await?;
        self.until("the lazy module to be loaded", |state| {
            state.lazy.as_deref() == Some("here")
        })
        .await
    }

    /// Waits until the app has started.
    pub async fn until_ready(&self) -> Result<State> {
        self.until("the app to be ready", |state| {
            state.ready && state.screen.is_some()
        })
        .await
    }

    /// Reads the current state.
    pub async fn state(&self) -> Result<State> {
        self.eval(STATE, vec![]).await
    }

    /// Waits until the state satisfies `condition`.
    pub async fn until(&self, what: &str, condition: impl Fn(&State) -> bool) -> Result<State> {
        let found = until(what, async || {
            Ok(Some(self.state().await?).filter(&condition))
        })
        .await;
        match found {
            Ok(state) => Ok(state),
            Err(error) => Err(error.context(format!("shown: {:?}", self.state().await?))),
        }
    }

    /// Waits for this screen.
    pub async fn until_screen(&self, screen: &str) -> Result<State> {
        self.until(&format!("the screen {screen}"), |state| state.is(screen))
            .await
    }

    /// Waits for the question at this index of the pack.
    pub async fn until_question(&self, index: usize) -> Result<State> {
        let id = self.pack.items.get(index).context("a question")?.id.clone();
        self.until(&format!("question {} ({id})", index + 1), |state| {
            state.question.as_ref() == Some(&id)
        })
        .await
    }

    /// Waits until the screen's heading has focus.
    pub async fn until_heading_focused(&self) -> Result<()> {
        self.until("focus on the heading", |state| state.heading)
            .await
            .map(drop)
    }

    /// Taps the control for `action` and waits for the screen it leads to.
    pub async fn go(&self, action: &str, screen: &str) -> Result<State> {
        self.tap_action(action).await?;
        self.until_screen(screen).await
    }

    /// Starts a check on the intro and waits for the first question.
    pub async fn begin(&self) -> Result<State> {
        self.tap_action("start").await?;
        self.until_question(0).await
    }

    /// Answers the question at this index and waits for the next one, or the result.
    pub async fn answer(&self, index: usize, value: &str) -> Result<State> {
        let id = &self.pack.items.get(index).context("a question")?.id;
        self.tap(&format!("[data-question={id}] [data-answer='{value}']"))
            .await?;
        if index + 1 == self.pack.len() {
            self.until_screen("result").await
        } else {
            self.until_question(index + 1).await
        }
    }

    /// Answers the questions at these indices in order and returns the last state, if any.
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

    /// An answer to the question at this index. Neighbouring questions get different ones.
    pub fn some_answer(&self, index: usize) -> String {
        let values = &self.pack.items[index].values;
        values[(index * 2 + 1) % values.len()].clone()
    }

    /// Stops the check and shows the result of the answers given so far.
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

    /// Presses the browser's Back button.
    pub async fn browser_back(&self) -> Result<()> {
        Ok(self.browser()?.driver.back().await?)
    }

    /// Presses the browser's Forward button.
    pub async fn browser_forward(&self) -> Result<()> {
        Ok(self.browser()?.driver.forward().await?)
    }

    /// Kills the page without giving it a chance to react, and opens it again with what the browser has stored.
    pub async fn kill_and_reopen(&mut self) -> Result<State> {
        let browser = self.browser.take().context("a browser")?;
        self.browser = Some(browser.kill_and_reopen(&self.programs).await?);
        self.open().await
    }

    /// Quits the browser and starts it again with the tabs it had. WebKit restores none.
    pub async fn quit_and_restore(&mut self) -> Result<()> {
        let browser = self.browser.take().context("a browser")?;
        self.browser = Some(browser.quit_and_restore(&self.programs).await?);
        Ok(())
    }

    /// The tab that is controlled now.
    pub async fn current_tab(&self) -> Result<WindowHandle> {
        Ok(self.browser()?.driver.window().await?)
    }

    /// Controls this tab from now on.
    pub async fn switch_to_tab(&self, tab: &WindowHandle) -> Result<()> {
        let driver = &self.browser()?.driver;
        Ok(driver.switch_to_window(tab.clone()).await?)
    }

    /// Opens the app in a second tab and controls that one. Returns the tab that was controlled before, and the new one.
    pub async fn second_tab(&self) -> Result<[WindowHandle; 2]> {
        let first = self.current_tab().await?;
        self.browser()?.new_tab().await?;
        let second = self.current_tab().await?;
        self.open().await?;
        Ok([first, second])
    }

    /// Waits until a file whose path ends with `ending` has been requested.
    pub async fn until_requested(&self, ending: &str) -> Result<()> {
        until_true(&format!("a request for {ending}"), async || {
            let requests = self.site.requests();
            Ok(requests.iter().any(|path| path.ends_with(ending)))
        })
        .await
    }

    /// Takes a screenshot of the visible part of the page, as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        Ok(self.browser()?.driver.screenshot_as_png().await?)
    }

    /// Fails if the title or the address has changed. Both are kept in the browser's history, so they must not reveal a question or an
    /// answer.
    pub fn title_and_url_unchanged(&self, state: &State, title: &str) -> Result<()> {
        ensure!(
            state.url == self.site.url(),
            "the address changed to {}",
            state.url
        );
        ensure!(state.title == title, "the title changed to {}", state.title);
        Ok(())
    }
}
