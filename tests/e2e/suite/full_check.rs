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

/// Returns all words of a result but the day, also those that are folded.
const WORDS: &str = "
const parts = '[data-screen=result] :is(.content > header, .step, .more)';
return [...document.querySelectorAll(parts)].map((part) => part.textContent).join(' ');";

async fn pointer(app: &mut App) -> Result<()> {
    let intro = app.open().await?;
    ensure!(intro.is("intro"), "expected the intro, found {intro:?}");
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
        "the draft of the finished check is still stored"
    );
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "the finished check is not kept once"
    );
    let said: String = app.eval(WORDS, vec![]).await?;

    let intro = app.reload().await?;
    ensure!(
        intro.is("intro") && intro.offers("start"),
        "expected the intro with Start after a reload, found {intro:?}"
    );
    app.go("history", "history").await?;
    ensure!(
        app.count("[data-action=open-record]").await? == 1,
        "expected one check in history"
    );
    app.go("open-record", "result").await?;
    ensure!(
        app.eval::<Vec<String>>(PARTS, vec![]).await? == parts,
        "the result opened from history has other parts"
    );
    ensure!(
        app.eval::<String>(WORDS, vec![]).await? == said,
        "the result opened from history has another text"
    );

    app.go("home", "intro").await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.finish_early().await?;
    app.go("data", "data").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 2,
        "expected two stored records"
    );
    app.tap_action("delete-record").await?;
    app.tap_action("confirm-no").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 2,
        "a record was deleted although the person answered no"
    );
    app.confirm("delete-record").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "expected one stored record after deleting one"
    );
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "still stored after clearing everything: {:?}",
        app.stored().await?.keys()
    );
    let state = app.go("history", "history").await?;
    ensure!(!state.offers("open-record"), "history still lists a check");
    Ok(())
}

/// Fails unless a result has one next step, its strengths when they are opened, and each scale in its chart. Returns its parts.
async fn result_is_complete(app: &App) -> Result<Vec<String>> {
    let parts: Vec<String> = app.eval(PARTS, vec![]).await?;
    ensure!(
        app.count("[data-screen=result] .step > [data-entry]")
            .await?
            == 1,
        "expected one next step"
    );
    let mut drawn = app.text("[data-screen=result] section figure").await?;
    app.tap(".strengths summary").await?;
    ensure!(
        app.is_visible(".strengths [data-entry]").await?,
        "no strength is shown when they are opened"
    );
    drawn.push_str(&app.text(".strengths figure").await?);
    app.tap(".strengths summary").await?;
    for scale in &app.pack.scales {
        ensure!(
            drawn.contains(scale),
            "the chart leaves out {scale}: {drawn}"
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
        .eval(
            "return [...document.querySelectorAll('figure h3')].map((label) => label.textContent)",
            vec![],
        )
        .await?;
    ensure!(
        app.count("figure .unscored").await? == app.pack.scales.len()
            && bands.iter().all(|band| *band == open),
        "not every scale is said to have too few answers: {bands:?}"
    );
    ensure!(
        app.count("[data-screen=result] .step > [data-entry]")
            .await?
            == 1,
        "expected one next step when every question was skipped"
    );
    for (scheme, what) in [("tel", "call"), ("sms", "text")] {
        ensure!(
            app.is_visible(&format!("main a[href^='{scheme}:']"))
                .await?,
            "no number to {what} is visible"
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
            "stored after question {} although nothing should be: {:?}",
            index + 1,
            app.stored().await?.keys()
        );
    }
    let state = app.go("history", "history").await?;
    ensure!(
        state.offers("open-record"),
        "the check is not in history, although this page should hold it: {state:?}"
    );
    ensure!(
        app.stored_count().await? == 0,
        "stored after the check although nothing should be: {:?}",
        app.stored().await?.keys()
    );
    app.reload().await?;
    let state = app.go("history", "history").await?;
    ensure!(
        !state.offers("open-record"),
        "the check is still in history after a reload"
    );
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
        "resuming or starting again is not offered: {state:?}"
    );
    ensure!(
        app.draft_answers().await?.len() == 3,
        "expected three stored answers"
    );
    app.tap_action("resume").await?;
    app.until_question(3).await?;
    app.go("pause", "pause").await?;
    let state = app.go("stop-drop", "intro").await?;
    ensure!(
        state.offers("start") && !state.offers("resume"),
        "the discarded check is still offered: {state:?}"
    );
    ensure!(
        app.stored_count().await? == 0,
        "still stored after the check was discarded: {:?}",
        app.stored().await?.keys()
    );
    let state = app.reload().await?;
    ensure!(
        state.offers("start"),
        "Start is not offered after discarding and a reload: {state:?}"
    );
    Ok(())
}

async fn help_on_every_screen(app: &mut App) -> Result<()> {
    let config: serde_json::Value = serde_json::from_str(&app.site.read("config.json")?)?;
    let lines = config["help"].as_array().context("help lines")?.clone();
    e2e::tour::tour(app, async |app, screen| {
        if screen == "broken" {
            return until_true("a phone number on the page of last resort", async || {
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
                .count(&format!(
                    ".help-panel > .help-lines > li > a[href^='{scheme}:']"
                ))
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
