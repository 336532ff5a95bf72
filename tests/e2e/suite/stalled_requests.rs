//! Files that hang, fail or are damaged end in a message with help and a button that requests them again. The page gives up after two
//! seconds instead of twenty ([`Site::shorten_timeouts`](e2e::site::Site::shorten_timeouts)).

use anyhow::{Context, Result, ensure};
use e2e::app::{App, State};
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::site::FIRST_LOAD;
use e2e::trial::Suite;
use e2e::wait::until_true;
use xtask::demo::{Mode, Variant};
use xtask::tools::browsers::Engine;

use crate::embed_errors::try_again;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("stalled_requests_after_answer", after_answer);
    suite.add("stalled_requests_lazy_module", lazy_module);
    suite.add("stalled_requests_more_help", more_help);
    suite.add("stalled_requests_embedded", embedded);
    let unloaded = BrowserOptions {
        waits_for_load: false,
        ..BrowserOptions::default()
    };
    suite.add_with(
        "stalled_requests_each_first_file",
        unloaded,
        each_first_file,
    );
    // WebKit shows nothing of a page that is still loading.
    for engine in [Engine::Chromium, Engine::Firefox] {
        suite.add_in(engine, "stalled_requests_page", unloaded, page);
    }
    suite.add_with("stalled_requests_loader", unloaded, loader);
    suite.add_with("stalled_requests_all_files", unloaded, all_files);
    // Chromium's driver runs no script during a navigation.
    for engine in [Engine::Firefox, Engine::WebKit] {
        suite.add_in(
            engine,
            "stalled_requests_check_config",
            unloaded,
            check_config,
        );
    }
}

/// Each file that the start needs does not arrive, or only half of it does.
async fn each_first_file(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    for pattern in FIRST_LOAD {
        let name = app
            .site
            .file_name(&pattern.replace(".wasm", "app-*.wasm"))?;
        for half in [false, true] {
            let held = if half {
                app.site.hold_halfway(&name)
            } else {
                app.site.hold(&name)
            };
            let outcome = gives_up_and_tries_again(app, held).await;
            outcome.map_err(|error| error.context(format!("{name}, half of it: {half}")))?;
        }
    }
    Ok(())
}

/// A file is refused while the page itself is still loading, before or after the app's element. What still arrives must not bring a dead
/// Start.
async fn page(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let whole = app.site.read("index.html")?;
    let _refused = app.site.refuse(".wasm");
    for place in ["<div id=\"app\"", "</body>"] {
        let (start, end) = whole.split_at(whole.find(place).context(place)?);
        // Long enough that the middle of the page is inside it.
        let filler = format!("<!--{}-->", "x".repeat(2 * whole.len()));
        app.site.put("index.html", [start, &filler, end].concat())?;
        let held = app.site.hold_halfway("/");
        app.navigate().await?;
        app.until_screen("broken").await?;
        drop(held);
        until_true("the rest of the page", async || {
            app.eval("return document.readyState !== 'loading'", vec![])
                .await
        })
        .await?;
        let state = until_given_up(app).await.context(place)?;
        ensure!(!state.offers("start"), "{place}: {state:?}");
        until_help_shown(app).await?;
    }
    Ok(())
}

async fn gives_up_and_tries_again(app: &App, held: impl Sized) -> Result<()> {
    app.navigate().await?;
    until_given_up(app).await?;
    until_help_shown(app).await?;
    ensure!(
        !app.is_visible("[data-unkept]").await?,
        "the page says that an answer is lost although none was given"
    );
    drop(held);
    // Clicked by script: a driver that does not wait for pages loses a click that leads to one.
    app.run(
        "document.querySelector('[data-action=try-again]').click()",
        vec![],
    )
    .await?;
    app.until_ready().await.map(drop)
}

