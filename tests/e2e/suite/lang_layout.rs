//! The browser's language, and layouts that a translation could break: long words, and text from right to left.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::pseudolocale::Pseudolocale;
use e2e::tour::tour;
use e2e::trial::Suite;
use serde_json::json;
use xtask::tools::browsers::Engine;

use super::lang::{choose, language_state, until_language};

pub(crate) fn add(suite: &mut Suite) {
    suite.add_in(
        Engine::Chromium,
        "lang_browser_preference",
        BrowserOptions::default(),
        browser_preference,
    );
    let narrow = BrowserOptions {
        width: 320,
        height: 640,
        ..BrowserOptions::default()
    };
    suite.add_with("lang_layout_right_to_left", narrow, right_to_left);
    suite.add_with("lang_layout_long_words", narrow, long_words);
    suite.add("lang_layout_axe", axe);
}

async fn browser_preference(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    let agent: String = app.eval("return navigator.userAgent", vec![]).await?;
    let wants = json!({ "userAgent": agent, "acceptLanguage": "de,cy-GB,en" });
    app.browser()?
        .cdp("Emulation.setUserAgentOverride", wants)
        .await?;
    app.open().await?;
    until_language(app, "cy").await?;
    app.site.offer_languages(&["en"])?;
    app.open().await?;
    until_language(app, "en").await?;
    app.site.offer_languages(&["cy"])?;
    app.open().await?;
    until_language(app, "cy").await.map(drop)
}

async fn right_to_left(app: &mut App) -> Result<()> {
    fits(app, Pseudolocale::Mirrored, "rtl").await
}

async fn long_words(app: &mut App) -> Result<()> {
    fits(app, Pseudolocale::Long, "ltr").await
}

/// Fails unless every screen fits and all tap targets are large enough.
async fn fits(app: &mut App, pseudo: Pseudolocale, dir: &str) -> Result<()> {
    app.site.serve_pseudolocale(pseudo)?;
    let mut found = Vec::new();
    tour(app, async |app, screen| {
        if screen != "broken" {
            let now = language_state(app, screen).await?;
            ensure!(
                now["dir"] == dir && now["page"] == "cy",
                "wrong language or direction on {screen}: {now}"
            );
        }
        let fits = app.fits_sideways(screen).await;
        let large = app.targets_are_large(screen).await;
        found.extend([fits, large].into_iter().filter_map(Result::err));
        Ok(())
    })
    .await?;
    let found: Vec<String> = found.iter().map(|error| format!("{error:#}")).collect();
    ensure!(found.is_empty(), "at 320 CSS pixels:\n{}", found.join("\n"));
    Ok(())
}

async fn axe(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    let mut found = app.axe().await?;
    choose(app, "cy").await?;
    found.extend(app.axe().await?);
    app.targets_are_large("the intro with languages").await?;
    for screen in ["find", "reading", "data"] {
        app.go(screen, screen).await?;
        found.extend(app.axe().await?);
        app.targets_are_large(screen).await?;
    }
    ensure!(
        found.is_empty(),
        "axe-core found violations:\n{}",
        found.join("\n")
    );
    Ok(())
}
