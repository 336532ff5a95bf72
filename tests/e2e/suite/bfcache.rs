//! Leaving the page and coming back: a check that is not stored does not come back, and a stored one does.

use anyhow::{Result, ensure};
use e2e::app::{App, State};
use e2e::tour::PASSPHRASE;
use e2e::trial::{Inconclusive, Suite};
use e2e::wait::until_true;

use crate::lock::go_to_lock;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("bfcache_keep_nothing", keep_nothing);
    suite.add("bfcache_stored_records", stored_records);
    suite.add("bfcache_locks", locks);
    suite.add("bfcache_before_app_ready", before_app_ready);
}

/// Marks this page, and records what it still contains once all listeners for leaving it have run.
pub(crate) const WATCH: &str = "
window.wasHere = true;
addEventListener('pagehide', () => {
  const root = window.rootE2e ?? document.querySelector('[data-ready]');
  window.leftBehind = [...root.querySelectorAll('[data-screen]')].map((one) => one.dataset.screen) + ': ' + root.textContent;
});";

pub(crate) fn other_page(app: &App) -> String {
    app.site.url() + "weather.html"
}

pub(crate) fn add_other_page(app: &App) -> Result<()> {
    app.site.add(
        "weather.html",
        "<!doctype html><title>Weather</title><h1>Fair</h1>",
    )
}

/// Navigates to another page, as if its address had been typed.
pub(crate) async fn go_to_other_page(app: &App) -> Result<()> {
    app.browser()?.driver.goto(other_page(app)).await?;
    Ok(())
}

pub(crate) async fn come_back(app: &App) -> Result<()> {
    app.browser_back().await?;
    until_true("Back to leave the other page", async || {
        Ok(app.browser()?.driver.current_url().await?.as_str() != other_page(app))
    })
    .await
}

/// Gives a few answers and shows their result.
pub(crate) async fn reach_result(app: &App) -> Result<()> {
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.finish_early().await.map(drop)
}

/// Fails as [`Inconclusive`] unless the page that came back is the one that was left, which [`WATCH`] or the test itself has marked. A page
/// that was loaded again would prove nothing.
pub(crate) async fn came_from_bfcache(app: &App) -> Result<()> {
    const WHY: &str = "
        if (window.wasHere) return null;
        const [visit] = performance.getEntriesByType('navigation');
        return 'the browser did not keep the page. ' + JSON.stringify(visit?.notRestoredReasons ?? 'It does not say why.');";
    let why: Option<String> = app.eval(WHY, vec![]).await?;
    why.map_or(Ok(()), |why| Err(Inconclusive(why).into()))
}

/// Fails unless the page came from the back/forward cache, and was empty when it was put there.
pub(crate) async fn came_back_emptied(app: &App, revealing: &[String]) -> Result<()> {
    came_from_bfcache(app).await?;
    let left: String = app.eval("return window.leftBehind ?? ''", vec![]).await?;
    ensure!(
        left.starts_with("intro: ") || left.starts_with("locked: "),
        "the page in the cache still contained {left}"
    );
    for words in revealing {
        ensure!(
            !left.contains(words),
            "the page in the cache still contained {words:?}: {left}"
        );
    }
    Ok(())
}

/// Waits for the intro, and fails if the page contains anything of the check.
pub(crate) async fn only_the_intro(app: &App, revealing: &[String]) -> Result<State> {
    let state = app
        .until("the intro", |state| state.ready && state.is("intro"))
        .await?;
    ensure!(
        state.offers("start") && !state.offers("resume"),
        "{state:?}"
    );
    let markup: String = app
        .eval(
            "return (window.rootE2e ?? document.documentElement).innerHTML",
            vec![],
        )
        .await?;
    for words in revealing {
        ensure!(!markup.contains(words), "the page still contains {words:?}");
    }
    Ok(state)
}

/// Texts that only a result contains.
pub(crate) fn result_texts(app: &App) -> Result<Vec<String>> {
    ["resultHeading", "allAnswers"]
        .into_iter()
        .map(|name| app.locale_text(name))
        .collect()
}

