//! A tour of every screen.

use anyhow::Result;

use crate::app::App;

/// Visits every screen, and each state of a screen that looks different. Calls `look` on each with its name.
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

    beyond(app, &mut look).await?;

    app.go("data", "data").await?;
    app.go("proof", "proof").await?;
    look(app, "proof").await?;
    app.go("back", "data").await?;
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

    app.site.remove("app-*.wasm")?;
    app.visit().await?;
    app.on("broken").await?;
    look(app, "broken").await?;
    app.site.restore("app-*.wasm")
}

/// The passphrase the tests use.
pub const PASSPHRASE: &str = "quiet kettle by the window";

/// Visits the screens one step beyond the result: explanation, note, plan, sheet, history, copies, calendar and lock.
async fn beyond(app: &App, look: &mut impl AsyncFnMut(&App, &str) -> Result<()>) -> Result<()> {
    app.go("explain", "explain").await?;
    look(app, "explain").await?;
    app.unfold().await?;
    look(app, "explain-unfolded").await?;
    app.go("back", "result").await?;
    app.go("note", "note").await?;
    app.tap("[name=tag]").await?;
    app.fill("textarea", "A long week. Two new referrals.")
        .await?;
    look(app, "note").await?;

    app.go("plan", "plan").await?;
    look(app, "plan-making").await?;
    app.make_plan().await?;
    look(app, "plan").await?;
    app.go("calendar", "calendar").await?;
    look(app, "calendar").await?;

    app.go("history", "history").await?;
    app.unfold().await?;
    look(app, "history").await?;
    app.fold().await?;
    app.go("open-record", "result").await?;
    look(app, "result-again").await?;
    app.go("sheet", "sheet").await?;
    app.tap("[name=bring]").await?;
    look(app, "sheet").await?;

    app.go("data", "data").await?;
    app.go("copies", "copies").await?;
    look(app, "copies").await?;
    app.go("back", "data").await?;
    app.go("lock", "lock").await?;
    look(app, "lock").await?;
    app.put_lock_on(PASSPHRASE).await?;
    look(app, "lock-on").await?;
    app.go("lock-now", "locked").await?;
    look(app, "locked").await?;
    app.unlock(PASSPHRASE).await?;
    app.on("intro").await?;
    app.go("data", "data").await?;
    app.go("lock", "lock").await?;
    app.take_lock_off(PASSPHRASE).await
}

impl App {
    /// Makes a plan of the first cue and the first act.
    pub async fn make_plan(&self) -> Result<()> {
        self.tap("[name=cue]").await?;
        self.tap("[name=act]").await?;
        self.act("make-plan").await?;
        self.until("the plan read back", |state| state.offers("calendar"))
            .await
            .map(drop)
    }

    /// Fills in the form that sets the lock, and waits until it is on.
    pub async fn put_lock_on(&self, passphrase: &str) -> Result<()> {
        self.fill("[name=new]", passphrase).await?;
        self.fill("[name=again]", passphrase).await?;
        self.act("lock-set").await?;
        self.until("the lock to be on", |state| state.offers("lock-now"))
            .await
            .map(drop)
    }

    /// Fills in the form that removes the lock, and waits until it is off.
    pub async fn take_lock_off(&self, passphrase: &str) -> Result<()> {
        self.unfold().await?;
        self.fill("main details:last-of-type [name=old]", passphrase)
            .await?;
        self.act("lock-remove").await?;
        self.until("the lock to be off", |state| state.offers("lock-set"))
            .await
            .map(drop)
    }

    /// Types the passphrase on the locked screen and taps Unlock.
    pub async fn unlock(&self, passphrase: &str) -> Result<()> {
        self.fill("[name=old]", passphrase).await?;
        self.act("unlock").await
    }
}
