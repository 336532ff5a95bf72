//! Privacy: no request after the load, the policy in force, and the page without scripts.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::site::{Site, first_styles};
use e2e::tour::FROM_RESULT;
use e2e::trial::{Inconclusive, Suite};
use e2e::wait::until_true;
use serde_json::json;
use thirtyfour::By;
use xtask::build::first_styles::source;
use xtask::tools::browsers::Engine;

/// The policy of our own page. `{styles}` stands for the hash of its inline styles.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {styles}; img-src 'self'; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'; trusted-types compassion-check";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("privacy_no_requests", no_requests);
    suite.add("privacy_csp", csp);
    suite.add("privacy_site_csp", site_csp);
    suite.add_with(
        "privacy_no_script",
        BrowserOptions {
            script: false,
            ..BrowserOptions::default()
        },
        no_script,
    );
}

const CONTROLLER: &str = "return navigator.serviceWorker.controller?.scriptURL ?? null";

const WATCH: &str = "
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.effectiveDirective + ' ' + event.blockedURI));";

async fn no_requests(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    app.site.forget_requests();
    let intro = app.open().await?;
    // Seen in WebKit on a busy machine: the page comes from the server although there is a worker, which is not asked for it. The worker
    // may control the page all the same.
    let passed_by = app.site.requests().iter().any(|path| path == "/");
    if passed_by || app.run(CONTROLLER, vec![]).await? == json!(null) {
        return Err(Inconclusive("the browser bypassed the service worker".to_owned()).into());
    }
    app.run(WATCH, vec![]).await?;
    // On load the worker looks for a newer version and for files that are edited in place. The requests are always the same.
    only_requested(&app.site, |name| {
        let settings = ["config.json", "config.default.json"];
        ["sw.js", "release.json"].contains(&name)
            || settings.contains(&name)
            || ["packs/", "locales/", "help/"]
                .iter()
                .any(|folder| name.starts_with(folder))
    })?;
    app.site.forget_requests();
    let resources = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let loaded: Vec<String> = app.eval(resources, vec![]).await?;
    app.begin().await?;
    for index in 0..app.pack.len() {
        let state = app.answer(index, &app.some_answer(index)).await?;
        app.title_and_url_unchanged(&state, &intro.title)?;
    }
    app.open_details().await?;
    let rest = [
        ("history", "history"),
        ("calendar", "calendar"),
        ("history", "history"),
        ("open-record", "result"),
        ("find", "find"),
        ("reading", "reading"),
        ("data", "data"),
        ("home", "intro"),
    ];
    for (action, screen) in FROM_RESULT.into_iter().chain(rest) {
        let state = app.go(action, screen).await?;
        app.title_and_url_unchanged(&state, &intro.title)?;
    }
    // A browser looks for a newer worker whenever it likes, soon after the load.
    only_requested(&app.site, |name| name == "sw.js")?;
    let now: Vec<String> = app.eval(resources, vec![]).await?;
    let icon = |name: &String| name.ends_with("icon.svg");
    let more: Vec<_> = now
        .iter()
        .filter(|name| !loaded.contains(name) && !icon(name))
        .collect();
    ensure!(more.is_empty(), "fetched after load: {more:?}");
    let against: Vec<String> = app.eval("return window.violations", vec![]).await?;
    ensure!(
        against.is_empty(),
        "violations of our own policy: {against:?}"
    );
    ensure!(
        app.run("return document.cookie", vec![]).await? == "",
        "a cookie was set"
    );
    if app.engine()? == Engine::Chromium {
        let log = app.browser()?.driver.browser_log().await?;
        let bad: Vec<_> = log
            .iter()
            .filter(|entry| entry.level != "INFO" && entry.level != "DEBUG")
            .collect();
        ensure!(bad.is_empty(), "warnings or errors in the console: {bad:?}");
    }
    Ok(())
}

