//! An app that stops, through a panic or an error of the browser's own, leaves a message with help and a way to start again. Errors of
//! other scripts on the page do not stop it.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::until_true;
use xtask::demo::{Mode, Variant};

use crate::embed_errors::{error_reason, try_again};
use crate::embed_restricted::{fallback_shows, until_host_shows_help};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("crash_page", page);
    suite.add_with("crash_frame", BrowserOptions::TALL, frame);
    suite.add_with("crash_inline", BrowserOptions::TALL, inline);
}

/// Makes the next text that the app writes into the page throw, so that the error passes through the whole app.
const THROW_ON_TEXT: &str = "
    const create = Document.prototype.createTextNode;
    Document.prototype.createTextNode = function () {
        Document.prototype.createTextNode = create;
        throw new TypeError('no text');
    };";

/// Simulates a stack overflow.
const OVERFLOW_STACK: &str = "
    const path = Event.prototype.composedPath;
    Event.prototype.composedPath = function () {
        Event.prototype.composedPath = path;
        const deep = () => deep() + 1;
        return deep();
    };";

/// Throws the errors of other scripts on a page, some from a WebAssembly module of their own.
const FOREIGN_ERRORS: &str = "
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
    for error in [THROW_ON_TEXT, OVERFLOW_STACK] {
        app.open().await?;
        app.run(FOREIGN_ERRORS, vec![]).await?;
        app.begin_new().await?;
        app.run(error, vec![]).await?;
        tap_answer(app).await?;
        let state = app.until_screen("broken").await.context(error)?;
        ensure!(state.offers("try-again"), "{state:?}");
        until_true("a phone number", async || {
            app.is_visible("#broken a[href^='tel:']").await
        })
        .await?;
        app.tap_action("try-again").await?;
        app.until_loaded().await?;
        app.until_screen("intro").await?;
    }
    Ok(())
}

async fn frame(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Frame, false));
    app.open_host(&url, 1).await?;
    app.enter(Mode::Frame, 0).await?;
    app.begin().await?;
    app.run(THROW_ON_TEXT, vec![]).await?;
    tap_answer(app).await?;
    app.until_screen("broken").await?;
    app.leave().await?;
    ensure!(
        error_reason(app, 1).await? == "stopped",
        "expected the reason `stopped`"
    );
    Ok(())
}

async fn inline(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Inline, false));
    for error in [THROW_ON_TEXT, OVERFLOW_STACK] {
        app.open_host(&url, 1).await?;
        app.enter(Mode::Inline, 0).await?;
        app.run(FOREIGN_ERRORS, vec![]).await?;
        app.begin_new().await?;
        app.run(error, vec![]).await?;
        tap_answer(app).await?;
        ensure!(
            error_reason(app, 1).await.context(error)? == "stopped",
            "expected the reason `stopped`"
        );
        app.leave().await?;
        ensure!(
            fallback_shows(app).await?,
            "the fallback content is not shown again"
        );
        until_host_shows_help(app).await?;
        // What is left of the stopped app reacts to nothing.
        let before = app.errors_and_violations().await?;
        app.run(
            "document.body.click(); dispatchEvent(new Event('focus'));",
            vec![],
        )
        .await?;
        app.settle().await?;
        let after = app.errors_and_violations().await?;
        ensure!(
            after == before,
            "the page changed after the app had stopped: {after:?}"
        );
        try_again(app, 2).await.context(error)?;
        app.enter(Mode::Inline, 0).await?;
        app.begin_new().await?;
        app.answer(0, &app.some_answer(0)).await?;
        app.leave().await?;
    }
    Ok(())
}
