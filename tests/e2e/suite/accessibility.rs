//! Accessibility: axe-core on every screen, narrow and mirrored pages, forced colours, and the search of the register.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::tour::tour;
use e2e::trial::Suite;
use serde_json::json;
use xtask::tools::browsers::Engine;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("accessibility_axe_light", axe);
    suite.add_with(
        "accessibility_axe_dark",
        BrowserOptions {
            dark: true,
            ..BrowserOptions::default()
        },
        axe,
    );
    // A window 1280 pixels wide has 320 CSS pixels at 400 % zoom.
    suite.add_with(
        "accessibility_reflow",
        BrowserOptions {
            width: 320,
            height: 640,
            ..BrowserOptions::default()
        },
        reflow,
    );
    suite.add_in(
        Engine::Chromium,
        "accessibility_forced_colours",
        BrowserOptions::default(),
        forced_colours,
    );
    suite.add("accessibility_register_search", register_search);
}

async fn axe(app: &mut App) -> Result<()> {
    let mut found = Vec::new();
    tour(app, async |app, screen| {
        found.extend(
            app.axe()
                .await?
                .into_iter()
                .map(|one| format!("on {screen}: {one}")),
        );
        Ok(())
    })
    .await?;
    ensure!(
        found.is_empty(),
        "axe-core found violations:\n{}",
        found.join("\n")
    );
    Ok(())
}

async fn reflow(app: &mut App) -> Result<()> {
    let mut found = Vec::new();
    tour(app, async |app, screen| {
        let mirror = async |direction: &str| {
            app.run(
                "document.documentElement.dir = arguments[0]",
                vec![json!(direction)],
            )
            .await
        };
        for direction in ["ltr", "rtl"] {
            mirror(direction).await?;
            let fits = app.fits_sideways(&format!("{screen}, {direction}")).await;
            found.extend(fits.err().map(|error| format!("{error:#}")));
        }
        mirror("ltr").await?;
        found.extend(
            app.targets_are_large(screen)
                .await
                .err()
                .map(|error| format!("{error:#}")),
        );
        Ok(())
    })
    .await?;
    ensure!(found.is_empty(), "at 320 CSS pixels:\n{}", found.join("\n"));
    Ok(())
}

/// Forced colours remove backgrounds. A marked answer and the focus must still be visible.
async fn forced_colours(app: &mut App) -> Result<()> {
    app.open().await?;
    let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    app.browser()?
        .cdp("Emulation.setEmulatedMedia", forced)
        .await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.tap_action("back").await?;
    app.until_question(0).await?;
    app.until_heading_focused().await?;
    app.settle().await?;
    let marked = app.screenshot().await?;
    std::fs::write(app.programs.evidence.join("forced-colours.png"), &marked)?;
    let mark =
        "const one = document.querySelector('[data-answer][aria-pressed=true]') ?? window.unmarked;
        window.unmarked = one; one.setAttribute('aria-pressed', String(arguments[0]))";
    app.run(mark, vec![json!(false)]).await?;
    app.settle().await?;
    ensure!(
        app.screenshot().await? != marked,
        "a selected answer looks like the others"
    );
    app.run(mark, vec![json!(true)]).await?;
    app.press("\u{e015}").await?;
    app.settle().await?;
    let focused = app.screenshot().await?;
    app.run("document.activeElement.blur()", vec![]).await?;
    app.settle().await?;
    ensure!(
        app.screenshot().await? != focused,
        "a focused answer looks like the others"
    );
    Ok(())
}

async fn register_search(app: &mut App) -> Result<()> {
    app.open().await?;
    app.go("find", "find").await?;
    ensure!(
        app.count("[data-search]").await? == 0,
        "search fields are shown although no search address is configured"
    );
    app.site.configure(|config| {
        config["registerSearch"] = json!({
            "byLocation": "https://example.org/near?place={q}",
            "byName": "https://example.org/who?name={q}",
        });
    })?;
    app.reload().await?;
    app.go("find", "find").await?;
    ensure!(
        app.count("[data-search]").await? == 2,
        "expected two search fields"
    );
    app.targets_are_large("find").await?;
    app.axe_finds_nothing().await?;
    for (place, words, address) in [
        (
            1,
            "Stoke-on-Trent & más",
            "https://example.org/near?place=Stoke-on-Trent%20%26%20m%C3%A1s",
        ),
        (2, "O’Neill", "https://example.org/who?name=O%E2%80%99Neill"),
    ] {
        let field = app
            .find(&format!(
                "main section [data-search]:nth-of-type({place}) input"
            ))
            .await?;
        let field = field.with_context(|| format!("no field {place}"))?;
        field.send_keys(words).await?;
        let links = "return [...document.querySelectorAll('[data-search] a[href]')].map((link) => link.getAttribute('href'))";
        e2e::wait::until_true("the search address", async || {
            Ok(app
                .eval::<Vec<String>>(links, vec![])
                .await?
                .iter()
                .any(|link| link == address))
        })
        .await?;
    }
    let state = app.state().await?;
    ensure!(
        state.url == app.site.url(),
        "the typed text is in the page's URL: {state:?}"
    );
    ensure!(app.stored_count().await? == 0, "the typed text was stored");
    Ok(())
}
