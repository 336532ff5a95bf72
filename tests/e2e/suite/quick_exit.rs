//! Quick exit: off by default. Once it is on, one tap or three presses of Shift lead to another page, and Back does not lead to the check
//! again.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::site::Site;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("quick_exit_off_by_default", off_by_default);
    suite.add("quick_exit_button", button);
    suite.add("quick_exit_before_app_ready", before_app_ready);
    suite.add("quick_exit_static_page", static_page);
    suite.add("quick_exit_shift_key", shift_key);
}

/// The exit page. The configuration takes only `https:` addresses, which no server of these tests speaks: see [`redirect_exit`].
const EXIT_URL: &str = "https://127.0.0.1/weather";

/// Turns quick exit on, and opens another page first, so that the history has an entry before the check.
pub(crate) async fn enable(app: &App) -> Result<()> {
    app.site
        .configure(|config| config["quickExit"] = json!({ "url": EXIT_URL }))?;
    app.site.add(
        "weather.html",
        "<!doctype html><title>Weather</title><h1>Fair</h1>",
    )?;
    app.browser()?.open(&page_before(&app.site)).await
}

/// Makes the exit links in `root` lead to a page that the tests serve.
pub(crate) async fn redirect_exit(app: &App, root: &str) -> Result<()> {
    let lead = format!(
        "for (const link of ({root}).querySelectorAll('[data-exit]')) {{
          if (link.href !== arguments[0] && link.href !== arguments[1]) throw Error(link.href);
          link.href = arguments[1];
        }}"
    );
    let away = [EXIT_URL.to_owned(), exit_page(&app.site)];
    let away = away.map(serde_json::Value::from).to_vec();
    app.run(&lead, away).await.map(drop)
}

pub(crate) fn exit_page(site: &Site) -> String {
    site.url() + "weather.html"
}

fn page_before(site: &Site) -> String {
    site.url() + "before"
}

/// Waits until the exit page is shown.
pub(crate) async fn until_exit_page(app: &App) -> Result<()> {
    let driver = &app.browser()?.driver;
    until_true("the check to be left", async || {
        let url = driver.current_url().await?;
        Ok(url.as_str() == exit_page(&app.site))
    })
    .await
}

/// Waits until the exit page is shown, and Back leads to the page before the check.
pub(crate) async fn until_gone(app: &App) -> Result<()> {
    until_exit_page(app).await?;
    let driver = &app.browser()?.driver;
    driver.back().await?;
    until_true("Back to reach the page before the check", async || {
        Ok(driver.current_url().await?.as_str() == page_before(&app.site))
    })
    .await
}

async fn off_by_default(app: &mut App) -> Result<()> {
    app.open().await?;
    app.until_loaded().await?;
    ensure!(
        app.count("[data-exit], .exit-status").await? == 0,
        "quick exit is shown although it is off"
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

pub(crate) const SHIFT: &str = "\u{e008}";

async fn button(app: &mut App) -> Result<()> {
    enable(app).await?;
    app.open().await?;
    // The first stop of the Tab key is a link that shows once it has focus. The strip is always in view.
    app.press("\u{e004}").await?;
    app.until_focus_visible().await?;
    let first = "return document.activeElement.matches('.exit-first[data-exit]')";
    ensure!(
        app.eval::<bool>(first, vec![]).await?,
        "quick exit is not first in the tab order: {:?}",
        app.focus().await?
    );
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.go("pause", "pause").await?;
    app.tap_action("stop-keep").await?;
    app.go("find", "find").await?;
    app.targets_are_large("find, with quick exit").await?;
    app.fits_sideways("find, with quick exit").await?;
    app.axe_finds_nothing().await?;
    app.run("scrollTo(0, document.documentElement.scrollHeight)", vec![])
        .await?;
    let seen = "const box = document.querySelector('.exit').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight";
    ensure!(
        app.eval::<bool>(seen, vec![]).await?,
        "the quick exit bar is not visible"
    );
    redirect_exit(app, "document").await?;
    app.tap(".exit a").await?;
    until_gone(app).await?;
    // What the person chose to store is still there.
    app.open().await?;
    ensure!(
        app.state().await?.offers("resume"),
        "resuming is not offered"
    );
    Ok(())
}

/// Adds the exit link to a page, as building or saving it with quick exit would.
fn add_exit_link(app: &App, name: &str) -> Result<()> {
    let page = app.site.read(name)?;
    let link = format!(
        "<aside class=\"exit\"><a href=\"{}\" data-exit=\"\">Leave this page</a></aside><main",
        exit_page(&app.site)
    );
    // The page of last resort comes before the intro, out of sight.
    let (before, shown) = page.split_at(page.find("id=\"intro\"").unwrap_or(0));
    app.site
        .put(name, [before, &shown.replacen("<main", &link, 1)].concat())
}

/// A page that does not run the app goes as well, and Back does not lead to it.
async fn static_page(app: &mut App) -> Result<()> {
    enable(app).await?;
    add_exit_link(app, "signs.html")?;
    app.open_path("signs.html", ".exit a").await?;
    app.tap(".exit a").await?;
    until_gone(app).await
}

async fn before_app_ready(app: &mut App) -> Result<()> {
    enable(app).await?;
    add_exit_link(app, "index.html")?;
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.tap(".exit a").await?;
    until_gone(app).await?;
    drop(held);
    Ok(())
}

async fn shift_key(app: &mut App) -> Result<()> {
    enable(app).await?;
    app.open().await?;
    app.until_loaded().await?;
    app.go("find", "find").await?;
    for (press, text) in [
        (SHIFT, "exitTwo"),
        (SHIFT, "exitOne"),
        ("x", "exitOver"),
        (SHIFT, "exitTwo"),
        (SHIFT, "exitOne"),
    ] {
        app.press(press).await?;
        app.until_text(".exit-status[role=status]", &app.locale_text(text)?)
            .await?;
    }
    redirect_exit(app, "document").await?;
    app.press(SHIFT).await?;
    until_gone(app).await
}
