//! An app that stops, through a panic or an error of the browser's own, leaves a message with help and a way to start again. Errors of
//! other scripts on the page do not stop it.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::Look;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::until_true;
use xtask::demo::{Mode, Variant};

use crate::embed_errors::{reason, try_again};
use crate::embed_limits::{help_shows, words_show};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("stopped_page", page);
    suite.add_with("stopped_frame", Look::LONG, frame);
    suite.add_with("stopped_inline", Look::LONG, inline);
}

/// Makes the next text that the app writes into the page throw, so that the error passes through the whole app.
const ONE_TEXT: &str = "
    const create = Document.prototype.createTextNode;
    Document.prototype.createTextNode = function () {
        Document.prototype.createTextNode = create;
        throw new TypeError('no text');
    };";

/// Simulates a stack overflow.
const ONE_CALL: &str = "
    const path = Event.prototype.composedPath;
    Event.prototype.composedPath = function () {
        Event.prototype.composedPath = path;
        const deep = () => deep() + 1;
        return deep();
    };";

/// Throws the errors of other scripts on a page, some from a WebAssembly module of their own.
const OTHERS: &str = "
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    const deep = () => deep() + 1;
    for (const fail of [exports.f, deep, () => null.nothing]) setTimeout(fail);
    return new Promise((go) => setTimeout(go, 100));";

/// Taps an answer without waiting for the next question.
async fn tap_answer(app: &App) -> Result<()> {
    app.tap(&format!("[data-answer='{}']", app.some_answer(0)))
        .await
}

async fn page(app: &mut App) -> Result<()> {
    for error in [ONE_TEXT, ONE_CALL] {
        app.open().await?;
        app.run(OTHERS, vec![]).await?;
        app.begin_anew().await?;
        app.run(error, vec![]).await?;
        tap_answer(app).await?;
        let state = app.on("broken").await.context(error)?;
        ensure!(state.offers("try-again"), "{state:?}");
        until_true("a number to call", async || {
            app.sees("#broken a[href^='tel:']").await
        })
        .await?;
        app.act("try-again").await?;
        app.whole().await?;
        app.on("intro").await?;
    }
    Ok(())
}

async fn frame(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Frame, false));
    app.open_host(&url, 1).await?;
    app.enter(Mode::Frame, 0).await?;
    app.begin().await?;
    app.run(ONE_TEXT, vec![]).await?;
    tap_answer(app).await?;
    app.on("broken").await?;
    app.leave().await?;
    ensure!(reason(app, 1).await? == "stopped", "told as something else");
    Ok(())
}

async fn inline(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Inline, false));
    for error in [ONE_TEXT, ONE_CALL] {
        app.open_host(&url, 1).await?;
        app.enter(Mode::Inline, 0).await?;
        app.run(OTHERS, vec![]).await?;
        app.begin_anew().await?;
        app.run(error, vec![]).await?;
        tap_answer(app).await?;
        ensure!(
            reason(app, 1).await.context(error)? == "stopped",
            "told as something else"
        );
        app.leave().await?;
        ensure!(words_show(app).await?, "the words do not come back");
        help_shows(app).await?;
        // What is left of the stopped app reacts to nothing.
        let before = app.mishaps().await?;
        app.run(
            "document.body.click(); dispatchEvent(new Event('focus'));",
            vec![],
        )
        .await?;
        app.settle().await?;
        let after = app.mishaps().await?;
        ensure!(after == before, "after it had stopped: {after:?}");
        try_again(app, 2).await.context(error)?;
        app.enter(Mode::Inline, 0).await?;
        app.begin_anew().await?;
        app.answer(0, &app.some_answer(0)).await?;
        app.leave().await?;
    }
    Ok(())
}
