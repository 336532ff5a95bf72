//! The organisation's configuration: applied where it is valid, replaced by the release's own where it is not.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::{Value, json};
use xtask::demo::{Mode, Variant};
use xtask::tools::browsers::Engine;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("config_invalid", invalid);
    suite.add("config_organisation", organisation);
    suite.add("config_pack_name", pack_name);
    suite.add(
        "config_edited_shown_on_next_visit",
        edited_shown_on_next_visit,
    );
    suite.add("config_theme", theme);
    suite.add_with(
        "config_theme_dark",
        BrowserOptions {
            dark: true,
            ..BrowserOptions::default()
        },
        theme_dark,
    );
}

/// With any unusable `config.json` the check works with the help lines of the release, and the console tells an editor why.
async fn invalid(app: &mut App) -> Result<()> {
    let fewer = json!({"organisation": {"name": "X"}, "directory": {"label": "D", "url": "https://x.example"}, "help": []});
    let faults: [(&str, Option<String>); 5] = [
        ("missing", None),
        ("not JSON", Some("{\"organisation\": {".to_owned())),
        (
            "a page to sign in",
            Some("<!doctype html><title>Sign in</title>".to_owned()),
        ),
        ("other members", Some("{}".to_owned())),
        ("without crisis help", Some(fewer.to_string())),
    ];
    for (name, instead) in faults {
        match instead {
            Some(text) => app.site.put("config.json", &text)?,
            None => app.site.remove("config.json")?,
        }
        let outcome = works_with_fallback(app).await;
        outcome.map_err(|error| error.context(format!("config.json: {name}")))?;
        app.site.restore("config.json")?;
    }
    Ok(())
}

async fn works_with_fallback(app: &App) -> Result<()> {
    app.site.forget_requests();
    app.open().await?;
    let asked = app.site.requests();
    let fallback = asked
        .iter()
        .filter(|path| path.ends_with("config.default.json"));
    ensure!(
        fallback.count() == 1,
        "expected one request for config.default.json, found {asked:?}"
    );
    for scheme in ["tel", "sms"] {
        let css = format!(".intro [data-part=help] a[href^='{scheme}:']");
        let links = app.count(&css);
        ensure!(links.await? > 0, "no {scheme}: link");
    }
    if app.engine()? == Engine::Chromium {
        let log = app.browser()?.driver.browser_log().await?;
        let told = log.iter().any(|entry| {
            let text = &entry.message;
            text.contains("config.json is not used") && text.contains("check-config")
        });
        ensure!(told, "no warning in the console: {log:?}");
    }
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.run("localStorage.clear()", vec![]).await?;
    Ok(())
}

/// The server sends no caching headers, and its files are years old. A changed phone number is still shown on the next visit.
async fn edited_shown_on_next_visit(app: &mut App) -> Result<()> {
    app.site.serve_without_cache_headers()?;
    let hosts = Hosts::start(app)?;
    let numbers = ["0800 111 1111", "0800 222 2222"];
    for place in ["page", "frame", "inline", "broken"] {
        for number in numbers {
            app.site
                .configure(|config| config["help"][0]["tel"] = json!(number))?;
            let (mode, shown) = match place {
                "frame" => (Some(Mode::Frame), "[data-screen=intro]"),
                "inline" => (Some(Mode::Inline), "[data-screen=intro]"),
                "broken" => (None, "#broken"),
                _ => (None, "[data-screen=intro]"),
            };
            if place == "broken" {
                app.site.remove("packs/practitioner.first.json")?;
                app.site.remove("packs/practitioner.json")?;
            }
            if let Some(mode) = mode {
                let url = hosts.url("bootstrap", &Variant::new(mode, false));
                app.open_host(&url, 1).await?;
                app.enter(mode, 0).await?;
            } else {
                app.navigate().await?;
                app.until("the start screen or an error", |state| {
                    state.ready || state.is("broken")
                })
                .await?;
            }
            let link = format!("{shown} a[href='tel:{}']", number.replace(' ', ""));
            until_true(&format!("{link} in {place}"), async || {
                Ok(app.count(&link).await? > 0)
            })
            .await?;
            if mode.is_some() {
                app.leave().await?;
            }
        }
    }
    Ok(())
}