fn only_requested(site: &Site, allowed: impl Fn(&str) -> bool) -> Result<()> {
    let asked = site.requests();
    let other = |path: &&String| !allowed(path.trim_start_matches('/'));
    let others: Vec<_> = asked.iter().filter(other).collect();
    ensure!(others.is_empty(), "unexpected requests: {others:?}");
    Ok(())
}

/// Everything a page could try, each in its own way. What throws here was refused before it was tried.
const TRIES: &str = "
const elsewhere = arguments[0], done = arguments[arguments.length - 1];
const add = (name, change) => { const one = document.createElement(name); document.body.append(one); change(one); };
const tries = [
  () => fetch(elsewhere + 'fetch').catch(() => {}),
  () => navigator.sendBeacon(elsewhere + 'beacon', 'x'),
  () => new WebSocket(elsewhere.replace('http', 'ws') + 'socket'),
  () => new EventSource(elsewhere + 'events'),
  () => add('img', (one) => { one.src = elsewhere + 'image'; }),
  () => add('iframe', (one) => { one.src = elsewhere + 'frame'; }),
  () => add('video', (one) => { one.src = elsewhere + 'video'; }),
  () => add('object', (one) => { one.data = elsewhere + 'object'; }),
  () => add('link', (one) => { one.rel = 'stylesheet'; one.href = elsewhere + 'style'; }),
  () => add('script', (one) => { one.src = elsewhere + 'script'; }),
  () => add('script', (one) => { one.text = 'window.inlineRan = true'; }),
  () => add('script', (one) => { one.append('window.inlineRan = true'); }),
  () => add('div', (one) => { one.innerHTML = '<img src=x onerror=\"window.inlineRan = true\">'; }),
  () => add('a', (one) => { one.setAttribute('onclick', 'window.inlineRan = true'); one.click(); }),
  () => add('a', (one) => { one.href = 'javascript:window.inlineRan = true'; one.click(); }),
  () => add('style', (one) => { one.append('body { --inline: 1 }'); }),
  () => add('base', (one) => { one.href = elsewhere; }),
  () => add('form', (one) => { one.action = elsewhere + 'form'; one.target = '_self'; one.method = 'post'; one.submit(); }),
];
for (const one of tries) { try { one(); } catch {} }
const wanted = arguments[1];
const look = () => {
  const seen = window.violations.map((line) => line.split(' ')[0].replace(/-(elem|attr)$/, ''));
  if (wanted.every((directive) => seen.includes(directive))) done([]);
  else if (performance.now() > until) done(wanted.filter((directive) => !seen.includes(directive)));
  else requestAnimationFrame(look);
};
const until = performance.now() + 8000;
look();";

async fn csp(app: &mut App) -> Result<()> {
    app.open().await?;
    app.run(WATCH, vec![]).await?;
    let meta =
        "return document.head.querySelector('meta[http-equiv=Content-Security-Policy]').content";
    let page = app.site.read("index.html")?;
    let policy = POLICY.replace("{styles}", &source(first_styles(&page)?));
    ensure!(
        app.run(meta, vec![]).await? == json!(policy),
        "the page's policy differs from the expected one"
    );
    let first = "return document.head.querySelector('link, script, style') === null || \
        document.head.querySelector('meta[http-equiv]').compareDocumentPosition(document.head.querySelector('link, script, style')) === 4";
    ensure!(
        app.eval::<bool>(first, vec![]).await?,
        "an element that loads something comes before the policy"
    );

    let elsewhere = Site::start(&app.programs, "")?;
    let wanted = json!([
        "connect-src",
        "img-src",
        "frame-src",
        "media-src",
        "style-src",
        "base-uri",
        "form-action"
    ]);
    let quiet = app
        .browser()?
        .run_async(TRIES, vec![json!(elsewhere.url()), wanted])
        .await?;
    ensure!(
        quiet == json!([]),
        "no policy violation was reported for {quiet}"
    );
    ensure!(
        elsewhere.requests().is_empty(),
        "reached another address: {:?}",
        elsewhere.requests()
    );
    let ran = app.run("return [window.inlineRan === true, getComputedStyle(document.body).getPropertyValue('--inline')]", vec![]);
    ensure!(
        ran.await? == json!([false, ""]),
        "an inline script or style took effect"
    );
    let state = app.state().await?;
    ensure!(state.url == app.site.url(), "a form was sent: {state:?}");
    Ok(())
}

