//! Quick exit: off unless it is set; then one tap or three presses of Shift lead away, and Back does not lead here again.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::site::Site;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("exit_off", off);
    suite.add("exit_button", button);
    suite.add("exit_before_the_app", before_the_app);
    suite.add("exit_shift", shift);
}

/// Nothing answers there, so what is shown is the browser's own word about that; it is another page all the same.
const AWAY: &str = "https://127.0.0.1:9/weather";

/// The way out, once the app has started, and a page of another address before it in the history.
async fn set(app: &App) -> Result<()> {
    app.site
        .configure(|config| config["quickExit"] = json!({ "url": AWAY }))?;
    app.browser()?.open(&before(&app.site)).await
}

fn before(site: &Site) -> String {
    site.url() + "before"
}

/// Nothing of the check is shown any more, and Back leads to what was before it.
async fn gone(app: &App) -> Result<()> {
    let driver = &app.browser()?.driver;
    until_true("the check to be gone", async || {
        let url = driver.current_url().await?;
        Ok(!url.as_str().starts_with(&app.site.url()))
    })
    .await?;
    driver.back().await?;
    until_true("Back to lead to what was before", async || {
        Ok(driver.current_url().await?.as_str() == before(&app.site))
    })
    .await
}

async fn off(app: &mut App) -> Result<()> {
    app.open().await?;
    app.whole().await?;
    ensure!(
        app.count("[data-exit], .exit-said").await? == 0,
        "something of it is there"
    );
    for _ in 0..3 {
        app.press(SHIFT).await?;
    }
    let state = app.state().await?;
    ensure!(
        state.is("intro") && state.url == app.site.url(),
        "{state:?}"
    );
    Ok(())
}

const SHIFT: &str = "\u{e008}";

async fn button(app: &mut App) -> Result<()> {
    set(app).await?;
    app.open().await?;
    // First of all for the keyboard is a link that shows once it has focus; the strip is in sight wherever one reads.
    app.press("\u{e004}").await?;
    app.focus_shows().await?;
    let first = "return document.activeElement.matches('.exit-first[data-exit]')";
    ensure!(
        app.ask::<bool>(first, vec![]).await?,
        "something else comes first: {:?}",
        app.focus().await?
    );
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.go("pause", "pause").await?;
    app.act("stop-keep").await?;
    app.go("find", "find").await?;
    app.targets_are_large("find, with quick exit").await?;
    app.fits_sideways("find, with quick exit").await?;
    let found = app.axe().await?;
    ensure!(found.is_empty(), "axe-core found: {}", found.join("\n"));
    app.run("scrollTo(0, document.documentElement.scrollHeight)", vec![])
        .await?;
    let seen = "const box = document.querySelector('.exit').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight";
    ensure!(
        app.ask::<bool>(seen, vec![]).await?,
        "the strip is out of sight"
    );
    app.tap(".exit a").await?;
    gone(app).await?;
    // What was kept is still there: it was the person's wish.
    app.open().await?;
    ensure!(app.state().await?.offers("resume"), "what was kept is gone");
    Ok(())
}

async fn before_the_app(app: &mut App) -> Result<()> {
    set(app).await?;
    // As on a page that was made with quick exit, or saved with it.
    let page = app.site.read("index.html")?;
    let link = format!(
        "<aside class=\"exit\"><a href=\"{AWAY}\" data-exit=\"\">Leave this page</a></aside><main"
    );
    app.site
        .put("index.html", &page.replacen("<main", &link, 1))?;
    let held = app.site.hold(".wasm");
    app.visit().await?;
    app.tap(".exit a").await?;
    gone(app).await?;
    drop(held);
    Ok(())
}

async fn shift(app: &mut App) -> Result<()> {
    set(app).await?;
    app.open().await?;
    app.whole().await?;
    app.go("find", "find").await?;
    for (press, text) in [
        (SHIFT, "exitTwo"),
        (SHIFT, "exitOne"),
        ("x", "exitOver"),
        (SHIFT, "exitTwo"),
        (SHIFT, "exitOne"),
    ] {
        app.press(press).await?;
        app.reads(".exit-said[role=status]", &app.words(text)?)
            .await?;
    }
    app.press(SHIFT).await?;
    gone(app).await
}
