//! The whole check by keyboard alone.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::storage::RECORD;
use e2e::trial::Suite;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';
const ESCAPE: char = '\u{e00c}';
const DOWN: char = '\u{e015}';
const UP: char = '\u{e013}';

pub(crate) fn add(suite: &mut Suite) {
    suite.add("keyboard_full_check", full_check);
    suite.add("keyboard_escape", escape);
}

/// Presses Tab, or Shift and Tab, until the selector has focus, and checks that focus is visible at every step.
pub(crate) async fn tab_to(app: &App, direction: Direction, css: &str) -> Result<()> {
    const FAR: usize = 60;
    for _ in 0..FAR {
        match direction {
            Direction::Forward => app.press(&TAB.to_string()).await?,
            Direction::Backward => app.press_with_shift(TAB).await?,
        }
        app.until_focus_visible().await?;
        let here =
            "return (window.rootE2e ?? document).activeElement?.matches(arguments[0]) ?? false";
        if app.eval::<bool>(here, vec![css.into()]).await? {
            return Ok(());
        }
    }
    anyhow::bail!("{FAR} presses of Tab do not reach {css}")
}

/// The direction of tabbing. Never tab past an end: the browser's toolbar comes next, and without one the page loses focus.
#[derive(Clone, Copy)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

async fn full_check(app: &mut App) -> Result<()> {
    app.open().await?;
    tab_to(app, Direction::Forward, "[data-action=start]").await?;
    app.press(&ENTER.to_string()).await?;
    app.until_question(0).await?;
    let mut expected = Vec::new();
    for index in 0..app.pack.len() {
        app.until_heading_focused().await?;
        let values = app.pack.items[index].values.clone();
        let pick = index % values.len();
        expected.push(Some(values[pick].clone()));
        match index % 7 {
            // From the heading, Down moves focus to the first answer and on from there.
            0 => {
                app.press(&DOWN.to_string().repeat(pick + 1)).await?;
                app.until("focus on the answer", |state| state.focus == values[pick])
                    .await?;
                app.until_focus_visible().await?;
                app.press(&ENTER.to_string()).await?;
            }
            // Up moves focus to the last one, which skips.
            1 => {
                app.press(&UP.to_string()).await?;
                app.until("focus on Skip", |state| state.focus == "skip")
                    .await?;
                app.press(&SPACE.to_string()).await?;
                expected[index] = None;
            }
            2 => {
                app.press("0").await?;
                expected[index] = None;
            }
            _ => app.press(&(pick + 1).to_string()).await?,
        }
        if index + 1 < app.pack.len() {
            app.until_question(index + 1).await?;
        }
    }
    app.until_screen("result").await?;
    app.until_heading_focused().await?;
    tab_to(app, Direction::Forward, ".answer-list summary").await?;
    app.press(&ENTER.to_string()).await?;
    ensure!(
        app.is_visible(".answer-list li").await?,
        "Enter does not open the list of answers"
    );
    tab_to(app, Direction::Forward, "[data-action=data]").await?;
    app.press(&ENTER.to_string()).await?;
    app.until_screen("data").await?;
    app.until_heading_focused().await?;

    let records = app.stored_under(RECORD).await?;
    let record = records.values().next().context("a finished check")?;
    let record: serde_json::Value = serde_json::from_str(record)?;
    let kept: Vec<(String, Option<i64>)> = serde_json::from_value(record["answers"].clone())?;
    let kept: Vec<Option<String>> = kept
        .into_iter()
        .map(|(_, value)| value.map(|value| value.to_string()))
        .collect();
    ensure!(
        kept == expected,
        "expected the stored answers {expected:?}, found {kept:?}"
    );
    Ok(())
}

async fn escape(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.until_heading_focused().await?;
    app.press("2").await?;
    app.until_question(1).await?;
    app.until_heading_focused().await?;
    app.press(&ESCAPE.to_string()).await?;
    app.until_screen("pause").await?;
    app.until_heading_focused().await?;
    app.press(&ESCAPE.to_string()).await?;
    app.until_question(1).await?;
    app.until_heading_focused().await?;

    tab_to(app, Direction::Backward, "[data-part=help] summary").await?;
    app.press(&ENTER.to_string()).await?;
    ensure!(
        app.is_visible("[data-part=help] a[href^='tel:']").await?,
        "Enter does not open Help now"
    );
    app.press(&TAB.to_string()).await?;
    app.until_focus_visible().await?;
    app.press(&ESCAPE.to_string()).await?;
    app.until("focus on what opens help", |state| state.focus == "summary")
        .await?;
    ensure!(
        !app.is_visible("[data-part=help] a[href^='tel:']").await?,
        "Escape does not close Help now"
    );
    app.until_question(1).await?;
    tab_to(app, Direction::Forward, "[data-answer='0']").await?;
    app.until_focus_visible().await?;
    app.press(&SPACE.to_string()).await?;
    app.until_question(2).await?;
    Ok(())
}
