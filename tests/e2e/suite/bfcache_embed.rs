//! A person leaves the host's page and comes back. Nothing of the check comes back.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::trial::Suite;
use e2e::wait::until_true;
use xtask::demo::Mode;

use crate::bfcache::{
    WATCH, add_other_page, came_back_emptied, came_from_bfcache, come_back, go_to_other_page,
    only_the_intro, other_page, reach_result, result_texts,
};
use crate::quick_exit_embed::{self, SCRIPT, open_host_page};

pub(crate) fn add(suite: &mut Suite) {
    for mode in [Mode::Frame, Mode::Inline] {
        let name = format!("bfcache_embed_{}", mode.name());
        suite.add_with(&name, BrowserOptions::TALL, async move |app: &mut App| {
            embedded(app, mode).await
        });
    }
    suite.add_with(
        "bfcache_embed_removed_element",
        BrowserOptions::TALL,
        removed_element,
    );
    suite.add_with(
        "bfcache_embed_without_print",
        BrowserOptions::TALL,
        without_print,
    );
}

/// Opens a plain page around the check. Browsers do not keep the demo's pages in the back/forward cache.
async fn open_plain_page(app: &App, mode: Mode) -> Result<()> {
    let element = format!(
        "{SCRIPT}<compassion-check mode={}></compassion-check>",
        mode.name()
    );
    open_host_page(app, &element).await?;
    enter(app, mode).await
}

/// Switches into the check and waits until it has loaded.
async fn enter(app: &App, mode: Mode) -> Result<()> {
    if mode == Mode::Frame {
        return quick_exit_embed::enter_frame(app).await;
    }
    until_true("the script to be loaded", async || {
        app.eval("return roots.length > 0", vec![]).await
    })
    .await?;
    app.run("window.rootE2e = roots[0]", vec![]).await?;
    app.until_loaded().await.map(drop)
}

/// Switches back to the host's page. `rootE2e` stays, because the listener for leaving the page uses it.
async fn leave(app: &App) -> Result<()> {
    Ok(app.browser()?.driver.enter_default_frame().await?)
}

async fn embedded(app: &mut App, mode: Mode) -> Result<()> {
    add_other_page(app)?;
    let revealing = result_texts(app)?;
    open_plain_page(app, mode).await?;
    // Once with a result, and once in the middle of a check.
    for finished in [true, false] {
        app.tap_action("keep-nothing").await?;
        if finished {
            reach_result(app).await?;
        } else {
            app.begin().await?;
            app.answer_all(0..2, App::some_answer).await?;
        }
        app.run(WATCH, vec![]).await?;
        leave(app).await?;
        go_to_other_page(app).await?;
        come_back(app).await?;
        enter(app, mode).await?;
        came_back_emptied(app, &revealing).await?;
        only_the_intro(app, &revealing).await?;
        // Forward leads away, and Back comes back once more.
        leave(app).await?;
        app.browser_forward().await?;
        until_true("Forward to reach the other page", async || {
            Ok(app.browser()?.driver.current_url().await?.as_str() == other_page(app))
        })
        .await?;
        come_back(app).await?;
        enter(app, mode).await?;
        only_the_intro(app, &revealing)
            .await
            .context("the second time")?;
    }
    app.tap_action("keep-nothing").await?;
    reach_result(app).await
}

/// A check that the host has removed from its page forgets its answers when that page is left.
async fn removed_element(app: &mut App) -> Result<()> {
    add_other_page(app)?;
    let revealing = result_texts(app)?;
    open_plain_page(app, Mode::Inline).await?;
    app.run("window.wasHere = true", vec![]).await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await?;
    const AWAY: &str =
        "window.away = document.querySelector('compassion-check'); window.away.remove();";
    app.run(AWAY, vec![]).await?;
    until_true("the app to be removed from the page", async || {
        let screens = "return roots[0].querySelector('[data-screen]') === null";
        app.eval(screens, vec![]).await
    })
    .await?;
    go_to_other_page(app).await?;
    come_back(app).await?;
    came_from_bfcache(app).await?;
    app.run("document.body.append(window.away)", vec![]).await?;
    only_the_intro(app, &revealing).await?;
    app.until_loaded().await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await
}

/// An inline check prints a copy of the sheet from a hidden frame. A browser that cannot print never sends `afterprint`.
async fn without_print(app: &mut App) -> Result<()> {
    const NO_PRINTER: &str = "
        const append = document.body.append;
        document.body.append = function (...all) {
          append.apply(this, all);
          for (const one of all) if (one.contentWindow) (window.copy = one).contentWindow.print = () => {};
        };";
    const HIDDEN: &str = "return copy.isConnected && copy.inert && copy.ariaHidden === 'true' && copy.contentDocument.body.textContent.length > 0";
    const COPIES: &str = "return document.querySelectorAll('body > iframe').length";
    open_plain_page(app, Mode::Inline).await?;
    app.run(NO_PRINTER, vec![]).await?;
    // Goes to another screen, and then away from the page.
    for leaves in [false, true] {
        reach_result(app).await?;
        app.go("sheet", "sheet").await?;
        app.tap_action("print").await?;
        ensure!(
            app.eval::<bool>(HIDDEN, vec![]).await?,
            "the copy for printing is not hidden"
        );
        if leaves {
            // The test sends the event itself. Chromium does not keep this page for Back, so the test could not look at it afterwards.
            let hidden = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))";
            app.run(hidden, vec![]).await?;
        } else {
            app.go("back", "result").await?;
        }
        let copies: u32 = app.eval(COPIES, vec![]).await?;
        ensure!(
            copies == 0,
            "the copy for printing was not removed, page hidden: {leaves}"
        );
        if !leaves {
            app.go("home", "intro").await?;
        }
    }
    Ok(())
}
