//! The style sheet: fetched once the first screen works, and not needed before the lazy screens.

use anyhow::{Context, Result, ensure};
use e2e::app::{App, State};
use e2e::site::FIRST_LOAD;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

use crate::privacy::SITE_POLICY;
use crate::stalled_requests::{until_given_up, until_help_shown};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("styles_load_after_startup", load_after_startup);
    suite.add("styles_first_screens_complete", first_screens_complete);
    suite.add("styles_slow", slow);
    suite.add("styles_missing", missing);
    suite.add("styles_inline_forbidden", inline_forbidden);
    suite.add("styles_link_element", link_element);
}

/// Finds the style sheet beside the page's inline styles.
const SHEET: &str = "const sheet = document.adoptedStyleSheets?.[0] ?? document.querySelector('link[rel=stylesheet]')?.sheet;";

/// Returns how every element looks: its position, its size and its main styles.
const STYLES: &str = "
    const says = ['color', 'backgroundColor', 'fontSize', 'fontWeight', 'lineHeight', 'borderTopWidth', 'borderTopColor', 'display'];
    return [...document.querySelectorAll('html, body, body *')].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const style = getComputedStyle(one);
        return [one.localName, one.className, x, y, width, height, ...says.map((name) => style[name])].join(' ');
    });";

const SHEET_FILE: &str = "app-*.css";

/// How often a file with this ending was requested.
fn request_count(app: &App, name: &str) -> usize {
    let requests = app.site.requests();
    requests.iter().filter(|path| path.ends_with(name)).count()
}

async fn sheet_is_loaded(app: &App) -> Result<bool> {
    app.eval(
        &[SHEET, "return (sheet?.cssRules.length ?? 0) > 0"].concat(),
        vec![],
    )
    .await
}

/// On a first visit the sheet is not requested before the first question can be answered. On the lazy screens it is there.
async fn load_after_startup(app: &mut App) -> Result<()> {
    let sheet = app.site.file_name(SHEET_FILE)?;
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    for pattern in FIRST_LOAD {
        let name = app
            .site
            .file_name(&pattern.replace(".wasm", "app-*.wasm"))?;
        app.until_requested(&name).await?;
    }
    app.tap_action("start").await?;
    let state = app.until_question(0).await?;
    ensure!(
        !state.ready,
        "ready before the binary has loaded: {state:?}"
    );
    ensure!(
        request_count(app, &sheet) == 0,
        "the style sheet was requested too early: {:?}",
        app.site.requests()
    );
    drop(held);
    app.until_loaded().await?;
    ensure!(
        sheet_is_loaded(app).await?,
        "the style sheet has not loaded"
    );
    shows_a_picture(app).await?;
    let times = request_count(app, &sheet);
    ensure!(
        times == 1,
        "expected one request for the style sheet, found {times}"
    );
    Ok(())
}

/// Answers all questions, and fails unless the chart on the result has the sheet's colours.
async fn shows_a_picture(app: &App) -> Result<()> {
    app.answer_all(0..app.pack.len(), App::some_answer).await?;
    let fill = "const mark = document.querySelector('#app .mark'); return mark && getComputedStyle(mark).fill";
    let fill: Option<String> = app.eval(fill, vec![]).await?;
    ensure!(
        fill.as_deref().is_some_and(|fill| fill != "rgb(0, 0, 0)"),
        "the picture is not styled: {fill:?}"
    );
    Ok(())
}

/// In browsers from before 2023 scripts cannot make style sheets, so a link element fetches it.
async fn link_element(app: &mut App) -> Result<()> {
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.run("delete Document.prototype.adoptedStyleSheets", vec![])
        .await?;
    drop(held);
    app.until_loaded().await?;
    ensure!(
        sheet_is_loaded(app).await?,
        "the style sheet has not loaded"
    );
    app.begin().await?;
    shows_a_picture(app).await
}

/// The screens of the first module look the same with and without the sheet. So do the confirmation before everything is cleared, the
/// message for a missing lazy screen, and the page of last resort.
async fn first_screens_complete(app: &mut App) -> Result<()> {
    app.site.remove("later-*.wasm")?;
    app.navigate().await?;
    app.until("the missing lazy module to be reported", |state| {
        state.lazy.as_deref() == Some("missing")
    })
    .await?;
    until_true("the style sheet to load", async || {
        sheet_is_loaded(app).await
    })
    .await?;
    same_without_sheet(app, "intro").await?;
    app.begin().await?;
    same_without_sheet(app, "question").await?;
    app.answer(0, &app.some_answer(0)).await?;
    same_without_sheet(app, "question").await?;
    app.tap("[data-part=help] summary").await?;
    same_without_sheet(app, "question").await?;
    app.set_help_open(false).await?;
    app.go("pause", "pause").await?;
    same_without_sheet(app, "pause").await?;
    app.go("stop-finish", "result").await?;
    same_without_sheet(app, "result").await?;
    app.go("history", "history").await?;
    same_without_sheet(app, "history").await?;
    app.go("data", "data").await?;
    app.tap_action("clear-all").await?;
    app.until("the confirmation question", |state| {
        state.offers("confirm-yes")
    })
    .await?;
    same_without_sheet(app, "data").await?;
    // It comes first in the page, above the current screen.
    let broken = "document.getElementById('broken').hidden = false";
    app.run(broken, vec![]).await?;
    same_without_sheet(app, "broken").await
}

