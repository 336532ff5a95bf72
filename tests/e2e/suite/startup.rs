//! The start: taps before the app is ready, parallel requests, subfolders, and files that do not arrive.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::site::{FIRST_LOAD, Site};
use e2e::storage::PREFIX;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("startup_early_taps", early_taps);
    suite.add("startup_parallel_requests", parallel_requests);
    suite.add("startup_subfolder", subfolder);
    suite.add("startup_invalid_files", invalid_files);
    suite.add("startup_missing_script", missing_script);
    suite.add("startup_help_when_broken", help_when_broken);
    suite.add("startup_damaged_http_cache", damaged_http_cache);
}

async fn early_taps(app: &mut App) -> Result<()> {
    for (number, value) in [("first", app.some_answer(0)), ("second", "skip".to_owned())] {
        let held = app.site.hold(".wasm");
        app.navigate().await?;
        let state = app.until_screen("intro").await?;
        ensure!(!state.ready, "ready before the binary has loaded");
        app.targets_are_large("intro, before the app").await?;
        app.tap_action("start").await?;
        let state = app.until_question(0).await?;
        ensure!(
            !state.ready,
            "ready before the binary has loaded, the {number} time: {state:?}"
        );
        app.until_heading_focused().await?;
        app.tap(&format!("[data-answer='{value}']")).await?;
        app.until("the answer to be marked", |state| {
            state.pressed.as_ref() == Some(&value)
        })
        .await?;
        drop(held);
        app.until_ready().await?;
        app.until_question(1).await?;
        let kept = app.draft_answers().await?;
        ensure!(
            kept == [(app.pack.items[0].id.clone(), value.parse().ok())],
            "expected {value} to be stored, found {kept:?}"
        );
        app.tap_action("back").await?;
        let state = app.until_question(0).await?;
        ensure!(
            state.pressed.as_ref() == Some(&value),
            "the early answer is not selected: {state:?}"
        );
        app.run("localStorage.clear()", vec![]).await?;
    }

    // Start alone, after choosing to store nothing.
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.tap_action("keep-nothing").await?;
    app.tap_action("start").await?;
    app.until_question(0).await?;
    drop(held);
    app.until_ready().await?;
    app.until_question(0).await?;
    app.answer_all(0..2, App::some_answer).await?;
    ensure!(
        app.stored_count().await? == 0,
        "stored although nothing should be: {:?}",
        app.stored().await?.keys()
    );
    Ok(())
}

/// All files are requested before any of them is answered.
async fn parallel_requests(app: &mut App) -> Result<()> {
    let mut held = Vec::new();
    let mut names = Vec::new();
    for pattern in FIRST_LOAD {
        let name = app
            .site
            .file_name(&pattern.replace(".wasm", "app-*.wasm"))?;
        held.push(app.site.hold(&name));
        names.push(name);
    }
    // The page has opened only once the files have arrived: WebKit waits for a preloaded module.
    let watch = async {
        let all = until_true(
            "every file to be requested before any has arrived",
            async || {
                let requests = app.site.requests();
                let asked = |name: &String| requests.iter().any(|path| path.ends_with(&**name));
                Ok(names.iter().all(asked))
            },
        );
        let outcome = all.await;
        drop(held);
        outcome.map_err(|error| error.context(format!("requested: {:?}", app.site.requests())))
    };
    let (opened, watched) = tokio::join!(app.navigate(), watch);
    watched?;
    opened?;
    app.until_ready().await?;
    for name in names {
        let times = app
            .site
            .requests()
            .iter()
            .filter(|path| path.ends_with(&*name))
            .count();
        ensure!(times == 1, "expected one request for {name}, found {times}");
    }
    Ok(())
}

async fn subfolder(app: &mut App) -> Result<()> {
    app.site = Site::start(&app.programs, "/tools/check")?;
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    let outside: Vec<_> = app
        .site
        .requests()
        .into_iter()
        .filter(|path| !path.starts_with("/tools/check/"))
        .collect();
    ensure!(
        outside.is_empty(),
        "requested outside its folder: {outside:?}"
    );
    Ok(())
}

async fn invalid_files(app: &mut App) -> Result<()> {
    let kept = store_something(app).await?;
    // Without the default configuration to fall back to. The `config` scenarios cover that.
    app.site.remove("config.default.json")?;
    let faults: [(&str, Option<&str>); 7] = [
        ("app-*.wasm", None),
        (
            "app-*.wasm",
            Some("<!doctype html><title>Sign in to this network</title>"),
        ),
        (
            "packs/practitioner.first.json",
            Some("{\"format\":1,\"id\":\"pra"),
        ),
        ("config.json", Some("{}")),
        ("config.json", None),
        ("locales/en.json", Some("[]")),
        ("locales/en.json", None),
    ];
    for (file, instead) in faults {
        match instead {
            Some(text) => app.site.put(file, text)?,
            None => app.site.remove(file)?,
        }
        app.navigate().await?;
        let outcome = last_resort(app, &kept).await;
        outcome.map_err(|error| error.context(format!("{file} served as {instead:?}")))?;
        app.site.restore(file)?;
    }
    let parts = ["packs/practitioner.first.json", "packs/practitioner.json"];
    for part in parts {
        app.site.remove(part)?;
    }
    app.navigate().await?;
    last_resort(app, &kept).await?;
    for part in parts {
        app.site.restore(part)?;
    }
    let state = app.open().await?;
    ensure!(
        state.is("intro"),
        "the intro is not shown after all files are restored: {state:?}"
    );
    Ok(())
}

