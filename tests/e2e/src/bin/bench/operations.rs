//! The measured operations, each with a thousand checks on the device.

use anyhow::{Result, ensure};
use e2e::app::App;
use xtask::bench::Figure;

use crate::meter::{Spent, evaluate, figures, measure_tap, open_blank_page, read_counters, tap};

/// How often each operation is measured.
const TIMES: usize = 10;

/// Target for the script time after a tap, in milliseconds: too short to notice.
const TAP: f64 = 100.0;

/// Target for the script time before the first question can be answered, in milliseconds.
const START: f64 = 250.0;

const INTRO: &str = "[data-screen=intro] [data-heading]";
const HISTORY: &str = "[data-screen=history] [data-action=open-record]";

/// Replaces downloads, which would make the browser ask questions, and adds up their sizes.
const DISCARD_DOWNLOADS: &str = "
window.saved = 0;
URL.createObjectURL = (blob) => { saved += blob.size; return 'blob:nowhere'; };
HTMLAnchorElement.prototype.click = () => {};
true";

/// Measures the start from an empty page. The lazy module is held back until the page can be used, and measured separately.
pub async fn start(app: &App) -> Result<Vec<Figure>> {
    let later = app.site.file_name("later-*.wasm")?;
    let (mut until_ready, mut until_whole) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let held = app.site.hold(&later);
        open_blank_page(app).await?;
        app.navigate().await?;
        tap(app, None, "[data-ready]").await?;
        let ready = read_counters(app).await?;
        drop(held);
        tap(app, None, "[data-later=here]:not(script)").await?;
        until_ready.push(ready);
        until_whole.push(read_counters(app).await?.since(ready));
    }
    let mut all = figures("start, until ready", &until_ready, START);
    all.extend(figures("start, the lazy screens", &until_whole, START));
    Ok(all)
}

/// Measures opening the history from the intro.
pub async fn history(app: &App) -> Result<Vec<Figure>> {
    let mut spent = Vec::new();
    for _ in 0..TIMES {
        spent.push(measure_tap(app, "[data-action=history]", HISTORY).await?);
        tap(app, Some("[data-action=home]"), INTRO).await?;
    }
    Ok(figures("history opened", &spent, TAP))
}

/// Measures typing a letter into the note to the newest check.
pub async fn note(app: &App) -> Result<Vec<Figure>> {
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("note", "note").await?;
    app.tap("textarea").await?;
    let mut spent = Vec::new();
    for _ in 0..TIMES {
        let before = read_counters(app).await?;
        app.press("a").await?;
        tap(app, None, "[data-screen=note] textarea").await?;
        spent.push(read_counters(app).await?.since(before));
    }
    let written = "a".repeat(TIMES);
    let kept = app.stored_under("compassion-check/note/").await?;
    ensure!(
        kept.values().any(|note| note.contains(&written)),
        "the typed letters were not stored"
    );
    Ok(figures("a letter in a note", &spent, TAP))
}

/// Measures saving a backup of everything.
pub async fn backup(app: &App) -> Result<Vec<Figure>> {
    app.go("data", "data").await?;
    app.go("copies", "copies").await?;
    evaluate(app, DISCARD_DOWNLOADS).await?;
    let mut spent = Vec::new();
    for _ in 0..TIMES {
        spent.push(measure_tap(app, "[data-action=save-backup]", "[data-screen=copies]").await?);
    }
    let saved = evaluate(app, "saved").await?.as_u64().unwrap_or_default();
    let least = (crate::seed::CHECKS * TIMES * 100) as u64;
    ensure!(saved > least, "only {saved} bytes were saved");
    Ok(figures("a backup saved", &spent, TAP))
}

/// Measures answering the tenth question, which stores the draft.
pub async fn answer(app: &App) -> Result<Vec<Figure>> {
    const TENTH: usize = 9;
    tap(app, Some("[data-action=home]"), INTRO).await?;
    app.begin().await?;
    app.answer_all(0..TENTH, App::some_answer).await?;
    let question = |at: usize| format!("[data-question={}]", app.pack.items[at].id);
    let (here, next) = (question(TENTH), question(TENTH + 1));
    let mut spent: Vec<Spent> = Vec::new();
    for time in 0..TIMES {
        let values = &app.pack.items[TENTH].values;
        let value = &values[time % values.len()];
        spent.push(measure_tap(app, &format!("{here} [data-answer='{value}']"), &next).await?);
        tap(app, Some("[data-action=back]"), &here).await?;
    }
    Ok(figures("question 10 answered", &spent, TAP))
}
