//! The plan: made, read back, asked about on another day, let go.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::store::PREFIX;
use e2e::trial::Suite;

use crate::keyboard::{Way, tab_to};

const PLAN: &str = "compassion-check/plan/";
const DAY: i64 = 86_400_000;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("plan_chosen", chosen);
    suite.add("plan_keyboard", keyboard);
    suite.add("plan_own_words", own_words);
    suite.add("plan_asked_about_later", asked_about_later);
    suite.add("plan_not_stored", not_stored);
}

/// The sentence of the plan that is read back.
async fn sentence(app: &App) -> Result<String> {
    app.text(".read-back .lead").await
}

/// The label of the first choice called `name`.
async fn first(app: &App, name: &str) -> Result<String> {
    app.text(&format!("label:has([name={name}])")).await
}

async fn chosen(app: &mut App) -> Result<()> {
    app.open().await?;
    app.whole_check(App::some_answer).await?;
    app.go("plan", "plan").await?;
    app.act("make-plan").await?;
    app.says("saidPlanUnfinished").await?;
    ensure!(
        app.stored_under(PLAN).await?.is_empty(),
        "half a plan is kept"
    );

    let (cue, act) = (first(app, "cue").await?, first(app, "act").await?);
    app.make_plan().await?;
    app.says("saidPlanMade").await?;
    let expected = format!("When {cue}, I will {act}.");
    ensure!(sentence(app).await? == expected, "{}", sentence(app).await?);
    ensure!(
        app.stored_under(PLAN).await?.len() == 1,
        "the plan is not kept"
    );
    app.heading().await?;

    let state = app.reload().await?;
    ensure!(!state.offers("went-well"), "asked about at once: {state:?}");
    let state = app.go("plan", "plan").await?;
    ensure!(!state.offers("went-well"), "asked about at once");
    ensure!(sentence(app).await? == expected, "changed by a reload");

    app.confirm("delete-plan").await?;
    let state = app.state().await?;
    ensure!(state.offers("make-plan"), "none can be made: {state:?}");
    ensure!(
        app.stored_under(PLAN).await?.is_empty(),
        "a deleted plan is kept"
    );
    app.reload().await?;
    app.go("plan", "plan").await?;
    ensure!(
        !app.sees(".read-back .lead").await?,
        "a deleted plan is read back"
    );
    Ok(())
}

async fn keyboard(app: &mut App) -> Result<()> {
    const SPACE: &str = " ";
    const ENTER: &str = "\u{e007}";
    app.open().await?;
    app.go("plan", "plan").await?;
    app.heading().await?;
    let (cue, act) = (first(app, "cue").await?, first(app, "act").await?);
    for field in ["[name=cue]", "[name=act]"] {
        tab_to(app, Way::On, field).await?;
        app.press(SPACE).await?;
        app.until("focus to stay on the choice", |state| {
            state.focus == "input"
        })
        .await?;
    }
    app.reads(
        "p[data-part=read-back]",
        &format!("When {cue}, I will {act}."),
    )
    .await?;
    tab_to(app, Way::On, "[data-action=make-plan]").await?;
    app.press(ENTER).await?;
    let state = app
        .until("the plan read back", |state| state.offers("calendar"))
        .await?;
    ensure!(
        sentence(app).await? == format!("When {cue}, I will {act}."),
        "another plan"
    );
    ensure!(
        state.focus != "body",
        "focus is lost with the button: {state:?}"
    );
    Ok(())
}

async fn own_words(app: &mut App) -> Result<()> {
    app.open().await?;
    app.go("plan", "plan").await?;
    app.fill(
        "fieldset:nth-of-type(1) textarea",
        "the kettle\u{e007}boils.",
    )
    .await?;
    app.fill(
        "fieldset:nth-of-type(2) textarea",
        "look out of the window.",
    )
    .await?;
    app.act("make-plan").await?;
    app.says("saidPlanMade").await?;
    let expected = "When the kettle boils, I will look out of the window.";
    ensure!(sentence(app).await? == expected, "{}", sentence(app).await?);

    // Another plan replaces the first, which is then listed among the earlier ones.
    app.unfold().await?;
    app.make_plan().await?;
    app.says("saidPlanMade").await?;
    ensure!(
        app.stored_under(PLAN).await?.len() == 2,
        "the plan before is not kept"
    );
    app.unfold().await?;
    app.reads("main ul.kept", expected).await?;
    app.reads("main ul.kept", &app.words("wasLetGo")?).await?;
    ensure!(sentence(app).await? != expected, "the old plan is still it");
    Ok(())
}

async fn asked_about_later(app: &mut App) -> Result<()> {
    let answers = [
        ("went-well", "wentWell"),
        ("went-partly", "wentPartly"),
        ("went-not", "wentNot"),
        ("went-let-go", "wentLetGo"),
    ];
    app.open().await?;
    for (action, reply) in answers {
        app.go("plan", "plan").await?;
        app.make_plan().await?;
        let expected = sentence(app).await?;
        app.change_kept(PLAN, |plan| {
            for when in ["made", "changed"] {
                let utc = plan[when]["utc"].as_i64().unwrap_or_default();
                plan[when]["utc"] = (utc - DAY).into();
            }
        })
        .await?;
        let state = app.reload().await?;
        ensure!(
            state.is("intro") && state.offers(action),
            "not asked about at the next visit: {state:?}"
        );
        app.reads(".asked", &expected).await?;
        app.act(action).await?;
        app.reads("[data-part=went]", &app.words(reply)?).await?;
        let state = app.reload().await?;
        ensure!(!state.offers(action), "asked about again: {state:?}");
        app.go("plan", "plan").await?;
        app.unfold().await?;
        // Only letting a plan go ends it.
        if action == "went-let-go" {
            app.reads("main ul.kept", &expected).await?;
            app.reads("main ul.kept", &app.words("wasLetGo")?).await?;
        } else {
            ensure!(sentence(app).await? == expected, "the plan is gone");
        }
        app.confirm("delete-plan").await?;
        ensure!(
            app.stored_under(PREFIX).await?.is_empty(),
            "left after deleting the only plan before"
        );
        app.go("home", "intro").await?;
    }
    Ok(())
}

async fn not_stored(app: &mut App) -> Result<()> {
    app.open().await?;
    app.tap("[data-action=keep-nothing]").await?;
    app.go("plan", "plan").await?;
    app.make_plan().await?;
    ensure!(app.stored_count().await? == 0, "something is stored");
    app.reads(".read-back", &app.words("planUnkept")?).await?;
    app.reload().await?;
    app.go("plan", "plan").await?;
    ensure!(!app.sees(".read-back .lead").await?, "it is still there");
    Ok(())
}
