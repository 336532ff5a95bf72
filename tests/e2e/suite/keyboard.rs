//! The whole check by keyboard alone.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::store::RECORD;
use e2e::trial::Suite;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';
const ESCAPE: char = '\u{e00c}';
const DOWN: char = '\u{e015}';
const UP: char = '\u{e013}';

pub(crate) fn add(suite: &mut Suite) {
    suite.add("keyboard_walk", walk);
    suite.add("keyboard_escape", escape);
}

/// Presses Tab, or Shift and Tab, until the selector has focus, and checks that focus is visible at every step.
pub(crate) async fn tab_to(app: &App, way: Way, css: &str) -> Result<()> {
    const FAR: usize = 60;
    for _ in 0..FAR {
        match way {
            Way::On => app.press(&TAB.to_string()).await?,
            Way::Back => app.press_with_shift(TAB).await?,
        }
        app.focus_shows().await?;
        let here =
            "return (window.rootE2e ?? document).activeElement?.matches(arguments[0]) ?? false";
        if app.ask::<bool>(here, vec![css.into()]).await? {
            return Ok(());
        }
    }
    anyhow::bail!("{css} is not reached by {FAR} times Tab")
}

/// The direction of tabbing. Never tab past an end: the browser's toolbar comes next, and without one the page loses focus.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    On,
    Back,
}

async fn walk(app: &mut App) -> Result<()> {
    app.open().await?;
    tab_to(app, Way::On, "[data-action=start]").await?;
    app.press(&ENTER.to_string()).await?;
    app.at(0).await?;
    let mut expected = Vec::new();
    for index in 0..app.pack.len() {
        app.heading().await?;
        let values = app.pack.items[index].values.clone();
        let pick = index % values.len();
        expected.push(Some(values[pick].clone()));
        match index % 7 {
            // From the heading, Down moves focus to the first answer and on from there.
            0 => {
                app.press(&DOWN.to_string().repeat(pick + 1)).await?;
                app.until("focus on the answer", |state| state.focus == values[pick])
                    .await?;
                app.focus_shows().await?;
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
            app.at(index + 1).await?;
        }
    }
    app.on("result").await?;
    app.heading().await?;
    tab_to(app, Way::On, "figure details summary").await?;
    app.press(&ENTER.to_string()).await?;
    ensure!(
        app.sees("figure table").await?,
        "Enter does not open the table"
    );
    tab_to(app, Way::On, "[data-action=data]").await?;
    app.press(&ENTER.to_string()).await?;
    app.on("data").await?;
    app.heading().await?;

    let records = app.stored_under(RECORD).await?;
    let record = records.values().next().context("a finished check")?;
    let record: serde_json::Value = serde_json::from_str(record)?;
    let kept: Vec<(String, Option<i64>)> = serde_json::from_value(record["answers"].clone())?;
    let kept: Vec<Option<String>> = kept
        .into_iter()
        .map(|(_, value)| value.map(|value| value.to_string()))
        .collect();
    ensure!(kept == expected, "kept {kept:?} for {expected:?}");
    Ok(())
}

async fn escape(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.heading().await?;
    app.press("2").await?;
    app.at(1).await?;
    app.heading().await?;
    app.press(&ESCAPE.to_string()).await?;
    app.on("pause").await?;
    app.heading().await?;
    app.press(&ESCAPE.to_string()).await?;
    app.at(1).await?;
    app.heading().await?;

    tab_to(app, Way::Back, "[data-part=help] summary").await?;
    app.press(&ENTER.to_string()).await?;
    ensure!(
        app.sees("[data-part=help] a[href^='tel:']").await?,
        "Enter does not open Help now"
    );
    app.press(&TAB.to_string()).await?;
    app.focus_shows().await?;
    app.press(&ESCAPE.to_string()).await?;
    app.until("focus on what opens help", |state| state.focus == "summary")
        .await?;
    ensure!(
        !app.sees("[data-part=help] a[href^='tel:']").await?,
        "Escape does not close Help now"
    );
    app.at(1).await?;
    tab_to(app, Way::On, "[data-answer='0']").await?;
    app.focus_shows().await?;
    app.press(&SPACE.to_string()).await?;
    app.at(2).await?;
    Ok(())
}
