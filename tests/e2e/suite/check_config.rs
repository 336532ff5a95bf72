//! The check-config page for web editors: it checks the files on the server and says how to correct each mistake.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until;
use serde_json::Value;
use xtask::tools::browsers::Engine;

#[path = "../../shared/configs.rs"]
mod configs;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("check_config_reports_each_mistake", reports_each_mistake);
    suite.add("check_config_verdicts", verdicts);
    suite.add(
        "check_config_bypasses_service_worker",
        bypasses_service_worker,
    );
    suite.add("check_config_altered_files", altered_files);
    suite.add("check_config_csp_forbids_wasm", csp_forbids_wasm);
    suite.add("check_config_response_headers", response_headers);
    suite.add_in(
        Engine::Chromium,
        "check_config_without_https",
        Default::default(),
        without_https,
    );
}

/// Opens the check-config page and returns its verdict and its text.
async fn report(app: &App, address: &str) -> Result<(String, String)> {
    // Starts from a blank page, so that the text cannot be that of the page before.
    app.browser()?.open("about:blank").await?;
    let url = [&app.site.url(), address].concat();
    app.browser()?.open(&url).await?;
    let look = "
        const said = document.querySelector('main [data-verdict], main [role=alert]');
        return said && [said.dataset.verdict ?? '', document.querySelector('main').innerText];";
    until("the page to show a verdict", async || {
        app.eval(look, vec![]).await
    })
    .await
}

async fn verdicts(app: &mut App) -> Result<()> {
    let (verdict, all) = report(app, "?check-config").await?;
    ensure!(
        verdict == "good",
        "the shipped configuration is not reported as good: {all}"
    );
    ensure!(
        all.contains("116 123"),
        "the report does not list the number to call: {all}"
    );

    let whole = app.site.read("config.json")?;
    let dear = whole.replacen("https:", "http:", 1).replacen(
        '{',
        r##"{"theme":{"accent":"#ffdd00"},"pack":"ours","##,
        1,
    );
    app.site.put("config.json", &dear)?;
    let (verdict, all) = report(app, "?check-config").await?;
    ensure!(verdict == "refused", "{verdict}: {all}");
    for told in ["organisation.url", "packs/ours.json", "theme.accent"] {
        ensure!(
            all.contains(told),
            "the report does not mention {told}: {all}"
        );
    }
    app.axe_finds_nothing().await?;
    app.fits_sideways("the check-config page").await?;

    app.site.put("config.json", "{ \"help\": [ }")?;
    let (verdict, all) = report(app, "?check-config").await?;
    ensure!(
        verdict == "refused" && all.contains("Line 1, column 13"),
        "{verdict}: {all}"
    );

    let (verdict, all) = report(app, "?check-config&config=branch").await?;
    ensure!(
        verdict.is_empty() && all.contains("config.branch.json") && all.contains("404"),
        "the missing file is not reported: {all}"
    );
    app.site.add("config.branch.json", &whole)?;
    let (verdict, _) = report(app, "?check-config&config=branch").await?;
    ensure!(
        verdict == "good",
        "the named configuration is not reported as good: {verdict}"
    );
    Ok(())
}

/// The files that the native checker is tested with are reported by the same rules, in the same words and at the same positions.
async fn reports_each_mistake(app: &mut App) -> Result<()> {
    let words: Value = serde_json::from_str(&app.site.read("check-config.json")?)?;
    for written in configs::all() {
        let name = written.name;
        app.site.put("config.json", &written.bytes)?;
        report(app, "?check-config").await.context(name)?;
        let found: Vec<[String; 2]> = app
            .eval(
                "return [...document.querySelectorAll(':is(.errors, .warnings) > li')].map((one) =>
                  [one.querySelector('h3').textContent, one.querySelector('p').textContent])",
                vec![],
            )
            .await?;
        ensure!(
            found.len() == written.rules.len(),
            "{name}: not one message for each rule: {found:?}"
        );
        for (rule, [place, what]) in written.rules.iter().zip(&found) {
            let member = rule[..1].to_lowercase() + &rule[1..];
            let sentence = words["rules"][&member][0].as_str().context(name)?;
            let parts = sentence.split(['{', '}']).step_by(2);
            let same = parts.into_iter().all(|part| what.contains(part));
            ensure!(same, "{name}: expected “{sentence}”, found “{what}”");
            if let Some((line, column)) = written.place {
                let wanted = format!("Line {line}, column {column}");
                ensure!(*place == wanted, "{name}: expected {wanted}, found {place}");
            }
        }
    }
    Ok(())
}

