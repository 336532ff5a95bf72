//! Every screen, one after another.

use anyhow::Result;

use crate::app::App;

/// Visits every screen, and the states of one that look different; `look` is called on each with its name.
pub async fn tour(app: &App, mut look: impl AsyncFnMut(&App, &str) -> Result<()>) -> Result<()> {
    app.open().await?;
    look(app, "intro").await?;
    for screen in ["find", "reading"] {
        app.go(screen, screen).await?;
        look(app, screen).await?;
    }
    for screen in ["history", "data"] {
        app.go(screen, screen).await?;
        look(app, &format!("{screen}-empty")).await?;
    }
    app.go("home", "intro").await?;

    app.begin().await?;
    look(app, "question").await?;
    app.tap("[data-part=help] summary").await?;
    look(app, "question-help").await?;
    app.run(
        "document.querySelector('[data-part=help]').open = false",
        vec![],
    )
    .await?;
    app.answer(0, &app.some_answer(0)).await?;

    let middle = app.pack.len() / 2;
    app.answer_in_draft(middle).await?;
    app.reload().await?;
    look(app, "intro-resume").await?;
    app.act("resume").await?;
    app.at(middle).await?;
    app.act("back").await?;
    app.at(middle - 1).await?;
    look(app, "question-marked").await?;
    app.go("pause", "pause").await?;
    look(app, "pause").await?;

    let context = app.pack.first_context()?;
    app.answer_in_draft(context).await?;
    app.reload().await?;
    app.act("resume").await?;
    app.at(context).await?;
    look(app, "context").await?;
    app.answer_all(context..app.pack.len(), App::some_answer)
        .await?;
    app.on("result").await?;
    look(app, "result").await?;
    app.unfold().await?;
    look(app, "result-unfolded").await?;
    app.fold().await?;

    app.go("history", "history").await?;
    look(app, "history").await?;
    app.go("data", "data").await?;
    app.unfold().await?;
    look(app, "data").await?;
    app.fold().await?;
    app.act("clear-all").await?;
    app.until("the question whether to", |state| {
        state.offers("confirm-yes")
    })
    .await?;
    look(app, "data-asking").await?;
    app.act("confirm-no").await?;
    app.store("compassion-check/record/damaged", "?").await?;
    app.reload().await?;
    look(app, "intro-notice").await?;

    app.site.remove(".wasm")?;
    app.visit().await?;
    app.on("broken").await?;
    look(app, "broken").await?;
    app.site.restore(".wasm")
}
