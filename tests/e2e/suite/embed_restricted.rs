//! The check with something missing or forbidden: not ready yet, without its files, without storage, in a sandbox.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::until_true;
use xtask::demo::{Mode, Variant};
use xtask::tools::browsers::Engine;

pub(crate) fn add(suite: &mut Suite) {
    suite.add(
        "embed_restricted_fallback_until_ready",
        fallback_until_ready,
    );
    suite.add("embed_restricted_files_missing", files_missing);
    let options = BrowserOptions {
        storage: false,
        ..BrowserOptions::TALL
    };
    suite.add_with("embed_restricted_no_storage", options, no_storage);
    suite.add_with("embed_restricted_sandbox", BrowserOptions::TALL, sandbox);
    suite.add_with(
        "embed_restricted_strict_csp",
        BrowserOptions::TALL,
        strict_csp,
    );
}

/// Whether the editor's fallback content inside the element is visible.
pub(crate) async fn fallback_shows(app: &App) -> Result<bool> {
    let shown = "return document.querySelector('compassion-check a').checkVisibility()";
    app.eval(shown, vec![]).await
}

/// The fallback content stays until the check is ready, whatever the check is waiting for.
async fn fallback_until_ready(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for mode in [Mode::Frame, Mode::Inline] {
        let wasm = app.site.hold(".wasm");
        let url = hosts.url("bootstrap", &Variant::new(mode, false));
        app.site.forget_requests();
        app.browser()?.open(&url).await?;
        app.until_requested(".wasm").await?;
        app.settle().await?;
        ensure!(
            fallback_shows(app).await?,
            "the fallback content is not shown while the check loads"
        );
        ensure!(
            app.events().await?.is_empty(),
            "an event was sent before the check was ready"
        );
        let before = app.bounding_box("compassion-check", 0).await?.height;
        ensure!(
            before < 150.0,
            "the element is {before} pixels high before the check has loaded"
        );
        drop(wasm);
        app.until_ready_events(1).await?;
        until_true("the fallback content to be hidden", async || {
            Ok(!fallback_shows(app).await?)
        })
        .await?;
    }
    loads_only_near_viewport(app, &hosts).await
}

/// A check far below the viewport requests nothing until the person scrolls near it.
async fn loads_only_near_viewport(app: &App, hosts: &Hosts) -> Result<()> {
    let url = hosts.url("bootstrap", &Variant::new(Mode::Absent, false));
    app.browser()?.open(&url).await?;
    app.site.forget_requests();
    let make = format!(
        "const script = document.createElement('script');
        script.type = 'module'; script.src = '{}embed.js';
        const widget = document.createElement('compassion-check');
        widget.style.marginTop = '4000px';
        document.querySelector('[data-stand-in]').append(widget, script);",
        app.site.url()
    );
    app.run(&make, vec![]).await?;
    until_true("the element to be defined", async || {
        app.eval(
            "return customElements.get('compassion-check') !== undefined",
            vec![],
        )
        .await
    })
    .await?;
    app.settle().await?;
    let asked = app.site.requests();
    ensure!(
        asked.iter().all(|path| path.ends_with("/embed.js")),
        "files were requested before the element came near: {asked:?}"
    );
    app.scroll_to_check(0).await?;
    app.until_ready_events(1).await
}

/// Without the app's files the fallback content comes back, with help below it. Without `embed.js` it never goes.
async fn files_missing(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    app.site.remove("app-*.wasm")?;
    for mode in [Mode::Frame, Mode::Inline] {
        let url = hosts.url("bootstrap", &Variant::new(mode, false));
        app.browser()?.open(&url).await?;
        until_true("the error event", async || {
            let events = app.events().await?;
            Ok(events.iter().any(|event| event.name == "error"))
        })
        .await?;
        ensure!(
            fallback_shows(app).await?,
            "the fallback content is not shown again"
        );
        until_host_shows_help(app).await?;
        app.axe_finds_nothing().await?;
        ensure!(
            app.eval::<bool>(
                "return watch.root(0).querySelector('ul').closest('[lang=en][dir=ltr]') !== null",
                vec![]
            )
            .await?,
            "the fallback help is not marked as English"
        );
    }
    skips_unusable_elements(app).await?;
    app.site.restore("app-*.wasm")?;
    app.site.remove("embed.js")?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Inline, false));
    app.browser()?.open(&url).await?;
    ensure!(
        fallback_shows(app).await?,
        "the fallback content is not shown without the script"
    );
    app.site.restore("embed.js")
}

