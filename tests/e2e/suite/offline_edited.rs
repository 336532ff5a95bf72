//! Files that an organisation edits in place: the newest when online, the last good ones otherwise, never a mix.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("offline_newest_config", newest_config);
    suite.add("offline_slow_network", slow_network);
    suite.add("offline_invalid_texts", invalid_texts);
    suite.add("offline_never_mixes_versions", never_mixes_versions);
    suite.add("offline_own_pack", own_pack);
}

/// Opens the page and returns the name in the footer, which only the running app writes there.
async fn footer_name(app: &App) -> Result<String> {
    app.open().await?;
    app.text("[data-ready] footer .small").await
}

/// Opens the page until the footer contains `name`: on a busy machine the newest files may come too late for one visit, and are there for
/// the next. Then waits until the worker has heard that they are good; until then it serves them again before anything newer.
async fn until_footer_says(app: &App, name: &str) -> Result<()> {
    until_true(&format!("“{name}”"), async || {
        Ok(footer_name(app).await?.contains(name))
    })
    .await?;
    let heard = app.until_worker("the worker to learn that the files are good", |worker| {
        !worker.tried
    });
    heard.await.map(drop)
}

/// Opens the page until the check has started, or has failed to.
async fn until_started(app: &App, started: bool) -> Result<()> {
    until_true("the page to start or to fail", async || {
        app.navigate().await?;
        let settled = app.until("the start screen or an error", |state| {
            state.ready || state.is("broken")
        });
        Ok(settled.await?.ready == started)
    })
    .await
}

/// Opens the page until the rest of the pack has been read, or could not be.
async fn until_rest_is(app: &App, outcome: &str) -> Result<()> {
    until_true(&format!("the rest to be {outcome}"), async || {
        app.navigate().await?;
        let settled = app.until("the start screen or an error", |state| {
            state.ready && state.lazy.as_deref() != Some("coming")
        });
        Ok(settled.await?.lazy.as_deref() == Some(outcome))
    })
    .await
}

fn rename_organisation(app: &App, name: &str) -> Result<()> {
    app.set_config("/organisation/name", json!(name))
}

async fn newest_config(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    rename_organisation(app, "the Second Society")?;
    until_footer_says(app, "the Second Society").await?;
    // A page that the worker has no set for, such as one that was left a moment ago, confirms no set.
    app.open_path("signs.html", "h1").await?;
    const SAY: &str =
        "navigator.serviceWorker.controller.postMessage({ started: true, fetched: [] })";
    app.run(SAY, vec![]).await?;

    app.site.stop();
    let said = footer_name(app).await?;
    ensure!(
        said.contains("the Second Society"),
        "expected the last good configuration, found {said}"
    );

    // A network that wants a sign-in answers everything with its own page.
    app.site.serve()?;
    app.site.allow_worker();
    let right = app.site.read("config.json")?;
    app.site
        .put("config.json", "<!doctype html><title>Sign in</title>")?;
    let said = footer_name(app).await?;
    ensure!(
        said.contains("the Second Society"),
        "expected the last good configuration, found {said}"
    );
    // An invalid configuration is served for a visit or two. Then the last good one is back, not the one of the build.
    app.site.put("config.json", "{}")?;
    until_true("the page to reject the set", async || {
        footer_name(app).await?;
        Ok(app.worker().await?.refused)
    })
    .await?;
    until_footer_says(app, "the Second Society").await?;
    app.site.put("config.json", &right)?;
    rename_organisation(app, "the Third Society")?;
    until_footer_says(app, "the Third Society").await?;
    // Sets that only earlier pages ran on are deleted at the next visit.
    app.open().await?;
    app.until_worker("only one set to be stored", |worker| {
        worker.caches.len() == 3
    })
    .await?;
    Ok(())
}

/// The network does not answer. After a few seconds the last good files are used.
async fn slow_network(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    let before = footer_name(app).await?;
    rename_organisation(app, "the Second Society")?;
    let held = app.site.hold("/config.json");
    let said = footer_name(app).await?;
    ensure!(
        said == before,
        "the page waited for the slow network: {said}"
    );

    // A late answer is cached, and used the next time, with or without a network.
    drop(held);
    app.until_worker("the newer set to be stored", |worker| {
        worker.caches.len() > 3
    })
    .await?;
    app.site.stop();
    let said = footer_name(app).await?;
    ensure!(
        said.contains("the Second Society"),
        "the newer set was not stored: {said}"
    );
    Ok(())
}

/// Files that parse as JSON but are invalid: once a page has failed on them, the last good ones are used.
async fn invalid_texts(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    let right = app.site.read("packs/practitioner.first.json")?;
    app.site.put("packs/practitioner.first.json", "{}")?;
    until_started(app, false).await?;
    until_started(app, true).await?;
    app.site.put("packs/practitioner.first.json", &right)?;

    // The questions are valid but the scoring is not. Such a check could be started and never finished.
    let right = app.site.read("packs/practitioner.json")?;
    app.site.put("packs/practitioner.json", "{}")?;
    until_rest_is(app, "missing").await?;
    until_true("the worker to be told", async || {
        const REFUSED: &str = "const done = arguments[arguments.length - 1];
            caches.keys()
                .then((names) => caches.open(names.find((name) => name.endsWith('/state'))))
                .then((state) => state.keys())
                .then((all) => done(all.filter(({ url }) => url.includes('?refused=')).length === 2), () => done(false))";
        Ok(app.browser()?.run_async(REFUSED, vec![]).await? == true)
    })
    .await?;
    until_rest_is(app, "here").await?;
    app.site.put("packs/practitioner.json", &right)?;

    rename_organisation(app, "the Second Society")?;
    until_footer_says(app, "the Second Society").await?;
    Ok(())
}

/// The server already has another version. Everything in this load is of the old one.
async fn never_mixes_versions(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    let before = footer_name(app).await?;
    rename_organisation(app, "the Second Society")?;
    app.site.deploy_second_version()?;
    let said = footer_name(app).await?;
    ensure!(
        said == before,
        "this version's code uses the next version's configuration: {said}"
    );
    let texts = app.fetch("locales/en.json").await?.context("texts")?.1;
    ensure!(
        !texts.contains("\"Now: Start\""),
        "this version's code uses the next version's texts"
    );
    Ok(())
}

/// A pack that an organisation put beside ours is available offline, though no build knows of it.
async fn own_pack(app: &mut App) -> Result<()> {
    let pack = app.site.read("packs/practitioner.json")?;
    app.site.add(
        "packs/ours.json",
        &pack.replace("\"id\":\"practitioner\"", "\"id\":\"ours\""),
    )?;
    app.site.allow_worker();
    app.browser()?
        .open(&(app.site.url() + "?pack=ours"))
        .await?;
    app.until_loaded().await?;
    app.until_worker_controls().await?;
    until_true("the pack to be stored", async || {
        let held: usize = app.worker().await?.caches.values().sum();
        Ok(held > app.site.worker_files()?.len() - 1)
    })
    .await?;
    app.site.stop();
    app.browser()?
        .open(&(app.site.url() + "?pack=ours"))
        .await?;
    let state = app.until_loaded().await?;
    ensure!(state.is("intro"), "{state:?}");
    Ok(())
}