/// A policy that a site may send, without the hash of our inline styles.
pub(crate) const SITE_POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

/// A site may send its own policy, which blocks the inline styles. The loader then fetches the style sheet at once and waits for it, so
/// the check looks the same.
async fn site_csp(app: &mut App) -> Result<()> {
    const FIRST: &str = "return (document.querySelector('style').sheet?.cssRules.length ?? 0) > 0";
    const LOOKS: &str = "
        const all = document.querySelectorAll('body, #app *');
        return [...all].map((one) => { const { width, height, x, y } = one.getBoundingClientRect(); return [one.tagName, width, height, x, y].join(); }).join(' ');";
    app.open().await?;
    app.settle().await?;
    ensure!(
        app.eval::<bool>(FIRST, vec![]).await?,
        "the inline first styles are not applied"
    );
    let right = app.run(LOOKS, vec![]).await?;
    let sheet = app.site.file_name("app-*.css")?;
    app.site
        .add_header("/", "Content-Security-Policy", SITE_POLICY)?;
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.until_requested(&sheet).await?;
    drop(held);
    app.open().await?;
    app.settle().await?;
    ensure!(
        !app.eval::<bool>(FIRST, vec![]).await?,
        "the site's policy does not block the inline styles"
    );
    let now = app.run(LOOKS, vec![]).await?;
    ensure!(now == right, "expected the layout\n{right}\nfound\n{now}");
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await.map(drop)
}

async fn no_script(app: &mut App) -> Result<()> {
    app.navigate().await?;
    let driver = &app.browser()?.driver;
    let shown = async |css: &str| -> Result<bool> {
        for element in driver.find_all(By::Css(css)).await? {
            if element.is_displayed().await? {
                return Ok(true);
            }
        }
        Ok(false)
    };
    ensure!(
        shown("[data-screen=intro] h1").await?,
        "no intro without script"
    );
    ensure!(
        shown("noscript p, noscript").await?,
        "the page does not say that scripts are off"
    );
    ensure!(
        !shown("[data-screen=question]").await?,
        "a question that cannot be answered is shown"
    );
    ensure!(
        !shown("[data-screen=broken]").await?,
        "the page of last resort is shown beside the intro"
    );
    let summary = By::Css("[data-screen=intro] [data-part=help] summary");
    let summary = driver.find(summary).await?;
    if app.engine()? == Engine::Chromium {
        // Chromium's driver runs a script of its own after every click, and waits for it in vain here.
        let (x, y) = summary.rect().await?.icenter();
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            app.browser()?
                .cdp("Input.dispatchMouseEvent", event)
                .await?;
        }
    } else {
        summary.click().await?;
    }
    for page in ["signs.html", "paper.html"] {
        ensure!(
            shown(&format!("noscript a[href='{page}']")).await?,
            "no link to {page} without script"
        );
    }
    for scheme in ["tel", "sms"] {
        ensure!(
            shown(&format!("[data-screen=intro] a[href^='{scheme}:']")).await?,
            "no {scheme}: link without script"
        );
    }
    // A site's policy may block the inline styles.
    let sheet = app.site.file_name("app-*.css")?;
    app.site
        .add_header("/", "Content-Security-Policy", SITE_POLICY)?;
    app.navigate().await?;
    app.until_requested(&sheet).await?;
    until_true("the style sheet's margin on the body", async || {
        let body = app.browser()?.driver.find(By::Css("body")).await?;
        Ok(body.css_value("margin-top").await? == "0px")
    })
    .await
}
