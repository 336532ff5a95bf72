//! Unfinished checks: resumed, started again, too old, or on other questions.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::storage::{DRAFT, RECORD};
use e2e::trial::Suite;
use serde_json::json;

use crate::tabs::Random;

pub(crate) fn add(suite: &mut Suite) {
    suite.add_with("resume_after_kill", BrowserOptions::OWN_BROWSER, after_kill);
    suite.add("resume_expired_draft", expired_draft);
    suite.add("resume_newer_pack", newer_pack);
}

async fn after_kill(app: &mut App) -> Result<()> {
    let place = 1 + Random::from_time()?.below(app.pack.len() - 1)?;
    println!("resume: stops after {place} answers");
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..place, App::some_answer).await?;
    let before = app.draft_answers().await?;
    ensure!(
        before.len() == place,
        "{} answers are stored, expected {place}",
        before.len()
    );

    let state = app.kill_and_reopen().await?;
    ensure!(
        state.is("intro")
            && state.offers("resume")
            && state.offers("start-again")
            && !state.offers("start"),
        "resuming is not offered: {state:?}"
    );
    app.tap_action("resume").await?;
    let state = app.until_question(place).await?;
    app.until_heading_focused().await?;
    ensure!(
        state.pressed.is_none(),
        "the resumed question already has an answer: {state:?}"
    );
    ensure!(
        app.draft_answers().await? == before,
        "resuming changed the stored answers"
    );
    app.tap_action("back").await?;
    let state = app.until_question(place - 1).await?;
    ensure!(
        state.pressed == Some(app.some_answer(place - 1)),
        "the earlier answer is not marked: {state:?}"
    );
    app.answer(place - 1, &app.some_answer(place - 1)).await?;
    ensure!(
        app.draft_answers().await? == before,
        "giving the same answer again changed the stored answers"
    );

    app.reload().await?;
    app.tap_action("start-again").await?;
    let state = app.until_question(0).await?;
    ensure!(
        state.pressed.is_none(),
        "an answer is selected after starting again: {state:?}"
    );
    ensure!(
        app.stored_under(DRAFT).await?.is_empty(),
        "the old draft is still stored"
    );
    app.answer(0, &app.some_answer(0)).await?;
    ensure!(
        app.draft_answers().await?.len() == 1,
        "the new draft contains old answers"
    );
    Ok(())
}

async fn expired_draft(app: &mut App) -> Result<()> {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    let days = app.pack.draft_days + 7;
    app.change_draft(|draft| {
        for moment in ["started", "changed"] {
            let then = draft[moment]["utc"].as_i64().unwrap_or_default() - days * DAY;
            draft[moment]["utc"] = json!(then);
        }
    })
    .await?;
    let state = app.reload().await?;
    ensure!(
        !state.offers("resume"),
        "resuming a check of {days} days ago is offered: {state:?}"
    );
    ensure!(
        state.offers("start-again") && state.offers("keep-partial"),
        "starting again or keeping the answers is not offered: {state:?}"
    );
    let said = app.text("[data-screen=intro] .resume").await?;
    ensure!(
        said.contains(&days.to_string()),
        "the check's age is not shown: {said}"
    );
    keep_partial(app).await
}

async fn newer_pack(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    let pack = app.site.read("packs/practitioner.json")?;
    let (version, newer) = (
        format!("\"version\":\"{}\"", app.pack.version),
        "\"version\":\"99.0.0\"",
    );
    ensure!(
        pack.contains(&version),
        "the served pack does not hold {version}"
    );
    app.site.put_pack(&pack.replace(&version, newer))?;
    let state = app.reload().await?;
    ensure!(
        !state.offers("resume"),
        "resuming a check on another version's questions is offered: {state:?}"
    );
    ensure!(
        state.offers("start-again") && state.offers("keep-partial"),
        "starting again or keeping the answers is not offered: {state:?}"
    );
    keep_partial(app).await?;
    app.open_details().await?;
    let said = app.text("[data-screen=result] main").await?;
    ensure!(
        said.contains(&app.pack.version),
        "the result does not name the version it was answered on"
    );
    Ok(())
}

/// Keeps what was answered as a finished check, and fails if anything else is left.
async fn keep_partial(app: &App) -> Result<()> {
    app.go("keep-partial", "result").await?;
    ensure!(
        app.stored_under(DRAFT).await?.is_empty(),
        "the draft is still stored"
    );
    let records = app.stored_under(RECORD).await?;
    let record: serde_json::Value =
        serde_json::from_str(records.values().next().context("a finished check")?)?;
    ensure!(
        record["answers"]
            .as_array()
            .is_some_and(|answers| answers.len() == 3),
        "expected three answers in the record: {record}"
    );
    Ok(())
}
