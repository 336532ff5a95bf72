//! Storage that is blocked, full, cleared, damaged or from a newer version, and two tabs at once.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::storage::{DRAFT, PREFIX, RECORD};
use e2e::trial::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.add_with(
        "storage_blocked",
        BrowserOptions {
            storage: false,
            ..BrowserOptions::default()
        },
        blocked,
    );
    suite.add("storage_full", full);
    suite.add("storage_cleared", cleared);
    suite.add("storage_cleared_by_another_tab", cleared_by_another_tab);
    suite.add("storage_unreadable_records", unreadable_records);
    suite.add("storage_two_tabs", two_tabs);
}

async fn until_notice(app: &App, name: &str) -> Result<()> {
    let state = app
        .until(&format!("the notice {name}"), |state| {
            state.notice.as_deref() == Some(name)
        })
        .await?;
    let said = app.text("[data-notice]").await?;
    ensure!(!said.is_empty(), "the notice has no text: {state:?}");
    Ok(())
}

async fn blocked(app: &mut App) -> Result<()> {
    let state = app.open().await?;
    until_notice(app, "blocked").await?;
    ensure!(
        !state.offers("keep-device"),
        "storing is offered although storage is blocked: {state:?}"
    );
    app.begin().await?;
    app.answer_all(0..5, App::some_answer).await?;
    app.finish_early().await?;
    let state = app.go("history", "history").await?;
    ensure!(
        state.offers("open-record"),
        "the check is not in history, although this page should hold it: {state:?}"
    );
    app.go("open-record", "result").await?;
    app.go("data", "data").await?;
    until_notice(app, "blocked").await
}

async fn full(app: &mut App) -> Result<()> {
    app.open().await?;
    app.fill_storage().await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    until_notice(app, "full").await?;
    app.answer_all(1..3, App::some_answer).await?;
    app.finish_early().await?;
    let state = app.go("history", "history").await?;
    ensure!(
        state.offers("open-record"),
        "the check that could not be stored is not in history: {state:?}"
    );

    // Once there is room again, the check is stored with all earlier answers.
    app.go("home", "intro").await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    until_notice(app, "full").await?;
    app.free_storage().await?;
    app.answer(1, &app.some_answer(1)).await?;
    app.until("the notice to disappear", |state| state.notice.is_none())
        .await?;
    ensure!(
        app.draft_answers().await?.len() == 2,
        "answers given while storage was full are not stored"
    );
    Ok(())
}

async fn cleared(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.run("localStorage.clear()", vec![]).await?;
    app.answer(3, &app.some_answer(3)).await?;
    until_notice(app, "cleared").await?;
    ensure!(
        app.draft_answers().await?.len() == 4,
        "expected all four answers to be stored again"
    );
    app.finish_early().await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "expected one stored record"
    );
    Ok(())
}

async fn cleared_by_another_tab(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    let [first, _] = app.second_tab().await?;
    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "data is still stored after clearing everything"
    );
    app.switch_to_tab(&first).await?;
    app.until_question(3).await?;
    app.answer(3, &app.some_answer(3)).await?;
    until_notice(app, "cleared").await?;
    ensure!(
        app.draft_answers().await?.len() == 4,
        "expected all four answers to be stored again"
    );
    Ok(())
}

async fn unreadable_records(app: &mut App) -> Result<()> {
    let foreign = ("somebody-elses", "{}");
    let garbage = [
        ("record/a", "garbage"),
        ("draft/b", "{\"v\":1"),
        ("pack/c", "[]"),
        ("other", "1"),
    ];
    let newer = (
        "record/d",
        "{\"v\":99,\"id\":\"d\",\"everything\":\"else\"}",
    );
    app.open().await?;
    app.store(foreign.0, foreign.1).await?;
    for (key, text) in garbage {
        app.store(&[PREFIX, key].concat(), text).await?;
    }
    let state = app.reload().await?;
    ensure!(
        state.offers("start"),
        "unreadable data keeps the app from starting: {state:?}"
    );
    until_notice(app, "unreadable").await?;
    app.store(&[PREFIX, newer.0].concat(), newer.1).await?;
    app.reload().await?;
    until_notice(app, "newer").await?;

    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.finish_early().await?;
    let stored = app.stored().await?;
    for (key, text) in garbage.iter().chain([&newer]) {
        let left = stored.get(&[PREFIX, key].concat());
        ensure!(
            left.is_some_and(|left| left == text),
            "the value of {key} changed to {left:?}"
        );
    }
    ensure!(
        stored.keys().filter(|key| key.starts_with(RECORD)).count() == 3,
        "expected three records, found the keys {:?}",
        stored.keys()
    );

    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    let left = app.stored().await?;
    ensure!(
        left.len() == 1 && left.contains_key(foreign.0),
        "still stored after clearing everything: {:?}",
        left.keys()
    );
    Ok(())
}

async fn two_tabs(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    let [first, second] = app.second_tab().await?;
    app.begin().await?;
    for index in 0..3 {
        for tab in [&first, &second] {
            app.switch_to_tab(tab).await?;
            app.answer(index, &app.some_answer(index)).await?;
        }
    }
    ensure!(
        app.stored_under(DRAFT).await?.len() == 2,
        "expected two stored drafts"
    );
    for tab in [&first, &second] {
        app.switch_to_tab(tab).await?;
        let state = app.finish_early().await?;
        ensure!(
            state.notice.is_none(),
            "unexpected notice in a tab: {state:?}"
        );
    }
    let records = app.stored_under(RECORD).await?;
    ensure!(
        records.len() == 2,
        "expected two stored records, found {}",
        records.len()
    );
    ensure!(
        app.stored_under(DRAFT).await?.is_empty(),
        "drafts are still stored"
    );
    app.switch_to_tab(&first).await?;
    app.go("history", "history").await?;
    ensure!(
        app.count("[data-action=open-record]").await? == 2,
        "expected two checks in the first tab's history"
    );
    Ok(())
}