/// Fails unless the screen looks the same without the sheet.
async fn same_without_sheet(app: &App, screen: &str) -> Result<()> {
    let looks = async |without: bool| -> Result<Vec<String>> {
        let set = [SHEET, "sheet.disabled = arguments[0];"].concat();
        app.run(&set, vec![json!(without)]).await?;
        app.settle().await?;
        app.eval(STYLES, vec![]).await
    };
    app.until_screen(screen).await?;
    let (without, with) = (looks(true).await?, looks(false).await?);
    ensure!(
        without.len() == with.len(),
        "{screen}: the number of elements changed"
    );
    for (without, with) in without.iter().zip(&with) {
        ensure!(
            without == with,
            "{screen}: without the style sheet {without}\nwith it {with}"
        );
    }
    Ok(())
}

/// The sheet is slow. Everything up to the pause works meanwhile, and what needs the sheet appears by itself.
async fn slow(app: &mut App) -> Result<()> {
    app.site.lengthen_timeouts()?;
    let sheet = app.site.file_name(SHEET_FILE)?;
    let held = app.site.hold(&sheet);
    app.navigate().await?;
    app.until_ready().await?;
    app.until_requested(&sheet).await?;
    app.begin().await?;
    app.until_heading_focused().await?;
    app.targets_are_large("question, before the sheet").await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.tap("[data-part=help] summary").await?;
    ensure!(
        app.is_visible("[data-part=help] a[href^='tel:']").await?,
        "the help lines are not shown while waiting"
    );
    app.set_help_open(false).await?;
    app.finish_early().await?;
    let waits = |state: &State| state.is("result") && state.lazy.as_deref() == Some("coming");
    let state = app.state().await?;
    ensure!(
        waits(&state),
        "the screen is shown before its styles have loaded: {state:?}"
    );
    ensure!(
        state.offers("home"),
        "leaving the screen is not offered: {state:?}"
    );
    app.fits_sideways("result, before the sheet").await?;
    drop(held);
    app.until_loaded()
        .await
        .context("after the style sheet has loaded")?;
    ensure!(
        sheet_is_loaded(app).await?,
        "the style sheet has not loaded"
    );
    app.until_screen("result").await.map(drop)
}

/// The sheet does not arrive, or is damaged. The lazy screens are missing after a while, and a tap requests everything again.
async fn missing(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let right = app.site.read(SHEET_FILE)?;
    let name = app.site.file_name(SHEET_FILE)?;
    let missing = |state: &State| state.lazy.as_deref() == Some("missing");
    // On a first visit, and with the other files in the browser's cache.
    for fault in ["hangs", "missing", "damaged", "hangs"] {
        let mut held = None;
        match fault {
            "missing" => app.site.remove(SHEET_FILE)?,
            "damaged" => app
                .site
                .put(SHEET_FILE, "<!doctype html><title>Sign in</title>")?,
            _ => held = app.site.hold(&name),
        }
        app.navigate().await?;
        app.until_ready().await?;
        app.begin().await?;
        app.answer(0, &app.some_answer(0)).await?;
        app.until("the missing file to be reported", missing)
            .await
            .with_context(|| format!("a style sheet that is {fault}"))?;
        app.finish_early().await?;
        app.go("history", "history").await?;
        let before = request_count(app, &name);
        app.tap_action("fetch-later").await?;
        until_true("the file to be requested again", async || {
            Ok(request_count(app, &name) > before)
        })
        .await
        .context(fault)?;
        app.until("the missing file to be reported again", |state| {
            missing(state) && state.offers("fetch-later")
        })
        .await?;
        drop(held);
        app.site.put(SHEET_FILE, &right)?;
        app.tap_action("fetch-later").await?;
        app.until_loaded().await?;
        ensure!(
            sheet_is_loaded(app).await?,
            "the style sheet has not loaded: {fault}"
        );
        app.run("localStorage.clear()", vec![]).await?;
    }
    Ok(())
}

/// If a site's policy blocks inline styles, the check does not start without its sheet. The page of last resort needs none.
async fn inline_forbidden(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    app.site
        .add_header("/", "Content-Security-Policy", SITE_POLICY)?;
    let right = app.site.read(SHEET_FILE)?;
    let name = app.site.file_name(SHEET_FILE)?;
    for fault in ["hangs", "missing"] {
        let mut held = None;
        match fault {
            "missing" => app.site.remove(SHEET_FILE)?,
            _ => held = app.site.hold(&name),
        }
        app.navigate().await?;
        until_given_up(app)
            .await
            .with_context(|| format!("a style sheet that is {fault}"))?;
        until_help_shown(app).await?;
        drop(held);
        app.site.put(SHEET_FILE, &right)?;
        app.tap_action("try-again").await?;
        app.until_ready().await?;
    }
    Ok(())
}