/// An organisation's name, help lines, logo, privacy statement and storage default. All are newer than the built page.
async fn organisation(app: &mut App) -> Result<()> {
    app.site.put(
        "packs/logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9H0z'/></svg>",
    )?;
    app.site.configure(|config| {
        config["organisation"]["name"] = json!({"de": "das Beispiel", "en": "the Example Register"});
        config["organisation"]["logo"] = json!({"src": "packs/logo.svg", "alt": "Example"});
        config["privacy"] = json!({"label": "Our privacy statement", "url": "https://register.example/privacy"});
        config["help"] = json!([
            {"name": "Only in Wales", "what": "x", "nation": "Wales", "tel": "1", "checked": "2026-11-23"},
            {"name": "For everyone", "what": "x", "tel": "2", "checked": "2026-11-23"},
        ]);
        config["moreHelp"] = json!(null);
        config["keepByDefault"] = json!(false);
    })?;
    app.open().await?;
    app.until_text(".foot", "the Example Register").await?;
    ensure!(
        app.is_visible(".foot a[href='https://register.example/privacy']")
            .await?,
        "the privacy statement is not linked"
    );
    let seen: Value = app
        .eval(
            "const logo = document.querySelector('.logo');
            return [logo.alt, logo.complete && logo.naturalWidth > 0,
              document.querySelector('[name=keep]:checked').value,
              [...document.querySelectorAll('.intro .help-lines strong')].map((one) => one.textContent)]",
            vec![],
        )
        .await?;
    let lines = json!(["For everyone", "Wales", "Only in Wales"]);
    ensure!(seen == json!(["Example", true, "nothing", lines]), "{seen}");
    app.axe_finds_nothing().await?;

    // A choice that the person made before the app was ready overrides the default.
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.tap_action("keep-nothing").await?;
    app.tap_action("keep-device").await?;
    app.site
        .configure(|config| config["keepByDefault"] = json!(true))?;
    app.tap_action("keep-nothing").await?;
    drop(held);
    app.until_ready().await?;
    let chosen = app
        .run(
            "return document.querySelector('[name=keep]:checked').value",
            vec![],
        )
        .await?;
    ensure!(chosen == "nothing", "{chosen}");
    Ok(())
}

/// Both parts of the configured pack are loaded, or those of the default pack if there is none of that name.
async fn pack_name(app: &mut App) -> Result<()> {
    for part in ["first.json", "json"] {
        let usual = app.site.read(&format!("packs/practitioner.{part}"))?;
        app.site.put(&format!("packs/own.{part}"), &usual)?;
    }
    for (name, expected) in [("own", "own"), ("missing", "practitioner")] {
        app.site.configure(|config| config["pack"] = json!(name))?;
        app.site.forget_requests();
        app.open().await?;
        app.until_loaded().await?;
        for part in ["first.json", "json"] {
            let path = format!("/packs/{expected}.{part}");
            let asked = app.site.requests();
            ensure!(
                asked.iter().any(|other| other.ends_with(&path)),
                "{name}: {path} was not requested: {asked:?}"
            );
        }
        app.begin().await?;
        app.answer(0, &app.some_answer(0)).await?;
        app.run("localStorage.clear()", vec![]).await?;
    }
    Ok(())
}

/// The colours and fonts that the browser computes.
async fn computed_styles(app: &App) -> Result<Vec<String>> {
    const STYLES: &str = "
        const start = getComputedStyle(document.querySelector('[data-action=start]'));
        const heading = getComputedStyle(document.querySelector('h1'));
        return [start.backgroundColor, start.color, start.borderRadius, getComputedStyle(document.body).fontFamily, heading.fontFamily]";
    app.eval(STYLES, vec![]).await
}

async fn theme(app: &mut App) -> Result<()> {
    app.site.configure(|config| {
        config["theme"] = json!({
            "accent": "#5b3a8e", "font": "\"Gill Sans\", Calibri", "headingFont": "Georgia", "radius": "4px",
        });
    })?;
    app.open().await?;
    let seen = computed_styles(app).await?;
    ensure!(
        seen[..3] == ["rgb(91, 58, 142)", "rgb(255, 253, 248)", "4px"],
        "{seen:?}"
    );
    ensure!(
        seen[3].contains("Gill Sans") && seen[4].starts_with("Georgia"),
        "{seen:?}"
    );

    // Yellow is not legible on a light page, so it is shown darker, and axe-core finds nothing.
    app.site.configure(|config| {
        config["theme"] =
            json!({"accent": "#ffdd00", "font": "x; } body { display: none", "radius": "url(x)"})
    })?;
    app.open().await?;
    let seen = computed_styles(app).await?;
    ensure!(
        seen[0] != "rgb(255, 221, 0)" && seen[2] == "14px",
        "{seen:?}"
    );
    app.axe_finds_nothing().await?;
    warns_editor(app, "theme.accent: #ffdd00 cannot be read").await
}

/// Waits for a warning to editors in the console, and fails if there is more than one. Only Chromium's driver reads the console.
pub(crate) async fn warns_editor(app: &App, what: &str) -> Result<()> {
    if app.engine()? != Engine::Chromium {
        return Ok(());
    }
    let driver = &app.browser()?.driver;
    let mut all = Vec::new();
    until_true(what, async || {
        let log = driver.browser_log().await?.into_iter();
        all.extend(log.map(|entry| entry.message));
        Ok(all.iter().any(|text| text.contains(what)))
    })
    .await?;
    let times = all.iter().filter(|text| text.contains(what)).count();
    ensure!(times == 1, "expected one warning, found {times}: {all:?}");
    Ok(())
}

async fn theme_dark(app: &mut App) -> Result<()> {
    app.site
        .configure(|config| config["theme"] = json!({"accent": "#003366"}))?;
    app.open().await?;
    let made = computed_styles(app).await?;
    ensure!(
        made[0] != "rgb(0, 51, 102)",
        "the colour was not adjusted to the dark background: {made:?}"
    );
    app.axe_finds_nothing().await?;
    app.site.configure(|config| {
        config["theme"] = json!({"accent": "#003366", "accentDark": "#aaccff"})
    })?;
    app.open().await?;
    let seen = computed_styles(app).await?;
    let first = seen.first().context("a colour")?;
    ensure!(first == "rgb(170, 204, 255)", "{seen:?}");
    Ok(())
}
