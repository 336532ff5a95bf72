//! The plan: made, read back, asked about on another day, let go.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::storage::PREFIX;
use e2e::trial::Suite;

use crate::keyboard::{Direction, tab_to};

const PLAN: &str = "compassion-check/plan/";
const DAY: i64 = 86_400_000;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("plan_make_and_change", make_and_change);
    suite.add("plan_keyboard", keyboard);
    suite.add("plan_own_words", own_words);
    suite.add("plan_follow_up", follow_up);
    suite.add("plan_not_stored", not_stored);
}

/// The sentence of the plan that is read back.
async fn plan_sentence(app: &App) -> Result<String> {
    app.text(".read-back .lead").await
}

/// The label of the first choice called `name`.
async fn first_label(app: &App, name: &str) -> Result<String> {
    app.text(&format!("label:has([name={name}])")).await
}

async fn make_and_change(app: &mut App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.go("plan", "plan").await?;
    app.tap_action("make-plan").await?;
    app.until_message("saidPlanUnfinished").await?;
    ensure!(
        app.stored_under(PLAN).await?.is_empty(),
        "an incomplete plan was stored"
    );

    let (cue, act) = (
        first_label(app, "cue").await?,
        first_label(app, "act").await?,
    );
    app.make_plan().await?;
    app.until_message("saidPlanMade").await?;
    let expected = format!("When {cue}, I will {act}.");
    ensure!(
        plan_sentence(app).await? == expected,
        "{}",
        plan_sentence(app).await?
    );
    ensure!(
        app.stored_under(PLAN).await?.len() == 1,
        "expected one stored plan"
    );
    app.until_heading_focused().await?;

    let state = app.reload().await?;
    ensure!(
        !state.offers("went-well"),
        "the plan is asked about on the day it was made: {state:?}"
    );
    let state = app.go("plan", "plan").await?;
    ensure!(
        !state.offers("went-well"),
        "the plan is asked about on the day it was made"
    );
    ensure!(
        plan_sentence(app).await? == expected,
        "the plan changed with a reload"
    );

    app.confirm("delete-plan").await?;
    let state = app.state().await?;
    ensure!(
        state.offers("make-plan"),
        "making a plan is not offered: {state:?}"
    );
    ensure!(
        app.stored_under(PLAN).await?.is_empty(),
        "the deleted plan is still stored"
    );
    app.reload().await?;
    app.go("plan", "plan").await?;
    ensure!(
        !app.is_visible(".read-back .lead").await?,
        "the deleted plan is still shown"
    );
    Ok(())
}

async fn keyboard(app: &mut App) -> Result<()> {
    const SPACE: &str = " ";
    const ENTER: &str = "\u{e007}";
    app.open().await?;
    app.go("plan", "plan").await?;
    app.until_heading_focused().await?;
    let (cue, act) = (
        first_label(app, "cue").await?,
        first_label(app, "act").await?,
    );
    for field in ["[name=cue]", "[name=act]"] {
        tab_to(app, Direction::Forward, field).await?;
        app.press(SPACE).await?;
        app.until("focus to stay on the choice", |state| {
            state.focus == "input"
        })
        .await?;
    }
    app.until_text(
        "p[data-part=read-back]",
        &format!("When {cue}, I will {act}."),
    )
    .await?;
    tab_to(app, Direction::Forward, "[data-action=make-plan]").await?;
    app.press(ENTER).await?;
    let state = app
        .until("the sentence of the plan", |state| state.offers("calendar"))
        .await?;
    ensure!(
        plan_sentence(app).await? == format!("When {cue}, I will {act}."),
        "the plan differs from what was chosen"
    );
    ensure!(
        state.focus != "body",
        "focus was lost when the button disappeared: {state:?}"
    );
    Ok(())
}

async fn own_words(app: &mut App) -> Result<()> {
    app.open().await?;
    app.go("plan", "plan").await?;
    app.open_details().await?;
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
    app.tap_action("make-plan").await?;
    app.until_message("saidPlanMade").await?;
    let expected = "When the kettle boils, I will look out of the window.";
    ensure!(
        plan_sentence(app).await? == expected,
        "{}",
        plan_sentence(app).await?
    );

    // Another plan replaces the first, which is then listed among the earlier ones.
    app.open_details().await?;
    app.make_plan().await?;
    app.until_message("saidPlanMade").await?;
    ensure!(
        app.stored_under(PLAN).await?.len() == 2,
        "expected two stored plans"
    );
    app.open_details().await?;
    app.until_text("main ul.stored", expected).await?;
    app.until_text("main ul.stored", &app.locale_text("wasLetGo")?)
        .await?;
    ensure!(
        plan_sentence(app).await? != expected,
        "the old plan is still the current one"
    );
    Ok(())
}

async fn follow_up(app: &mut App) -> Result<()> {
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
        let expected = plan_sentence(app).await?;
        app.change_stored(PLAN, |plan| {
            for when in ["made", "changed"] {
                let utc = plan[when]["utc"].as_i64().unwrap_or_default();
                plan[when]["utc"] = (utc - DAY).into();
            }
        })
        .await?;
        let state = app.reload().await?;
        ensure!(
            state.is("intro") && state.offers(action),
            "the plan is not asked about at the next visit: {state:?}"
        );
        app.until_text(".plan-question", &expected).await?;
        app.tap_action(action).await?;
        app.until_text("[data-part=went]", &app.locale_text(reply)?)
            .await?;
        let state = app.reload().await?;
        ensure!(
            !state.offers(action),
            "the plan is asked about a second time: {state:?}"
        );
        app.go("plan", "plan").await?;
        app.open_details().await?;
        // Only letting a plan go ends it.
        if action == "went-let-go" {
            app.until_text("main ul.stored", &expected).await?;
            app.until_text("main ul.stored", &app.locale_text("wasLetGo")?)
                .await?;
        } else {
            ensure!(
                plan_sentence(app).await? == expected,
                "the plan is not shown any more"
            );
        }
        app.confirm("delete-plan").await?;
        ensure!(
            app.stored_under(PREFIX).await?.is_empty(),
            "data is still stored after the only earlier plan was deleted"
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
    app.until_text(".read-back", &app.locale_text("planUnkept")?)
        .await?;
    app.reload().await?;
    app.go("plan", "plan").await?;
    ensure!(
        !app.is_visible(".read-back .lead").await?,
        "the plan is still shown"
    );
    Ok(())
}