/// The worker holds a broken configuration back from practitioners, but never from the editor.
async fn bypasses_service_worker(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    app.site.put("config.json", "none")?;
    let (verdict, all) = report(app, "?check-config").await?;
    ensure!(verdict == "refused", "{verdict}: {all}");
    app.open().await?;
    Ok(())
}

/// The reported faults of files: the kind and the file's name.
async fn reported_faults(app: &App) -> Result<Vec<(String, String)>> {
    let look = "return [...document.querySelectorAll('[data-fault]')].map((one) => [one.dataset.fault, one.querySelector('code').textContent])";
    app.eval(look, vec![]).await
}

/// A file that was altered on its way turns offline use off. The editor is told which file, and what to do.
async fn altered_files(app: &mut App) -> Result<()> {
    app.site.allow_worker();
    let (verdict, all) = report(app, "?check-config").await?;
    let found = reported_faults(app).await?;
    ensure!(verdict == "good" && found.is_empty(), "{found:?}: {all}");

    let signs = app.site.read("signs.html")?;
    app.site.put(
        "signs.html",
        signs.replace("</body>", "<!-- counted --></body>"),
    )?;
    app.site.remove("paper.html")?;
    app.site
        .configure(|config| config["keepByDefault"] = false.into())?;
    let (verdict, all) = report(app, "?check-config").await?;
    let found = reported_faults(app).await?;
    let wanted = [("gone", "paper.html"), ("altered", "signs.html")];
    let wanted = wanted.map(|(kind, file)| (kind.to_owned(), file.to_owned()));
    ensure!(found == wanted, "{found:?}");
    ensure!(
        verdict == "good" && all.contains("offline") && all.contains("minifying"),
        "{verdict}: {all}"
    );
    app.axe_finds_nothing().await?;

    app.site.put("sw.js", "<!doctype html>")?;
    report(app, "?check-config").await?;
    let found = reported_faults(app).await?;
    ensure!(
        found == [("altered".to_owned(), "sw.js".to_owned())],
        "{found:?}"
    );
    Ok(())
}

/// A policy for the whole server blocks WebAssembly. Readers get help, and the editor is told what to add.
async fn csp_forbids_wasm(app: &mut App) -> Result<()> {
    app.site
        .add_header("", "Content-Security-Policy", "default-src 'self'")?;
    app.navigate().await?;
    app.until_screen("broken").await?;
    let (verdict, all) = report(app, "?check-config").await?;
    ensure!(
        verdict.is_empty() && all.contains("'wasm-unsafe-eval'"),
        "{verdict}: {all}"
    );
    Ok(())
}

/// The server's headers may block the page in frames, or its offline use.
async fn response_headers(app: &mut App) -> Result<()> {
    app.site.allow_worker();
    app.site
        .add_header("index.html", "X-Frame-Options", "DENY")?;
    report(app, "?check-config").await?;
    let found = reported_faults(app).await?;
    let page = |kind: &str| (kind.to_owned(), "index.html".to_owned());
    ensure!(found == [page("framesNone")], "{found:?}");
    let policy = "frame-ancestors 'self'; trusted-types 'none'";
    app.site
        .add_header("index.html", "Content-Security-Policy", policy)?;
    let (_, all) = report(app, "?check-config").await?;
    let found = reported_faults(app).await?;
    ensure!(found == [page("worker")], "{found:?}");
    ensure!(all.contains("trusted-types compassion-check"), "{all}");
    Ok(())
}

/// Simulates a page without https. This machine's own address counts as secure, so the API that such a page lacks is removed.
async fn without_https(app: &mut App) -> Result<()> {
    app.site.allow_worker();
    let take = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })";
    let source = serde_json::json!({ "source": take });
    app.browser()?
        .cdp("Page.addScriptToEvaluateOnNewDocument", source)
        .await?;
    let (verdict, all) = report(app, "?check-config").await?;
    let found = reported_faults(app).await?;
    let wanted = [("insecure".to_owned(), "index.html".to_owned())];
    ensure!(verdict == "good" && found == wanted, "{found:?}: {all}");
    ensure!(all.contains("https://"), "{all}");
    Ok(())
}
