//! The check by keyboard alone: from the host's page into it, through it, and out on the other side.

use anyhow::{Result, bail, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use xtask::demo::{Mode, Variant};

use crate::keyboard::{Direction, tab_to};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

pub(crate) fn add(suite: &mut Suite) {
    for mode in [Mode::Frame, Mode::Inline] {
        let name = format!("embed_keyboard_{}", mode.name());
        suite.add_with(&name, BrowserOptions::TALL, async move |app: &mut App| {
            keyboard_only(app, mode).await
        });
    }
}

async fn keyboard_only(app: &App, mode: Mode) -> Result<()> {
    let hosts = Hosts::start(app)?;
    app.open_host(&hosts.url("unset", &Variant::new(mode, false)), 1)
        .await?;
    tab_to(app, Direction::Forward, "header a").await?;
    tab_until(app, "the check to have focus", async || {
        app.eval(
            "return document.activeElement === watch.widgets()[0]",
            vec![],
        )
        .await
    })
    .await?;

    app.enter(mode, 0).await?;
    tab_to(app, Direction::Forward, "[data-action=start]").await?;
    app.press(ENTER).await?;
    app.until_question(0).await?;
    app.until_heading_focused().await?;
    for index in 0..3 {
        // Another key each time: the same key twice, as fast as a test presses it, counts as one answer.
        app.press(&(index + 1).to_string()).await?;
        app.until_question(index + 1).await?;
        app.until_heading_focused().await?;
    }
    app.press(ESCAPE).await?;
    app.until_screen("pause").await?;
    app.until_heading_focused().await?;
    tab_to(app, Direction::Forward, "[data-action=stop-finish]").await?;
    app.press(ENTER).await?;
    app.until_screen("result").await?;
    app.until_heading_focused().await?;

    tab_until(app, "focus to leave the check", async || {
        app.eval(
            "return window.rootE2e ? window.rootE2e.activeElement === null : !document.hasFocus()",
            vec![],
        )
        .await
    })
    .await?;
    app.leave().await?;
    let after = "const here = document.activeElement, widget = watch.widgets()[0];
        return here.matches('a') && widget.compareDocumentPosition(here) === Node.DOCUMENT_POSITION_FOLLOWING";
    ensure!(
        app.eval::<bool>(after, vec![]).await?,
        "focus did not move to the element after the check"
    );
    Ok(())
}

/// Presses Tab until the condition holds.
async fn tab_until(app: &App, what: &str, condition: impl AsyncFn() -> Result<bool>) -> Result<()> {
    const FAR: usize = 60;
    for _ in 0..FAR {
        app.press(TAB).await?;
        app.settle().await?;
        if condition().await? {
            return Ok(());
        }
    }
    bail!("{FAR} presses of Tab without {what}")
}
