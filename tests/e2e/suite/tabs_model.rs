//! A short form of `tests/model` in a real browser: three tabs act at random. No finished check is lost or changed unless the person
//! deletes it, and no deleted one comes back.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use e2e::app::{App, State};
use e2e::trial::Suite;
use e2e::wait::{until, until_true};
use serde_json::json;
use thirtyfour::WindowHandle;

use crate::tabs::{Answers, Random, stored_answers};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("tabs_model_no_check_lost", no_check_lost);
}

/// With this seed the storage fills up and is freed several times, and one tab clears what another has stored.
const SEED: u64 = 160_334_025;

/// The number of steps.
const STEPS: usize = 50;

/// Clicks a matching element if it is visible: another tab may just have changed what is offered.
const CLICK: &str = "
const all = document.querySelectorAll('#app ' + arguments[0]);
const seen = [...all].find((one) => one.checkVisibility({ visibilityProperty: true }));
seen?.click();
return Boolean(seen);";

/// A tab, and what the person did in it.
struct Tab {
    window: WindowHandle,
    /// The answers given in this tab to the check under way.
    given: Answers,
    /// The answers of a check finished here that found no room.
    waiting: Option<Answers>,
}

/// The expected content of the storage.
#[derive(Default)]
struct Model {
    /// Every finished check that was stored and not deleted since.
    finished: Vec<Answers>,
    /// Every check that was deleted or cleared, and not finished in any tab since.
    deleted: Vec<Answers>,
    full: bool,
    done: BTreeMap<&'static str, usize>,
}

async fn click(app: &App, css: &str) -> Result<bool> {
    app.eval(CLICK, vec![json!(css)]).await
}

async fn click_action(app: &App, action: &str) -> Result<bool> {
    click(app, &format!("[data-action={action}]")).await
}

async fn no_check_lost(app: &mut App) -> Result<()> {
    let mut random = Random::from_seed(SEED)?;
    let mut tabs = Vec::new();
    for at in 0..3 {
        if at > 0 {
            app.browser()?.new_tab().await?;
        }
        app.open().await?;
        tabs.push(Tab {
            window: app.current_tab().await?,
            given: Answers::new(),
            waiting: None,
        });
    }
    let mut model = Model::default();
    for step in 0..STEPS {
        let at = random.below(tabs.len())?;
        let tab = &mut tabs[at];
        let driver = &app.browser()?.driver;
        driver.switch_to_window(tab.window.clone()).await?;
        model.nothing_lost(app).await?;
        let done = model.step(app, tab, &mut random).await;
        let done = done.with_context(|| format!("step {step}, tab {at}"))?;
        *model.done.entry(done).or_default() += 1;
        if done == "room" && !model.full {
            model.until_all_stored(app, &mut tabs, at).await?;
        }
        model.nothing_lost(app).await.with_context(|| {
            format!("after step {step}, tab {at}, {done}, full: {}", model.full)
        })?;
    }

    let last = random.below(tabs.len())?;
    let driver = &app.browser()?.driver;
    driver.switch_to_window(tabs[last].window.clone()).await?;
    app.free_storage().await?;
    model.until_all_stored(app, &mut tabs, last).await?;
    model.nothing_lost(app).await?;
    println!("tabs: {STEPS} steps, lost: 0, {:?}", model.done);
    Ok(())
}

impl Model {
    /// Waits until every finished check is in storage. In WebKit a tab sees a moment later what another one has written.
    async fn nothing_lost(&self, app: &App) -> Result<()> {
        for check in &self.finished {
            until_true(&format!("{check:?} to be stored"), async || {
                Ok(stored_answers(app).await?.contains(check))
            })
            .await?;
        }
        let what = format!("none of {:?}, which were deleted", self.deleted);
        until_true(&what, async || {
            let kept = stored_answers(app).await?;
            Ok(!self.deleted.iter().any(|check| kept.contains(check)))
        })
        .await
    }

    /// Waits until what found no room is stored, now that there is some. The other tabs are notified; this one tries again with its next
    /// action.
    async fn until_all_stored(&mut self, app: &App, tabs: &mut [Tab], here: usize) -> Result<()> {
        if tabs[here].waiting.is_some() && !click_action(app, "home").await? {
            click_action(app, "pause").await?;
        }
        for tab in tabs {
            if let Some(given) = tab.waiting.take() {
                let what = format!("{given:?} to be kept");
                let found = until(&what, async || {
                    let mut kept = stored_answers(app).await?.into_iter();
                    Ok(kept.find(|check| contains_all(check, &given)))
                });
                self.finished.push(found.await?);
            }
        }
        Ok(())
    }