/// In a browser of its own, because WebKit remembers what it once knew about a script.
async fn missing_script(app: &mut App) -> Result<()> {
    let kept = store_something(app).await?;
    app.site.remove("app-*.js")?;
    app.navigate().await?;
    last_resort(app, &kept).await?;
    app.site.restore("app-*.js")?;
    let state = app.reload().await?;
    ensure!(
        state.is("intro"),
        "the intro is not shown after a reload: {state:?}"
    );
    Ok(())
}

/// The browser has a damaged copy of the binary, and takes it to be good for years. Trying again fetches it past the cache.
async fn damaged_http_cache(app: &mut App) -> Result<()> {
    app.site.serve_without_cache_headers()?;
    app.site
        .put("app-*.wasm", "<!doctype html><title>Sign in</title>")?;
    app.navigate().await?;
    app.until_screen("broken").await?;
    app.site.restore("app-*.wasm")?;
    app.tap_action("try-again").await?;
    app.until_ready().await.map(drop)
}

/// If the check cannot run, the organisation's own help lines are shown all the same, on screen and on paper.
async fn help_when_broken(app: &mut App) -> Result<()> {
    let line = |name: &str, nation: Option<&str>| {
        json!({
            "name": {"en": name}, "what": "Day and night.", "tel": "13 11 14", "nation": nation, "checked": "2026-11-02",
            "sms": {"number": "0477 13 11 14", "body": "HELLO"},
        })
    };
    app.set_config(
        "/help",
        json!([line("Of Home", Some("Home")), line("Lifeline", None)]),
    )?;
    let more = json!({"name": "Of Wales", "what": "x", "url": "https://ours.example/chat", "nations": ["Wales"]});
    let more = json!({"help": [more]}).to_string();
    app.site.put("help/ours.json", &more)?;
    app.set_config("/moreHelp", json!("ours"))?;
    let place = json!({"label": "A directory of ours", "url": "https://ours.example/find"});
    app.set_config("/directory", place)?;
    app.site.remove("app-*.wasm")?;
    for (address, css) in [
        ("", "[data-screen=broken] a[href='tel:131114']"),
        ("signs.html", "[data-screen=signs] a[href='tel:131114']"),
        ("paper.html", ".help > ul > :nth-child(3):last-child"),
    ] {
        app.open_path(address, css).await?;
        let page = if address.is_empty() {
            "#broken"
        } else {
            "body"
        };
        let text = app.text(page).await?;
        for said in [
            "Text HELLO to 0477 13 11 14",
            "2 November 2026",
            "A directory of ours",
            "Wales",
            "ours.example/chat",
        ] {
            ensure!(
                text.contains(said),
                "{address}: {said} is not shown: {text}"
            );
        }
        // Help lines that anyone can call come first.
        let [first, second] = ["Lifeline", "Of Home"].map(|name| text.find(name));
        ensure!(first < second, "{address}: {text}");
        ensure!(!text.contains("Samaritans"), "{address}: {text}");
        app.axe_finds_nothing().await?;
    }

    // A help line without a contact changes nothing.
    const BUILT: &str = "[data-screen=signs] a[href='tel:116123']";
    let silent =
        json!([line("Lifeline", None), {"name": "Nobody", "what": "", "checked": "2026-11-02"}]);
    app.set_config("/help", silent)?;
    let place = json!({"label": "A newer one", "url": "https://newer.example"});
    app.set_config("/directory", place)?;
    app.open_path("signs.html", BUILT).await?;
    until_true("the rest of the help to be shown", async || {
        Ok(app.text("body").await?.contains("A newer one"))
    })
    .await?;
    ensure!(
        app.is_visible(BUILT).await?,
        "the help is not visible any more"
    );

    // Nor does a file that cannot be read.
    app.site.put("config.json", "{}")?;
    app.open_path("signs.html", BUILT).await
}

/// Stores a record from another address of the site, so that no file of the app has been fetched yet.
async fn store_something(app: &App) -> Result<BTreeMap<String, String>> {
    let beside = app.site.url() + "beside";
    app.browser()?.open(&beside).await?;
    app.store("compassion-check/record/kept", "{\"v\":99}")
        .await?;
    app.stored_under(PREFIX).await
}

/// Fails unless the page of last resort is shown with help, and stored data is unchanged.
async fn last_resort(app: &App, kept: &BTreeMap<String, String>) -> Result<()> {
    let state = app.until_screen("broken").await?;
    ensure!(
        !state.offers("start"),
        "Start is offered although it cannot work: {state:?}"
    );
    for scheme in ["tel", "sms"] {
        // Newer help lines may replace the element while it is looked at.
        let line = format!("#broken a[href^='{scheme}:']");
        until_true(&line, async || Ok(app.is_visible(&line).await?)).await?;
    }
    ensure!(
        &app.stored_under(PREFIX).await? == kept,
        "the stored data changed"
    );
    Ok(())
}
