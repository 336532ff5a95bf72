//! Earlier checks over time, with the notes to them.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::storage::{PREFIX, RECORD};
use e2e::trial::Suite;
use serde_json::json;

use crate::keyboard::{Direction, tab_to};

const NOTE: &str = "compassion-check/note/";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("history_notes", notes);
    suite.add("history_charts", charts);
    suite.add("history_two_packs", two_packs);
    suite.add("history_thousand_checks", thousand_checks);
}

/// The number of points in each path of this class, chart by chart, in the figure at this index.
async fn points(app: &App, figure: usize, class: &str) -> Result<Vec<usize>> {
    const POINTS: &str = "
        const figure = document.querySelectorAll('figure.trend-group')[arguments[0]];
        const paths = [...figure.querySelectorAll('path.' + arguments[1])];
        return paths.map((path) => (path.getAttribute('d') ?? '').replace(/[^ML]/g, '').length);";
    app.eval(POINTS, vec![json!(figure), json!(class)]).await
}

async fn notes(app: &mut App) -> Result<()> {
    const WORDS: &str = "Two new referrals – and “no” said once.";
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.go("note", "note").await?;
    app.until_text("main", &app.locale_text("noteKept")?)
        .await?;
    let tag = app.text("label:has([name=tag])").await?;
    app.tap("[name=tag]").await?;
    app.fill("textarea", WORDS).await?;
    app.change_stored(NOTE, |_| {}).await?;

    app.reload().await?;
    app.go("history", "history").await?;
    app.until_text("[data-action=open-record]", &tag).await?;
    app.until_text("[data-action=open-record]", &app.locale_text("hasNote")?)
        .await?;
    ensure!(
        points(app, 0, "tag-rings").await? == vec![1; app.pack.scales.len()],
        "the tagged check is not ringed in the chart"
    );
    app.until_text("main", &app.locale_text("trendOne")?)
        .await?;
    app.until_text("main", &app.locale_text("trendTagged")?)
        .await?;
    app.go("open-record", "result").await?;
    app.go("note", "note").await?;
    let there = "return [document.querySelector('textarea').value, document.querySelector('[name=tag]').checked]";
    ensure!(
        app.run(there, vec![]).await? == json!([WORDS, true]),
        "the note differs from what was typed"
    );
    app.go("back", "result").await?;
    app.confirm("delete-record").await?;
    let left = app.stored_under(PREFIX).await?;
    ensure!(
        left.is_empty(),
        "still stored after its check was deleted: {:?}",
        left.keys()
    );
    Ok(())
}

async fn charts(app: &mut App) -> Result<()> {
    const COUNT: usize = 14;
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.copy_check(COUNT - 1, 9).await?;
    app.reload().await?;
    app.go("history", "history").await?;
    let scales = app.pack.scales.len();
    for class in ["series", "marks"] {
        ensure!(
            points(app, 0, class).await? == vec![COUNT; scales],
            "{class}: {:?}",
            points(app, 0, class).await?
        );
    }
    ensure!(
        points(app, 0, "tag-rings").await? == vec![0; scales],
        "a check without a tag is ringed in the chart"
    );
    let said = app.text("figure.trend-group figcaption").await?;
    ensure!(!said.contains(&app.locale_text("trendOne")?), "{said}");

    let shown = app.count("[data-action=open-record]").await?;
    ensure!(shown < COUNT, "all checks are listed at once");
    app.tap_action("more").await?;
    app.until("the button that shows more to disappear", |state| {
        !state.offers("more")
    })
    .await?;
    ensure!(
        app.count("[data-action=open-record]").await? == COUNT,
        "not all checks are listed"
    );

    tab_to(
        app,
        Direction::Backward,
        "figure.trend-group details summary",
    )
    .await?;
    app.press("\u{e007}").await?;
    ensure!(
        app.is_visible("figure.trend-group table").await?,
        "no table"
    );
    tab_to(app, Direction::Forward, "figure.trend-group table button").await?;
    app.press("\u{e007}").await?;
    app.until_screen("result").await?;
    app.until_heading_focused().await
}

async fn two_packs(app: &mut App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.copy_check(2, 9).await?;
    let pack = app.site.read("packs/practitioner.json")?;
    let version = format!("\"version\":\"{}\"", app.pack.version);
    ensure!(pack.contains(&version), "no {version} in the pack");
    app.site
        .put_pack(&pack.replacen(&version, "\"version\":\"99.1.0\"", 1))?;
    app.reload().await?;
    app.complete_check(App::some_answer).await?;
    app.go("history", "history").await?;
    ensure!(
        app.count("figure.trend-group").await? == 2,
        "expected two groups of charts, found {}",
        app.count("figure.trend-group").await?
    );
    let scales = app.pack.scales.len();
    for (figure, count) in [(0, 1), (1, 3)] {
        for class in ["series", "marks"] {
            let found = points(app, figure, class).await?;
            ensure!(
                found == vec![count; scales],
                "{class} of group {figure}: {found:?}"
            );
        }
    }
    app.until_text("details.trend summary", &app.pack.version)
        .await?;
    ensure!(
        app.count("[data-action=open-record]").await? == 4,
        "expected four checks in the list"
    );
    Ok(())
}

async fn thousand_checks(app: &mut App) -> Result<()> {
    const COUNT: usize = 1_000;
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.copy_check(COUNT - 1, 1).await?;
    app.reload().await?;
    app.go("history", "history").await?;
    ensure!(
        points(app, 0, "marks").await? == vec![COUNT; app.pack.scales.len()],
        "not all checks are in the chart"
    );
    let shown = app.count("[data-action=open-record]").await?;
    app.tap_action("more").await?;
    app.until("focus on an element", |state| state.focus != "body")
        .await?;
    ensure!(
        app.count("[data-action=open-record]").await? > shown,
        "no more checks are listed"
    );
    app.go("open-record", "result").await?;
    app.confirm("delete-record").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == COUNT - 1,
        "expected one deleted record"
    );
    Ok(())
}
