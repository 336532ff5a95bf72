//! "Am I all right to see clients this week?", by keyboard: nothing of it is stored until it is put in the note.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;

use crate::keyboard::{Direction, tab_to};

const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const SPACE: &str = " ";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("reflect_by_keyboard", by_keyboard);
}

async fn by_keyboard(app: &mut App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::highest_answer).await?;
    let before = app.stored().await?;
    tab_to(app, Direction::Forward, "main [data-action=reflect]").await?;
    app.press(ENTER).await?;
    app.until_screen("reflect").await?;
    app.until_heading_focused().await?;

    tab_to(app, Direction::Forward, "[name=outcome]").await?;
    app.press(SPACE).await?;
    app.press(DOWN).await?;
    app.press(DOWN).await?;
    let chosen =
        "return (window.rootE2e ?? document).querySelector('[name=outcome]:checked').value";
    let chosen: String = app.eval(chosen, vec![]).await?;
    ensure!(chosen == "pause", "the arrow keys lead to {chosen}");
    ensure!(app.stored().await? == before, "a choice is stored");

    tab_to(app, Direction::Forward, "[data-action=outcome-to-note]").await?;
    app.press(ENTER).await?;
    app.until_message("reflectNoted").await?;
    app.until("focus still on the button", |state| {
        state.focus == "outcome-to-note"
    })
    .await?;
    tab_to(app, Direction::Forward, "main [data-action=sheet]").await?;
    app.press(ENTER).await?;
    app.until_screen("sheet").await?;
    ensure!(
        !app.text("[data-part=paper]")
            .await?
            .contains("Pause, and arrange cover"),
        "the page for supervision has the outcome before it is ticked"
    );
    tab_to(app, Direction::Forward, "[name=reflection]").await?;
    app.press(SPACE).await?;
    app.until_text("[data-part=paper]", "Pause, and arrange cover")
        .await?;

    app.browser_back().await?;
    app.until_screen("reflect").await?;
    app.browser_back().await?;
    app.until_screen("result").await?;
    app.go("note", "note").await?;
    let note = "return (window.rootE2e ?? document).querySelector('textarea').value";
    let note: String = app.eval(note, vec![]).await?;
    ensure!(
        note.ends_with("Pause, and arrange cover"),
        "the note says {note:?}"
    );
    app.reload().await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("reflect", "reflect").await?;
    ensure!(
        app.count("[name=outcome]:checked").await? == 0,
        "the choice is still there after the page was loaded again"
    );
    Ok(())
}
