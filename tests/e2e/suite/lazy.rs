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
        "a result without its code: {state:?}"
    );
    app.until_heading_focused().await?;
    let state = app.go("history", "history").await?;
    ensure!(
        !state.offers("open-record"),
        "shown without its code: {state:?}"
    );
    ensure!(
        !state.offers("fetch-later"),
        "given up too early: {state:?}"
    );
    for part in ["back", "home", "data"] {
        ensure!(state.offers(part), "no {part} while waiting: {state:?}");
    }
    app.until_heading_focused().await?;
    app.tap("[data-part=help] summary").await?;
    ensure!(
        app.is_visible("[data-part=help] a[href^='tel:']").await?,
        "no help while waiting"
    );
    app.press(ESCAPE).await?;

    drop(held);
    let state = app
        .until("the list to come by itself", |state| {
            state.offers("open-record")
        })
        .await?;
    ensure!(
        state.is("history") && state.focus == "summary",
        "focus was taken from what the person was at: {state:?}"
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
    app.until("a way to try again", |state| state.offers("fetch-later"))
        .await?;
    let before = app.site.requests().len();
    app.tap_action("fetch-later").await?;
    app.until_heading_focused().await?;
    until_true("another attempt", async || {
        Ok(app.site.requests().len() > before)
    })
    .await?;
    app.until("to hear that it failed, too", |state| {
        state.offers("fetch-later") && state.lazy.as_deref() == Some("missing")
    })
    .await?;

    // Stored data can be cleared all the same.
    app.go("data", "data").await?;
    ensure!(app.stored_count().await? > 0, "nothing was kept");
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
    ensure!(state.is("reading"), "elsewhere: {state:?}");
    app.until_heading_focused().await?;
    ensure!(
        app.count("[data-screen=reading] main a").await? > 0,
        "no sources"
    );

    // When the browser is online again, what did not arrive is fetched without a tap.
    app.site.remove(LAZY_MODULE)?;
    app.navigate().await?;
    app.until_ready().await?;
    app.until("it to be missing", |state| {
        state.lazy.as_deref() == Some("missing")
    })
    .await?;
    app.site.restore(LAZY_MODULE)?;
    app.run("dispatchEvent(new Event('online'))", vec![])
        .await?;
    app.until_loaded().await?;
    Ok(())
}
