//! Without a network after the first load: the page, a whole check, stored data, subfolders, and pages without a worker.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::site::Site;
use e2e::storage::RECORD;
use e2e::trial::Suite;
use serde_json::{Value, json};
use xtask::demo::{Mode, Variant};
use xtask::tools::browsers::Engine;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("offline_after_one_load", after_one_load);
    suite.add("offline_subfolder", subfolder);
    suite.add("offline_no_service_worker", no_service_worker);
    suite.add("offline_after_removal", after_removal);
    // The other engines do not say why a page cannot be installed.
    suite.add_in(
        Engine::Chromium,
        "offline_installable",
        BrowserOptions::default(),
        installable,
    );
    suite.add("offline_change_language", change_language);
    suite.add_with("offline_frame", BrowserOptions::TALL, frame);
    suite.add_with(
        "offline_no_wasm",
        BrowserOptions {
            wasm: false,
            ..BrowserOptions::default()
        },
        no_wasm,
    );
}

async fn after_one_load(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    let first = app.open_with_worker().await?;
    let english = app.start_label().await?;
    app.site.stop();

    // Every language is cached, whichever was shown so far.
    app.browser()?.open(&(app.site.url() + "?lang=cy")).await?;
    app.until_loaded().await?;
    ensure!(
        app.start_label().await? != english,
        "the page is not in Welsh without a network"
    );
    app.open().await?;

    // The page that is already open, then a visit as from the home screen, then one with a query and one by the file name.
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    let state = app.open().await?;
    ensure!(state.offers("resume"), "resuming is not offered: {state:?}");
    for path in ["?from=somewhere", "index.html", "index.html?x=1"] {
        app.browser()?.open(&(app.site.url() + path)).await?;
        let state = app.until_loaded().await?;
        ensure!(
            state.is("intro") && state.title == first.title,
            "not the intro at {path}: {state:?}"
        );
    }

    app.open().await?;
    app.tap_action("start-again").await?;
    app.until_question(0).await?;
    app.answer_all(0..app.pack.len(), App::some_answer).await?;
    app.until_screen("result").await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("data", "data").await?;
    app.go("proof", "proof").await?;
    app.set_help_open(true).await?;
    app.go("minute", "minute").await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "expected one stored record"
    );
    app.caches_hold_no_record().await?;

    // The static pages are cached, too, and lead back.
    app.open_path("signs.html", "[data-screen=signs] a[href^='tel:']")
        .await?;
    app.open_path("paper.html", "table").await?;
    app.open().await?;
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "expected one stored record"
    );
    Ok(())
}

/// The browser finds no reason against installing the page, unlike the check-config page.
async fn installable(app: &mut App) -> Result<()> {
    let errors = async |app: &App| -> Result<Value> {
        let browser = app.browser()?;
        let mut found = browser
            .cdp("Page.getInstallabilityErrors", json!({}))
            .await?;
        Ok(found["installabilityErrors"].take())
    };
    app.open_path("check-config.html", "h1").await?;
    ensure!(
        errors(app).await? != json!([]),
        "the check-config page should not be installable"
    );
    app.open_with_worker().await?;
    let found = errors(app).await?;
    ensure!(found == json!([]), "the page is not installable: {found}");
    Ok(())
}

/// Two installs on one origin, one in a subfolder of the other, do not touch each other's caches.
async fn subfolder(app: &mut App) -> Result<()> {
    app.site = Site::start(&app.programs, "/tools/check")?;
    let second = app.site.add_second_copy("second")?;
    app.open_with_worker().await?;
    let one = app.worker().await?.caches;
    app.browser()?.open(&second).await?;
    app.until_loaded().await?;
    app.until_worker_controls().await?;
    let both = app.worker().await?.caches;
    let added: Vec<_> = both
        .keys()
        .filter(|name| !one.contains_key(*name))
        .collect();
    ensure!(
        one.iter()
            .all(|(name, count)| both.get(name) == Some(count))
            && added.len() >= one.len() - 1,
        "the second install changed the first one's caches, before {one:?}, after {both:?}"
    );
    ensure!(
        both.keys()
            .all(|name| name.starts_with("compassion-check/%2Ftools%2Fcheck%2F")),
        "a cache name does not begin with the subfolder: {both:?}"
    );
    app.site.stop();
    app.open().await?;
    app.browser()?.open(&second).await?;
    let state = app.until_loaded().await?;
    ensure!(
        state.is("intro"),
        "the second install does not open: {state:?}"
    );
    Ok(())
}