    /// Does something that a person could do next in this tab, and says what.
    async fn step(
        &mut self,
        app: &App,
        tab: &mut Tab,
        random: &mut Random,
    ) -> Result<&'static str> {
        let state = app.state().await?;
        let screen = state.screen.clone().unwrap_or_default();
        match (random.below(20)?, screen.as_str()) {
            (0, _) => {
                if self.full {
                    app.free_storage().await?;
                } else {
                    app.fill_storage().await?;
                }
                self.full = !self.full;
                Ok("room")
            }
            (1..=3, "question") if !tab.given.is_empty() => self.finish(app, tab).await,
            (4, "question") => {
                click_action(app, "pause").await?;
                click_action(app, "stop-keep").await?;
                Ok("stop")
            }
            (_, "question") => answer(app, tab, &state, random).await,
            (1, "intro") => self.clear(app, tab).await,
            (_, "intro") => {
                for way in ["start", "resume", "start-again"] {
                    let goes = way != "start-again" || random.below(3)? == 0;
                    if goes && click_action(app, way).await? {
                        tab.given.clear();
                        return Ok(way);
                    }
                }
                Ok("nothing")
            }
            (1..=6, "result") if tab.waiting.is_none() => self.delete(app).await,
            _ => {
                click_action(app, "home").await?;
                Ok("home")
            }
        }
    }

    async fn finish(&mut self, app: &App, tab: &mut Tab) -> Result<&'static str> {
        let before = stored_answers(app).await?;
        click_action(app, "pause").await?;
        if !click_action(app, "stop-finish").await? {
            return Ok("nothing");
        }
        let after = stored_answers(app).await?;
        let given = std::mem::take(&mut tab.given);
        // There may have been one with the same few answers before.
        let new = after.iter().filter(|check| !before.contains(check));
        match new.chain(&after).find(|check| contains_all(check, &given)) {
            Some(check) => {
                // It no longer counts as deleted.
                self.deleted.retain(|deleted| deleted != check);
                ensure!(
                    after.len() > before.len() || before.contains(check),
                    "{check:?} replaced one of {before:?}"
                );
                self.finished.push(check.clone());
            }
            None => {
                let state = app.state().await?;
                ensure!(
                    state.notice.as_deref() == Some("full") && state.is("result"),
                    "the check is not stored and no notice is shown: {state:?}"
                );
                // It may be stored at any moment from now on.
                self.deleted.retain(|check| !contains_all(check, &given));
                tab.waiting = Some(given);
            }
        }
        Ok("finish")
    }

    /// Deletes the check whose result is shown.
    async fn delete(&mut self, app: &App) -> Result<&'static str> {
        let before = stored_answers(app).await?;
        click_action(app, "delete-record").await?;
        click_action(app, "confirm-yes").await?;
        let after = stored_answers(app).await?;
        ensure!(
            after.len() + 1 >= before.len(),
            "more than one record was deleted: {before:?} became {after:?}"
        );
        self.finished.retain(|check| after.contains(check));
        let gone = before.into_iter().filter(|check| !after.contains(check));
        self.deleted.extend(gone);
        Ok("delete")
    }

    async fn clear(&mut self, app: &App, tab: &mut Tab) -> Result<&'static str> {
        click_action(app, "data").await?;
        let before = stored_answers(app).await?;
        if !click_action(app, "clear-all").await? {
            return Ok("nothing");
        }
        click_action(app, "confirm-yes").await?;
        let left = stored_answers(app).await?;
        ensure!(
            left.is_empty(),
            "still stored after clearing everything: {left:?}"
        );
        self.finished.clear();
        self.deleted.extend(before);
        tab.waiting = None;
        Ok("clear")
    }
}

/// Whether `check` contains all answers in `given`.
fn contains_all(check: &Answers, given: &Answers) -> bool {
    let mut given = given.iter();
    given.all(|(id, value)| check.get(id) == Some(value))
}

/// Answers the current question at random.
async fn answer(
    app: &App,
    tab: &mut Tab,
    state: &State,
    random: &mut Random,
) -> Result<&'static str> {
    let id = state.question.clone().context("a question")?;
    let item = app.pack.items.iter().find(|item| item.id == id);
    let values = &item.context("an item")?.values;
    let value = values[random.below(values.len())?].clone();
    let css = format!("[data-question={id}] [data-answer='{value}']");
    ensure!(click(app, &css).await?, "no answer to {id}");
    tab.given.insert(id, value);
    Ok("answer")
}
