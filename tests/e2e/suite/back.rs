//! Back and Forward, by the page's own button and by the browser's.

use anyhow::{Context, Result, ensure};
use e2e::app::{App, State};
use e2e::pack::Pack;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::{Value, json};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("back_page_button", page_button);
    suite.add("back_browser_history", browser_history);
    suite.add("back_history_limit", history_limit);
}

/// Fails unless the earlier answer to this question is marked, and waits for focus on its heading.
async fn marked(app: &App, state: &State, index: usize) -> Result<()> {
    ensure!(
        state.pressed == Some(app.some_answer(index)),
        "the answer to question {} is not marked: {state:?}",
        index + 1
    );
    app.until_heading_focused().await
}

async fn page_button(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    for index in [2, 1, 0] {
        app.tap_action("back").await?;
        let state = app.until_question(index).await?;
        marked(app, &state, index).await?;
    }
    app.go("back", "intro").await?;
    app.until_heading_focused().await?;
    app.browser_forward().await?;
    app.until_question(0).await?;
    let other = app.pack.items[0]
        .values
        .iter()
        .find(|value| **value != app.some_answer(0))
        .cloned();
    let other = other.unwrap_or_default();
    app.answer(0, &other).await?;
    app.tap_action("back").await?;
    let state = app.until_question(0).await?;
    ensure!(
        state.pressed.as_ref() == Some(&other),
        "the changed answer is not marked: {state:?}"
    );
    ensure!(
        app.draft_answers().await?.len() == 3,
        "changing one answer changed the number of answers"
    );
    Ok(())
}

async fn browser_history(app: &mut App) -> Result<()> {
    let intro = app.open().await?;
    let title = intro.title.clone();
    let unchanged = async |state: &State| -> Result<()> {
        app.title_and_url_unchanged(state, &title)?;
        let kept: Value = app.run("return history.state", vec![]).await?;
        ensure!(
            kept.is_number() || kept.is_null(),
            "history.state should be a number or null, but is {kept}"
        );
        Ok(())
    };
    app.begin().await?;
    for index in 0..4 {
        let state = app.answer(index, &app.some_answer(index)).await?;
        unchanged(&state).await?;
    }
    for index in [3, 2, 1] {
        app.browser_back().await?;
        let state = app.until_question(index).await?;
        marked(app, &state, index).await?;
        unchanged(&state).await?;
    }
    app.browser_forward().await?;
    let state = app.until_question(2).await?;
    marked(app, &state, 2).await?;
    // The page's Back and the browser's Back use the same history.
    app.tap_action("back").await?;
    app.until_question(1).await?;
    app.browser_back().await?;
    app.until_question(0).await?;
    app.browser_back().await?;
    let state = app.until_screen("intro").await?;
    unchanged(&state).await?;
    app.browser_forward().await?;
    app.until_question(0).await?;
    app.answer(0, &app.some_answer(0)).await?;
    let state = app.finish_early().await?;
    unchanged(&state).await?;
    app.browser_back().await?;
    let state = app.until_screen("intro").await?;
    unchanged(&state).await?;
    app.browser_forward().await?;
    app.until_screen("result").await?;
    app.go("history", "history").await?;
    app.browser_back().await?;
    app.until_screen("result").await?;
    Ok(())
}

/// Chromium and Firefox keep fifty history entries of a page. In a check with more questions, Back still leads back one question at a time.
async fn history_limit(app: &mut App) -> Result<()> {
    let mut pack: Value = serde_json::from_str(&app.site.read("packs/practitioner.json")?)?;
    let items = pack["sections"][0]["items"].as_array_mut();
    let items = items.context("the questions of a section")?;
    let more: Vec<Value> = (0..25)
        .map(|number| json!({ "id": format!("more{number}"), "text": "One more.", "options": "frequency" }))
        .collect();
    items.extend(more);
    let pack = pack.to_string();
    app.site.put_pack(&pack)?;
    app.pack = Pack::read(&pack)?;
    ensure!(
        app.pack.len() > 55,
        "the test needs more than 55 questions, the pack has {}",
        app.pack.len()
    );

    let depth = async |app: &App, depth: usize| {
        until_true(&format!("the browser to be at depth {depth}"), async || {
            Ok(app.run("return history.state", vec![]).await? == json!(depth))
        })
        .await
    };
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..54, App::some_answer).await?;
    // After a reload in the middle of the check the app is on its first screen, and the next step counts.
    app.reload().await?;
    depth(app, 0).await?;
    app.go("data", "data").await?;
    depth(app, 1).await?;
    app.browser_back().await?;
    app.until_screen("intro").await?;

    app.tap_action("resume").await?;
    app.until_question(54).await?;
    app.answer_all(54..app.pack.len(), App::some_answer).await?;
    depth(app, 1).await?;
    app.go("history", "history").await?;
    depth(app, 2).await?;
    app.browser_back().await?;
    app.until_screen("result").await?;
    app.go("back", "intro").await?;
    depth(app, 0).await
}