/// An element that cannot hold a check does not stop the others.
async fn skips_unusable_elements(app: &App) -> Result<()> {
    const MORE: &str = "
        const more = ['a', 'div'].map((name) => document.createElement(name));
        for (const one of more) one.dataset.compassionCheck = '';
        document.querySelector('main').prepend(...more);";
    app.run(MORE, vec![]).await?;
    until_true("the second of them to be heard", async || {
        let events = app.events().await?;
        Ok(events.iter().any(|event| event.index == 1))
    })
    .await?;
    app.host_page_has_no_errors().await
}

/// Waits until the check shows a number to call and one to text.
pub(crate) async fn until_host_shows_help(app: &App) -> Result<()> {
    const KINDS: &str = "return [...watch.root(0).querySelectorAll('a')]
        .filter((one) => one.checkVisibility()).map((one) => one.href.split(':')[0])";
    until_true("the help links", async || {
        let kinds: Vec<String> = app.eval(KINDS, vec![]).await?;
        let any = |kind: &str| kinds.iter().any(|one| one == kind);
        Ok(any("tel") && any("sms"))
    })
    .await
}

async fn no_storage(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for mode in [Mode::Frame, Mode::Inline] {
        app.open_host(&hosts.url("govuk", &Variant::new(mode, false)), 1)
            .await?;
        works_without_storage(app, mode).await?;
        app.host_page_has_no_errors().await?;
    }
    Ok(())
}

/// The editor's own frame in a sandbox, and one that `embed.js` makes in a sandbox. WebKit runs no script there: for it, a page without an
/// origin is not even its own `'self'`.
async fn sandbox(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let runs = app.engine()? != Engine::WebKit;
    app.open_host(&hosts.url("sandbox", &Variant::new(Mode::Frame, false)), 0)
        .await?;
    if runs {
        works_without_storage(app, Mode::Frame).await?;
    }

    app.open_host(&hosts.url("govuk", &Variant::new(Mode::Absent, false)), 0)
        .await?;
    let make = format!(
        "const script = document.createElement('script');
        script.type = 'module'; script.src = '{}embed.js';
        const widget = document.createElement('compassion-check');
        widget.setAttribute('sandbox', 'allow-scripts');
        document.querySelector('[data-stand-in]').append(script, widget);",
        app.site.url()
    );
    app.run(&make, vec![]).await?;
    if !runs {
        return until_host_shows_help(app).await;
    }
    app.until_ready_events(1).await?;
    works_without_storage(app, Mode::Frame).await?;
    let height = app.bounding_box("compassion-check", 0).await?.height;
    ensure!(height > 200.0, "the element is only {height} pixels high");

    // A broken check in a sandbox shows today's help lines, not those it was built with.
    app.site.configure(|config| {
        config["help"] = serde_json::json!([{"name": "New line", "what": "Day and night.", "tel": "0800 123 4567", "checked": "2026-01-01"}]);
    })?;
    let broken = app.site.refuse(".wasm");
    app.open_host(&hosts.url("sandbox", &Variant::new(Mode::Frame, false)), 0)
        .await?;
    app.enter_frame(0).await?;
    let newest = "return document.querySelector('#broken')?.checkVisibility() && document.querySelector('#broken a[href=\"tel:08001234567\"]') !== null";
    until_true("the newest help", async || app.eval(newest, vec![]).await).await?;
    drop(broken);
    app.leave().await
}

/// The check says that nothing can be stored, and works all the same.
async fn works_without_storage(app: &App, mode: Mode) -> Result<()> {
    let state = app.enter(mode, 0).await?;
    ensure!(
        state.notice.as_deref() == Some("blocked") && !state.offers("keep-device"),
        "the notice that storage is blocked is not shown: {state:?}"
    );
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    app.finish_early().await?;
    app.leave().await
}

/// A policy that allows the check and nothing more. Here the check comes from the page's own origin; `embed_hosts` covers another origin.
async fn strict_csp(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for mode in [Mode::Frame, Mode::Inline] {
        app.open_host(&hosts.url("strict", &Variant::new(mode, true)), 1)
            .await?;
        app.enter(mode, 0).await?;
        app.begin_new().await?;
        app.answer_all(0..2, App::some_answer).await?;
        app.finish_early().await?;
        app.leave().await?;
        app.surroundings_are_untouched().await?;
        let mishaps = app.errors_and_violations().await?;
        ensure!(mishaps.is_empty(), "{}: {mishaps:?}", mode.name());
    }
    Ok(())
}
