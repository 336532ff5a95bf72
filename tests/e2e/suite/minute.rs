//! "Take a minute": reached by keyboard from everywhere it is offered, and back to exactly where one was.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;
use xtask::tools::browsers::Engine;

use crate::keyboard::{Direction, tab_to};

const ENTER: &str = "\u{e007}";

const ESCAPE: &str = "\u{e00c}";

/// The link beside the controls of a screen, not the one in "Help now".
const LINK: &str = "main [data-action=minute]";

const IN_HELP: &str = "[data-part=help] [data-action=minute]";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("minute_there_and_back", there_and_back);
    // Only Chromium can be told during a trial that the person wants less motion.
    suite.add_in(
        Engine::Chromium,
        "minute_motion",
        BrowserOptions::default(),
        motion,
    );
}

async fn there_and_back(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    app.until_heading_focused().await?;
    let stored = app.stored().await?;
    tab_to(app, Direction::Forward, LINK).await?;
    app.press(ENTER).await?;
    back_by_keyboard(app).await?;
    app.until_question(2).await?;
    let state = until_on_the_link(app).await?;
    ensure!(
        state.offers("change"),
        "the last answer is no longer named: {state:?}"
    );

    // "Help now" is open again, with focus in it.
    tab_to(app, Direction::Backward, "[data-part=help] summary").await?;
    app.press(ENTER).await?;
    tab_to(app, Direction::Forward, IN_HELP).await?;
    app.press(ENTER).await?;
    app.until_screen("minute").await?;
    app.until_heading_focused().await?;
    app.browser_back().await?;
    app.until_question(2).await?;
    until_on_the_link(app).await?;
    ensure!(app.is_visible(IN_HELP).await?, "the help is folded");
    app.until_focus_visible().await?;
    app.press(ESCAPE).await?;
    ensure!(
        app.stored().await? == stored,
        "what is stored is no longer the same"
    );

    app.answer_all(2..app.pack.len(), App::some_answer).await?;
    app.until_screen("result").await?;
    app.until_heading_focused().await?;
    let stored = app.stored().await?;
    tab_to(app, Direction::Forward, LINK).await?;
    let top: i64 = app.eval("return Math.round(scrollY)", vec![]).await?;
    app.press(ENTER).await?;
    back_by_keyboard(app).await?;
    app.until_screen("result").await?;
    until_on_the_link(app).await?;
    app.until_scrolled(top).await?;
    ensure!(
        app.stored().await? == stored,
        "what is stored is no longer the same"
    );
    Ok(())
}

async fn back_by_keyboard(app: &App) -> Result<()> {
    app.until_screen("minute").await?;
    app.until_heading_focused().await?;
    tab_to(app, Direction::Backward, "[data-action=back]").await?;
    app.press(ENTER).await
}

async fn until_on_the_link(app: &App) -> Result<e2e::app::State> {
    app.until("focus on the link", |state| state.focus == "minute")
        .await
}

/// The circle moves only between Start and Stop, and not at all for those who want less motion.
async fn motion(app: &mut App) -> Result<()> {
    let running = async |app: &App, wanted: usize| -> Result<()> {
        let running = "return document.getAnimations()
            .filter((one) => one.playState === 'running' && one.effect.target.closest('[data-breath]')).length";
        until_true(&format!("{wanted} running animations"), async || {
            Ok(app.eval::<usize>(running, vec![]).await? == wanted)
        })
        .await
    };
    app.open().await?;
    app.tap("[data-part=help] summary").await?;
    app.go("minute", "minute").await?;
    let start = app.text("[data-action=breathe]").await?;
    running(app, 0).await?;
    app.tap_action("breathe").await?;
    running(app, 3).await?;
    let stop = app.text("[data-action=breathe]").await?;
    ensure!(start != stop, "the button does not offer to stop");
    app.tap_action("breathe").await?;
    running(app, 0).await?;

    app.tap_action("breathe").await?;
    running(app, 3).await?;
    const OVER: &str = "[data-breath] [role=status] p";
    ensure!(!app.is_visible(OVER).await?, "the minute is not over");
    app.settle().await?;
    until_true("the minute to be over", async || app.is_visible(OVER).await).await?;
    running(app, 0).await?;
    ensure!(
        app.text("[data-action=breathe]").await? == start,
        "the button does not offer to start again"
    );

    // It does not start by itself when the person comes back.
    app.tap_action("breathe").await?;
    running(app, 3).await?;
    app.browser_back().await?;
    app.until_screen("intro").await?;
    app.browser_forward().await?;
    app.until_screen("minute").await?;
    running(app, 0).await?;

    app.tap_action("breathe").await?;
    running(app, 3).await?;
    let media = json!({ "features": [
        { "name": "prefers-reduced-motion", "value": "reduce" },
        { "name": "forced-colors", "value": "active" },
    ] });
    app.browser()?
        .cdp("Emulation.setEmulatedMedia", media)
        .await?;
    running(app, 0).await?;
    ensure!(
        !app.is_visible("[data-breath]").await?,
        "the circle and its button are shown although less motion is wanted"
    );
    ensure!(app.is_visible(".senses").await?, "the words are not shown");
    app.open_details().await?;
    app.axe_finds_nothing().await
}