/// Waits for the page of last resort. `#broken` is in the page from the start, and the loader shows it without the class `late`.
pub(crate) async fn until_given_up(app: &App) -> Result<State> {
    let said = "return !document.querySelector('#broken').matches('.late, [hidden]')";
    until_true(
        "the page of last resort to be shown by the loader",
        async || app.eval(said, vec![]).await,
    )
    .await?;
    app.until("the button to try again", |state| {
        state.is("broken") && state.offers("try-again")
    })
    .await
}

/// Waits for a number to call. Newer help lines may replace the element while it is looked at.
pub(crate) async fn until_help_shown(app: &App) -> Result<()> {
    let line = "#broken a[href^='tel:']";
    until_true(line, async || Ok(app.is_visible(line).await?)).await
}

/// The first question was answered. The page says that the answer is lost with it.
async fn after_answer(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.tap_action("start").await?;
    app.until_question(0).await?;
    app.tap(&format!("[data-answer='{}']", app.some_answer(0)))
        .await?;
    let state = app.until_screen("broken").await?;
    ensure!(state.heading, "focus is lost: {state:?}");
    ensure!(
        app.is_visible("[data-unkept]").await?,
        "the page does not say that the answer is lost"
    );
    app.axe_finds_nothing().await?;
    drop(held);
    app.tap_action("try-again").await?;
    app.until_ready().await?;
    let state = app.state().await?;
    ensure!(
        state.is("intro") && !state.offers("resume"),
        "resuming is offered although nothing was stored: {state:?}"
    );
    Ok(())
}

/// A file of the lazy screens hangs. The page gives up after a while, and requests it again on a tap.
async fn lazy_module(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let module = app.site.file_name("later-*.wasm")?;
    for name in [&*module, "/packs/practitioner.json", "/en.later.json"] {
        for half in [false, true] {
            let held = if half {
                app.site.hold_halfway(name)
            } else {
                app.site.hold(name)
            };
            app.navigate().await?;
            app.until_ready().await?;
            app.begin().await?;
            app.answer(0, &app.some_answer(0)).await?;
            app.until("the missing file to be reported", |state| {
                state.lazy.as_deref() == Some("missing")
            })
            .await
            .with_context(|| format!("{name}, half of it: {half}"))?;
            app.finish_early().await?;
            app.go("history", "history").await?;
            drop(held);
            app.tap_action("fetch-later").await?;
            app.until_loaded().await?;
            app.run("localStorage.clear()", vec![]).await?;
        }
    }
    Ok(())
}

/// The file with more help lines never arrives. Only its lines are left out, until the page is loaded again.
async fn more_help(app: &mut App) -> Result<()> {
    const MORE: &str = "[data-part=help] a[href='https://999bsl.co.uk']";
    app.site.lengthen_timeouts()?;
    let held = app.site.hold("/help/uk.json");
    app.navigate().await?;
    app.until_ready().await?;
    app.begin().await?;
    app.answer_all(0..app.pack.len(), App::some_answer).await?;
    // The result itself, not the words that it is still loading.
    app.until_loaded().await?;
    app.until_requested("/help/uk.json").await?;
    app.set_help_open(true).await?;
    for link in ["tel:999", "tel:116123", "sms:85258?&body=SHOUT"] {
        let css = format!("[data-part=help] a[href='{link}']");
        ensure!(app.is_visible(&css).await?, "no visible link to {link}");
    }
    ensure!(app.count(MORE).await? == 0, "lines that never arrived");
    drop(held);
    app.reload().await?;
    app.set_help_open(true).await?;
    let found = app.count(MORE).await?;
    ensure!(found == 1, "the lines are left out although they arrived");
    Ok(())
}

