//! The lazy module: the page fetches it by itself, nothing in the check waits for it, and the page says if it does not arrive.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::storage::PREFIX;
use e2e::trial::Suite;
use e2e::wait::until_true;

const LAZY_MODULE: &str = "later-*.wasm";

const ESCAPE: &str = "\u{e00c}";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lazy_slow", slow);
    suite.add("lazy_missing", missing);
}

async fn slow(app: &mut App) -> Result<()> {
    app.site.lengthen_timeouts()?;
    let name = app.site.file_name(LAZY_MODULE)?;
    let held = app.site.hold(&name);
    app.navigate().await?;
    app.until_ready().await?;
    app.until_requested(&name).await?;

    app.begin().await?;
    app.answer_all(0..app.pack.len(), App::some_answer).await?;
    let state = app.until_screen("result").await?;
    ensure!(
        !state.offers("sheet"),
        "the sheet is offered before its code has loaded: {state:?}"
    );
    app.until_heading_focused().await?;
    let state = app.go("history", "history").await?;
    ensure!(
        !state.offers("open-record"),
        "the list is shown before its code has loaded: {state:?}"
    );
    ensure!(
        !state.offers("fetch-later"),
        "the page gave up too early: {state:?}"
    );
    for part in ["back", "home", "data"] {
        ensure!(state.offers(part), "no {part} while waiting: {state:?}");
    }
    app.until_heading_focused().await?;
    app.tap("[data-part=help] summary").await?;
    ensure!(
        app.is_visible("[data-part=help] a[href^='tel:']").await?,
        "the help lines are not shown while waiting"
    );
    app.press(ESCAPE).await?;

    drop(held);
    let state = app
        .until("the list to appear without a tap", |state| {
            state.offers("open-record")
        })
        .await?;
    ensure!(
        state.is("history") && state.focus == "summary",
        "focus or screen changed when the code arrived: {state:?}"
    );
    app.go("open-record", "result").await?;
    Ok(())
}

async fn missing(app: &mut App) -> Result<()> {
    app.site.remove(LAZY_MODULE)?;
    app.navigate().await?;
    app.until_ready().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.finish_early().await?;
    app.go("history", "history").await?;
    app.until("the button to try again", |state| {
        state.offers("fetch-later")
    })
    .await?;
    let before = app.site.requests().len();
    app.tap_action("fetch-later").await?;
    app.until_heading_focused().await?;
    until_true("the file to be requested again", async || {
        Ok(app.site.requests().len() > before)
    })
    .await?;
    app.until("the second failure to be reported", |state| {
        state.offers("fetch-later") && state.lazy.as_deref() == Some("missing")
    })
    .await?;

    // Stored data can be cleared all the same.
    app.go("data", "data").await?;
    ensure!(
        app.stored_count().await? > 0,
        "nothing is stored before the test clears it"
    );
    app.tap_action("clear-all").await?;
    app.tap_action("confirm-yes").await?;
    until_true("everything to be cleared", async || {
        Ok(app.stored_under(PREFIX).await?.is_empty())
    })
    .await?;

    app.site.restore(LAZY_MODULE)?;
    app.go("reading", "reading").await?;
    app.tap_action("fetch-later").await?;
    let state = app.until_loaded().await?;
    ensure!(
        state.is("reading"),
        "expected the reading screen, found {state:?}"
    );
    app.until_heading_focused().await?;
    ensure!(
        app.count("[data-screen=reading] main a").await? > 0,
        "the reading screen lists no sources"
    );

    // When the browser is online again, what did not arrive is fetched without a tap.
    app.site.remove(LAZY_MODULE)?;
    app.navigate().await?;
    app.until_ready().await?;
    app.until("the missing file to be reported", |state| {
        state.lazy.as_deref() == Some("missing")
    })
    .await?;
    app.site.restore(LAZY_MODULE)?;
    app.run("dispatchEvent(new Event('online'))", vec![])
        .await?;
    app.until_loaded().await?;
    Ok(())
}
