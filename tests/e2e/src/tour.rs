//! A tour of every screen.

use anyhow::Result;

use crate::app::App;

/// Visits every screen, and each state of a screen that looks different. Calls `inspect` on each with its name.
pub async fn tour(app: &App, mut inspect: impl AsyncFnMut(&App, &str) -> Result<()>) -> Result<()> {
    app.open().await?;
    inspect(app, "intro").await?;
    for screen in ["find", "reading"] {
        app.go(screen, screen).await?;
        inspect(app, screen).await?;
    }
    for screen in ["history", "data"] {
        app.go(screen, screen).await?;
        inspect(app, &format!("{screen}-empty")).await?;
    }
    app.go("home", "intro").await?;

    app.begin().await?;
    inspect(app, "question").await?;
    app.tap("[data-part=help] summary").await?;
    inspect(app, "question-help").await?;
    app.set_help_open(false).await?;
    app.answer(0, &app.some_answer(0)).await?;

    let middle = app.pack.len() / 2;
    app.answer_in_draft(middle).await?;
    app.reload().await?;
    inspect(app, "intro-resume").await?;
    app.tap_action("resume").await?;
    app.until_question(middle).await?;
    app.tap_action("back").await?;
    app.until_question(middle - 1).await?;
    inspect(app, "question-marked").await?;
    app.go("pause", "pause").await?;
    inspect(app, "pause").await?;
    app.go("minute", "minute").await?;
    inspect(app, "minute").await?;

    let context = app.pack.first_context()?;
    app.answer_in_draft(context).await?;
    app.reload().await?;
    app.tap_action("resume").await?;
    app.until_question(context).await?;
    inspect(app, "context").await?;
    app.answer_all(context..app.pack.len(), App::some_answer)
        .await?;
    app.until_screen("result").await?;
    inspect(app, "result").await?;
    app.open_details().await?;
    inspect(app, "result-unfolded").await?;
    app.close_details().await?;

    after_the_result(app, &mut inspect).await?;

    app.go("data", "data").await?;
    app.go("proof", "proof").await?;
    inspect(app, "proof").await?;
    app.go("back", "data").await?;
    app.open_details().await?;
    inspect(app, "data").await?;
    app.close_details().await?;
    app.tap_action("clear-all").await?;
    app.until("the confirmation question", |state| {
        state.offers("confirm-yes")
    })
    .await?;
    inspect(app, "data-asking").await?;
    app.tap_action("confirm-no").await?;
    app.store("compassion-check/record/damaged", "?").await?;
    app.reload().await?;
    inspect(app, "intro-notice").await?;

    app.site.remove("app-*.wasm")?;
    app.navigate().await?;
    app.until_screen("broken").await?;
    inspect(app, "broken").await?;
    app.site.restore("app-*.wasm")
}

/// A way from a result through the screens that can be opened from there: the action that is tapped, and the screen that
/// it opens. Unlike [`tour`], it never loads the page again.
pub const FROM_RESULT: [(&str, &str); 18] = [
    ("explain", "explain"),
    ("back", "result"),
    ("note", "note"),
    ("back", "result"),
    ("reflect", "reflect"),
    ("back", "result"),
    ("sheet", "sheet"),
    ("back", "result"),
    ("history", "history"),
    ("find", "find"),
    ("data", "data"),
    ("proof", "proof"),
    ("back", "data"),
    ("copies", "copies"),
    ("back", "data"),
    ("lock", "lock"),
    ("back", "data"),
    ("plan", "plan"),
];

/// The passphrase the tests use.
pub const PASSPHRASE: &str = "quiet kettle by the window";

/// Visits the screens one step beyond the result: explanation, note, plan, sheet, history, copies, calendar and lock.
async fn after_the_result(
    app: &App,
    inspect: &mut impl AsyncFnMut(&App, &str) -> Result<()>,
) -> Result<()> {
    app.go("explain", "explain").await?;
    inspect(app, "explain").await?;
    app.open_details().await?;
    inspect(app, "explain-unfolded").await?;
    app.go("back", "result").await?;
    app.go("reflect", "reflect").await?;
    inspect(app, "reflect").await?;
    app.tap("[name=outcome]").await?;
    app.open_details().await?;
    inspect(app, "reflect-chosen").await?;
    app.close_details().await?;
    app.go("back", "result").await?;
    app.go("note", "note").await?;
    app.tap("[name=tag]").await?;
    app.fill("textarea", "A long week. Two new referrals.")
        .await?;
    inspect(app, "note").await?;

    app.go("plan", "plan").await?;
    inspect(app, "plan-making").await?;
    app.make_plan().await?;
    inspect(app, "plan").await?;
    app.go("calendar", "calendar").await?;
    inspect(app, "calendar").await?;

    app.go("history", "history").await?;
    app.open_details().await?;
    inspect(app, "history").await?;
    app.close_details().await?;
    app.go("open-record", "result").await?;
    inspect(app, "result-again").await?;
    app.go("sheet", "sheet").await?;
    app.tap("[name=bring]").await?;
    inspect(app, "sheet").await?;

    app.go("data", "data").await?;
    app.go("copies", "copies").await?;
    inspect(app, "copies").await?;
    app.go("back", "data").await?;
    app.go("lock", "lock").await?;
    inspect(app, "lock").await?;
    app.set_lock(PASSPHRASE).await?;
    inspect(app, "lock-on").await?;
    app.go("lock-now", "locked").await?;
    inspect(app, "locked").await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.go("data", "data").await?;
    app.go("lock", "lock").await?;
    app.remove_lock(PASSPHRASE).await
}

impl App {
    /// Makes a plan of the first cue and the first act.
    pub async fn make_plan(&self) -> Result<()> {
        self.tap("[name=cue]").await?;
        self.tap("[name=act]").await?;
        self.tap_action("make-plan").await?;
        self.until("the sentence of the plan", |state| state.offers("calendar"))
            .await
            .map(drop)
    }

    /// Fills in the form that sets the lock, and waits until it is on.
    pub async fn set_lock(&self, passphrase: &str) -> Result<()> {
        self.submit_lock_form(passphrase, passphrase).await?;
        self.until("the lock to be on", |state| state.offers("lock-now"))
            .await
            .map(drop)
    }

    /// Submits the form that sets the lock.
    pub async fn submit_lock_form(&self, passphrase: &str, again: &str) -> Result<()> {
        self.fill("[name=new]", passphrase).await?;
        self.fill("[name=again]", again).await?;
        self.tap_action("lock-set").await
    }

    /// Fills in the form that removes the lock, and waits until it is off.
    pub async fn remove_lock(&self, passphrase: &str) -> Result<()> {
        self.open_details().await?;
        self.fill("main details:last-of-type [name=old]", passphrase)
            .await?;
        self.tap_action("lock-remove").await?;
        self.until("the lock to be off", |state| state.offers("lock-set"))
            .await
            .map(drop)
    }

    /// Types the passphrase on the locked screen and taps Unlock.
    pub async fn unlock(&self, passphrase: &str) -> Result<()> {
        self.fill("[name=old]", passphrase).await?;
        self.tap_action("unlock").await
    }
}