async fn keep_nothing(app: &mut App) -> Result<()> {
    add_other_page(app)?;
    let revealing = result_texts(app)?;
    app.open().await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await?;
    app.run(WATCH, vec![]).await?;
    go_to_other_page(app).await?;
    come_back(app).await?;
    came_back_emptied(app, &revealing).await?;
    only_the_intro(app, &revealing).await?;
    // The browser's history still has the entries of the screens within the check.
    for _ in 0..2 {
        app.browser_back().await?;
        app.settle().await?;
        app.browser_forward().await?;
        app.settle().await?;
    }
    if app.browser()?.driver.current_url().await?.as_str() == app.site.url() {
        only_the_intro(app, &revealing).await?;
    }
    app.open().await?;
    only_the_intro(app, &revealing).await?;
    app.reload().await?;
    only_the_intro(app, &revealing).await?;

    // The same in the middle of a check. The app works when it has come back.
    app.tap_action("keep-nothing").await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    // A hidden page has not been left.
    const HIDDEN: &str =
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));
        delete document.hidden;";
    app.run(HIDDEN, vec![]).await?;
    app.until_question(2).await?;
    app.run(WATCH, vec![]).await?;
    go_to_other_page(app).await?;
    come_back(app).await?;
    came_back_emptied(app, &revealing).await?;
    only_the_intro(app, &revealing).await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await?;
    app.until_screen("result").await?;
    ensure!(app.stored_count().await? == 0, "something is stored");
    Ok(())
}

async fn stored_records(app: &mut App) -> Result<()> {
    add_other_page(app)?;
    let revealing = result_texts(app)?;
    app.open().await?;
    reach_result(app).await?;
    app.run(WATCH, vec![]).await?;
    go_to_other_page(app).await?;
    come_back(app).await?;
    came_back_emptied(app, &revealing).await?;
    app.until_ready().await?;
    app.until_screen("intro").await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;

    // Another page clears everything meanwhile.
    app.run(WATCH, vec![]).await?;
    go_to_other_page(app).await?;
    let [first, _] = app.second_tab().await?;
    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    app.switch_to_tab(&first).await?;
    come_back(app).await?;
    only_the_intro(app, &revealing).await?;
    app.go("history", "history").await?;
    app.until_text("main", &app.locale_text("historyEmpty")?)
        .await
}

async fn locks(app: &mut App) -> Result<()> {
    add_other_page(app)?;
    app.open().await?;
    reach_result(app).await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    app.until_message("lockedSet").await?;
    app.open_details().await?;
    app.fill("[name=old]", "half a passphrase").await?;
    app.run(WATCH, vec![]).await?;
    go_to_other_page(app).await?;
    come_back(app).await?;
    came_back_emptied(app, &result_texts(app)?).await?;
    app.until_screen("locked").await?;
    let typed: Vec<String> = app
        .eval(
            "return [...document.querySelectorAll('input')].map((field) => field.value)",
            vec![],
        )
        .await?;
    ensure!(
        typed.iter().all(String::is_empty),
        "a field still contains what was typed"
    );
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await.map(drop)
}

/// Taps and choices on the prerendered page belong to the person who made them.
async fn before_app_ready(app: &mut App) -> Result<()> {
    add_other_page(app)?;
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.tap("[name=keep][value=nothing]").await?;
    app.tap_action("start").await?;
    app.tap("#first [data-answer]").await?;
    const FIRST: &str = "
        // If leaving aborts a fetch, the page gives up before it is left, and holds nothing any more.
        if (!document.querySelector('#intro')) return 'false,false,device';
        const pressed = document.querySelectorAll('[aria-pressed=true]').length;
        const chosen = document.querySelector('#intro [name=keep]:checked').value;
        return [document.querySelector('#intro').hidden, pressed > 0, chosen].join()";
    let first: String = app.eval(FIRST, vec![]).await?;
    ensure!(
        first == "true,true,nothing",
        "the prerendered page before it was left: {first}"
    );
    app.run(
        &format!("addEventListener('pagehide', () => {{ window.leftBehind = (() => {{ {FIRST} }})(); }});"),
        vec![],
    )
    .await?;
    go_to_other_page(app).await?;
    come_back(app).await?;
    let left: String = app
        .eval("return window.leftBehind ?? 'false,false,device'", vec![])
        .await?;
    ensure!(
        left == "false,false,device",
        "the page in the cache still contained {left}"
    );
    let fresh: String = app.eval(FIRST, vec![]).await?;
    ensure!(
        fresh == "false,false,device",
        "the prerendered page was not reset after Back: {fresh}"
    );

    app.navigate().await?;
    app.tap("[name=keep][value=nothing]").await?;
    app.browser()?.reload().await?;
    let fresh: String = app.eval(FIRST, vec![]).await?;
    ensure!(
        fresh == "false,false,device",
        "the prerendered page was not reset after a reload: {fresh}"
    );
    drop(held);
    only_the_intro(app, &[]).await.map(drop)
}
