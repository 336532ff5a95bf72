//! The whole check by pointer, and what can be done with it afterwards.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::storage::{DRAFT, RECORD};
use e2e::trial::Suite;
use e2e::wait::until_true;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("full_check_pointer", pointer);
    suite.add("full_check_all_skipped", all_skipped);
    suite.add("full_check_keep_nothing", keep_nothing);
    suite.add("full_check_stopped_early", stopped_early);
    suite.add("full_check_help_on_every_screen", help_on_every_screen);
}

/// Returns the visible parts of a result, in order.
const PARTS: &str = "
return [...document.querySelectorAll('[data-screen=result] main section')]
  .filter((section) => section.checkVisibility())
  .map((section) => section.className.split(' ')[0]);";

async fn pointer(app: &mut App) -> Result<()> {
    let intro = app.open().await?;
    ensure!(intro.is("intro"), "the page opens on {intro:?}");
    app.targets_are_large("intro").await?;
    app.begin().await?;
    app.until_heading_focused().await?;
    let context = app.pack.first_context()?;
    for index in 0..app.pack.len() {
        if [0, context].contains(&index) {
            app.targets_are_large("question").await?;
        }
        app.answer(index, &app.some_answer(index)).await?;
        app.until_heading_focused().await?;
    }
    let parts = result_is_complete(app).await?;
    ensure!(
        app.stored_under(DRAFT).await?.is_empty(),
        "the finished check is still kept as an unfinished one"
    );
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "the finished check is not kept once"
    );
    let said = app.text("[data-screen=result] .pattern").await?;

    let intro = app.reload().await?;
    ensure!(
        intro.is("intro") && intro.offers("start"),
        "after a reload: {intro:?}"
    );
    app.go("history", "history").await?;
    ensure!(
        app.count("[data-action=open-record]").await? == 1,
        "history does not list the check once"
    );
    app.go("open-record", "result").await?;
    ensure!(
        app.eval::<Vec<String>>(PARTS, vec![]).await? == parts,
        "opened again, the result has other parts"
    );
    ensure!(
        app.text("[data-screen=result] .pattern").await? == said,
        "opened again, the result says something else"
    );

    app.go("home", "intro").await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.finish_early().await?;
    app.go("data", "data").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 2,
        "the second check is not kept beside the first"
    );
    app.tap_action("delete-record").await?;
    app.tap_action("confirm-no").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 2,
        "deleted although the answer was no"
    );
    app.confirm("delete-record").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "deleting one did not delete one at once"
    );
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "left after clearing everything: {:?}",
        app.stored().await?.keys()
    );
    let state = app.go("history", "history").await?;
    ensure!(!state.offers("open-record"), "history still lists a check");
    Ok(())
}

/// Fails unless a result has strengths first, one next step, and its chart also as a sentence and a table. Returns its parts.
async fn result_is_complete(app: &App) -> Result<Vec<String>> {
    let parts: Vec<String> = app.eval(PARTS, vec![]).await?;
    ensure!(
        parts.first().is_some_and(|part| part == "strengths"),
        "strengths do not come first: {parts:?}"
    );
    for (part, least) in [("strengths", 1), ("pattern", 1), ("step", 1)] {
        let entries = app
            .count(&format!("[data-screen=result] .{part} [data-entry]"))
            .await?;
        ensure!(entries >= least, "nothing is said under {part}");
    }
    ensure!(
        app.count("[data-screen=result] .step > [data-entry]")
            .await?
            == 1,
        "there is not one next step"
    );
    let sentence = app.text("figure figcaption").await?;
    app.tap("figure details summary").await?;
    let table = app.text("figure table").await?;
    for scale in &app.pack.scales {
        ensure!(
            sentence.contains(scale),
            "the sentence under the picture leaves out {scale}: {sentence}"
        );
        ensure!(
            table.contains(scale),
            "the table leaves out {scale}: {table}"
        );
    }
    Ok(parts)
}