/// A host's page receives the error, and the person can try again there.
async fn embedded(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let embed = app.site.read("embed.js")?;
    ensure!(embed.contains("2e4"), "embed.js has no 2e4");
    app.site.put("embed.js", embed.replace("2e4", "2e3"))?;
    let hosts = Hosts::start(app)?;
    let css = app.site.file_name("app-*.css")?;
    for (mode, name) in [
        (Mode::Frame, ".wasm"),
        (Mode::Inline, ".wasm"),
        (Mode::Inline, "release.json"),
        (Mode::Inline, &*css),
    ] {
        let held = app.site.hold(name);
        let url = hosts.url("bootstrap", &Variant::new(mode, false));
        app.browser()?.open(&url).await?;
        until_true("the host's page to receive the error", async || {
            let events = app.events().await?;
            Ok(events.iter().any(|event| event.name == "error"))
        })
        .await
        .with_context(|| format!("{mode:?} without {name}"))?;
        drop(held);
        try_again(app, 1)
            .await
            .with_context(|| format!("{mode:?} with {name} again"))?;
    }
    Ok(())
}

/// Waits for the page of last resort with no dead Start below it. If a style rule shows that page, another one hides the intro, but its
/// delay begins when the intro has arrived. For a moment both may be there, help first.
async fn until_last_resort_alone(app: &App) -> Result<()> {
    app.until("the page of last resort alone", |state| {
        state.is("broken") && !state.offers("start")
    })
    .await?;
    Ok(())
}

/// The loader itself does not arrive, or is damaged. A style rule shows the page of last resort.
async fn loader(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let right = app.site.read("loader-*.js")?;
    let name = app.site.file_name("loader-*.js")?;
    for fault in ["missing", "damaged", "hangs"] {
        let mut held = None;
        match fault {
            "missing" => app.site.remove("loader-*.js")?,
            "damaged" => app.site.put("loader-*.js", "<!doctype html>")?,
            _ => held = app.site.hold(&name),
        }
        app.navigate().await?;
        app.until_screen("intro").await?;
        until_last_resort_alone(app)
            .await
            .with_context(|| format!("a loader that is {fault}"))?;
        for link in ["tel:", "sms:", "signs.html", "paper.html"] {
            let css = format!("#broken a[href^='{link}']");
            ensure!(app.is_visible(&css).await?, "no visible link to {link}");
        }
        app.axe_finds_nothing().await?;
        if held.is_none() {
            app.site.put("loader-*.js", &right)?;
            app.tap_action("try-again").await?;
        }
        // A loader that arrives late hides the page of last resort itself.
        drop(held);
        app.until_ready().await?;
        let state = app.state().await?;
        ensure!(state.is("intro"), "{state:?}");
    }
    // Once the loader has run, the style rule must not show that page any more.
    const SHOWN: &str = "return document.getElementById('broken').getAnimations().length";
    let waiting: usize = app.eval(SHOWN, vec![]).await?;
    ensure!(
        waiting == 0,
        "the page of last resort would still appear later"
    );
    Ok(())
}

/// The check-config page does not arrive.
async fn check_config(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let held = app.site.hold("/check-config.html");
    let url = app.site.url() + "?check-config";
    app.browser()?.open(&url).await?;
    until_given_up(app).await?;
    until_help_shown(app).await?;
    drop(held);
    until_true("the check-config page", async || {
        let url = app.browser()?.driver.current_url().await?;
        Ok(url.path() == "/check-config.html")
    })
    .await
}

/// On a first visit the network fails right after the page itself has arrived. The page alone can show help.
async fn all_files(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    let held = [".js", ".css", ".wasm", ".json"].map(|ending| app.site.hold(ending));
    app.navigate().await?;
    until_true("the page of last resort", async || {
        app.is_visible("#broken [data-action=try-again]").await
    })
    .await?;
    until_help_shown(app).await?;
    const STYLED: &str = "return getComputedStyle(document.body).margin === '0px' && document.documentElement.scrollWidth <= innerWidth";
    ensure!(
        app.eval::<bool>(STYLED, vec![]).await?,
        "the page of last resort has no styles"
    );
    until_last_resort_alone(app).await?;
    drop(held);
    app.until_ready().await?;
    let state = app.state().await?;
    ensure!(state.is("intro"), "{state:?}");
    Ok(())
}