/// Without a worker the page works over the network, and says nothing about it.
async fn no_service_worker(app: &mut App) -> Result<()> {
    let state = app.open().await?;
    ensure!(state.notice.is_none(), "{state:?}");
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    let worker = app.worker().await?;
    ensure!(!worker.active && worker.caches.is_empty(), "{worker:?}");
    Ok(())
}

/// The check was removed from the site. The worker goes, and stored data stays.
async fn after_removal(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    for name in ["release.json", "sw.js", "config.json"] {
        app.site.remove(name)?;
    }
    app.open().await?;
    e2e::wait::until_true("the service worker to be unregistered", async || {
        const GONE: &str = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.getRegistration().then((found) => done(!found))";
        Ok(app.browser()?.run_async(GONE, vec![]).await? == true)
    })
    .await?;
    ensure!(
        app.draft_answers().await?.len() == 2,
        "expected two stored answers"
    );
    Ok(())
}

/// Without WebAssembly the page says so and links to the static pages, online and offline.
async fn no_wasm(app: &mut App) -> Result<()> {
    app.site.allow_worker();
    for online in [true, false] {
        app.navigate().await?;
        let state = app.until_screen("broken").await?;
        ensure!(
            !state.offers("start"),
            "Start is offered although it cannot work: {state:?}"
        );
        for page in ["signs.html", "paper.html"] {
            let link = app
                .find(&format!("[data-screen=broken] a[href='{page}']"))
                .await?;
            ensure!(link.is_some(), "no link to {page}");
        }
        app.open_path("signs.html", "[data-screen=signs] a[href^='tel:']")
            .await?;
        app.open_path("paper.html", "table").await?;
        if online {
            app.navigate().await?;
            app.until_worker_controls().await?;
            app.site.stop();
        }
    }
    Ok(())
}

/// A language that the first load did not show is chosen without a network: a whole check in it, the result, and the history.
async fn change_language(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open_with_worker().await?;
    let english = app.start_label().await?;
    app.site.stop();
    crate::lang::choose(app, "cy").await?;
    ensure!(
        app.start_label().await? != english,
        "the page is not in Welsh without a network"
    );
    app.begin().await?;
    app.answer_all(0..app.pack.len(), App::some_answer).await?;
    app.until_screen("result").await?;
    app.until_text("h1", &app.welsh_locale_text("resultHeading")?)
        .await?;
    app.open().await?;
    crate::lang::until_language(app, "cy").await?;
    app.go("history", "history").await?;
    app.until_text("[data-action=open-record]", "wedi’u hateb")
        .await?;
    app.go("open-record", "result").await?;
    crate::lang::choose(app, "en").await?;
    app.until_text("h1", &app.locale_text("resultHeading")?)
        .await
}

/// On a host's page the frame comes from the worker, either of the check's own site or partitioned by the host's. The host's page and
/// `embed.js` are not cached, so without a network the fallback content stays.
async fn frame(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let variant = Variant::new(Mode::Frame, false);
    app.site.allow_worker();
    for url in [
        hosts.url("bootstrap", &variant),
        hosts.cross_site_url("bootstrap", &variant),
    ] {
        app.open_host(&url, 1).await?;
        app.enter(Mode::Frame, 0).await?;
        app.until_worker_controls().await?;
        app.leave().await?;
        app.site.stop();

        // A frame that is moved is reloaded.
        app.with_widget(0, "widget.parentNode.append(widget)")
            .await?;
        app.until_ready_events(2).await?;
        app.enter(Mode::Frame, 0).await?;
        app.begin_new().await?;
        app.answer_all(0..3, App::some_answer).await?;
        app.finish_early().await?;
        app.leave().await?;

        app.browser()?.open(&url).await?;
        // The page has loaded, so `embed.js` has run or failed to load.
        let words = "return customElements.get('compassion-check') === undefined
            && document.querySelector('compassion-check a').checkVisibility()";
        ensure!(
            app.eval::<bool>(words, vec![]).await?,
            "the fallback content is not shown"
        );
        app.site.serve()?;
    }
    Ok(())
}