async fn all_skipped(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..app.pack.len(), |_, _| "skip".to_owned())
        .await?;
    let open = app.locale_text("notEnough")?;
    let bands: Vec<String> = app
        .eval("return [...document.querySelectorAll('figure tbody td:nth-child(2)')].map((cell) => cell.textContent)", vec![])
        .await?;
    ensure!(
        bands.len() == app.pack.scales.len() && bands.iter().all(|band| *band == open),
        "bands of nothing: {bands:?}"
    );
    ensure!(
        app.count("[data-screen=result] .step > [data-entry]")
            .await?
            == 1,
        "no next step without answers"
    );
    for (scheme, what) in [("tel", "call"), ("sms", "text")] {
        ensure!(
            app.is_visible(&format!("main a[href^='{scheme}:']"))
                .await?,
            "no number to {what} can be seen"
        );
    }
    Ok(())
}

async fn keep_nothing(app: &mut App) -> Result<()> {
    app.open().await?;
    app.tap_action("keep-nothing").await?;
    app.begin().await?;
    for index in 0..app.pack.len() {
        app.answer(index, &app.some_answer(index)).await?;
        ensure!(
            app.stored_count().await? == 0,
            "kept after question {}: {:?}",
            index + 1,
            app.stored().await?.keys()
        );
    }
    let state = app.go("history", "history").await?;
    ensure!(
        state.offers("open-record"),
        "the check is not even in memory: {state:?}"
    );
    ensure!(
        app.stored_count().await? == 0,
        "kept in the end: {:?}",
        app.stored().await?.keys()
    );
    app.reload().await?;
    let state = app.go("history", "history").await?;
    ensure!(!state.offers("open-record"), "the check outlived the page");
    Ok(())
}

async fn stopped_early(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.go("pause", "pause").await?;
    app.targets_are_large("pause").await?;
    app.tap_action("stay").await?;
    app.until_question(3).await?;
    app.go("pause", "pause").await?;
    let state = app.go("stop-keep", "intro").await?;
    ensure!(
        state.offers("resume") && state.offers("start-again"),
        "no way to carry on: {state:?}"
    );
    ensure!(
        app.draft_answers().await?.len() == 3,
        "not all answers are kept"
    );
    app.tap_action("resume").await?;
    app.until_question(3).await?;
    app.go("pause", "pause").await?;
    let state = app.go("stop-drop", "intro").await?;
    ensure!(
        state.offers("start") && !state.offers("resume"),
        "dropped, and still offered: {state:?}"
    );
    ensure!(
        app.stored_count().await? == 0,
        "left after dropping: {:?}",
        app.stored().await?.keys()
    );
    let state = app.reload().await?;
    ensure!(
        state.offers("start"),
        "after dropping and a reload: {state:?}"
    );
    Ok(())
}

async fn help_on_every_screen(app: &mut App) -> Result<()> {
    let config: serde_json::Value = serde_json::from_str(&app.site.read("config.json")?)?;
    let lines = config["help"].as_array().context("help lines")?.clone();
    e2e::tour::tour(app, async |app, screen| {
        if screen == "broken" {
            return until_true("a number to call on the last resort", async || {
                app.is_visible("a[href^='tel:']").await
            })
            .await;
        }
        ensure!(
            app.is_visible("[data-part=help] summary").await?,
            "no Help now on {screen}"
        );
        app.set_help_open(true).await?;
        let said = app.text("[data-part=help]").await?;
        for line in &lines {
            let name = line["name"].as_str().context("a name")?;
            ensure!(
                said.contains(name),
                "Help now on {screen} leaves out {name}"
            );
        }
        for scheme in ["tel", "sms"] {
            let links = app
                .count(&format!("[data-part=help] a[href^='{scheme}:']"))
                .await?;
            let wanted = lines.iter().filter(|line| !line[scheme].is_null()).count();
            ensure!(
                links == wanted,
                "{links} links of {scheme}: on {screen}, not {wanted}"
            );
        }
        app.set_help_open(false).await?;
        Ok(())
    })
    .await
}
