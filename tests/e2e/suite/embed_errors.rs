//! The errors a host's page receives when the check cannot be shown or stops: a reason from a fixed list, with help in the check's place.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::{until, until_true};
use serde_json::Value;
use xtask::demo::{Mode, Variant};
use xtask::server::{Header, Options, Server};
use xtask::tools::browsers::Engine;

use crate::config::warns_editor;
use crate::embed_restricted::{fallback_shows, until_host_shows_help};

pub(crate) fn add(suite: &mut Suite) {
    suite.add_with(
        "embed_errors_frame_blanked_or_removed",
        BrowserOptions::TALL,
        frame_blanked_or_removed,
    );
    suite.add("embed_errors_reasons", reasons);
    suite.add("embed_errors_cross_origin_isolated", cross_origin_isolated);
}

/// Waits for `count` errors and returns the reason of the last.
pub(crate) async fn error_reason(app: &App, count: usize) -> Result<Value> {
    let event = until("the error event", async || {
        let events = app.events().await?.into_iter();
        let mut errors = events.filter(|event| event.name == "error");
        Ok(errors.nth(count - 1))
    });
    let detail = event.await?.detail.context("an error without detail")?;
    let detail: Value = serde_json::from_str(&detail)?;
    Ok(detail["reason"].clone())
}

/// Starts the check again by the button beside the ways to help, and waits for `readies` `ready` events.
pub(crate) async fn try_again(app: &App, readies: usize) -> Result<()> {
    const BUTTON: &str = "
        const button = watch.root(0).querySelector('button');
        button.focus();
        return button.textContent;";
    let words: String = app.eval(BUTTON, vec![]).await?;
    ensure!(
        words == app.locale_text("tryAgain")?,
        "the button's label is {words}"
    );
    app.run("watch.root(0).querySelector('button').click()", vec![])
        .await?;
    app.until_ready_events(readies).await?;
    ensure!(
        !fallback_shows(app).await?,
        "the fallback content is still shown beside the check"
    );
    const FOCUS: &str =
        "return watch.root(0).activeElement?.matches('[data-heading], iframe') === true
        && !watch.root(0).querySelector('a[href^=\"tel:\"][rel]')";
    until_true(
        "focus in the check, and the fallback help to be hidden",
        async || app.eval(FOCUS, vec![]).await,
    )
    .await
}

/// Consent tools do this: once the check is shown, they put another page into its frame, or remove the frame.
async fn frame_blanked_or_removed(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Frame, false));
    for (number, how) in [
        "frame.src = 'about:blank'",
        "frame.srcdoc = '<p>Please accept all cookies first.</p>'",
        "frame.remove()",
    ]
    .into_iter()
    .enumerate()
    {
        app.open_host(&url, 1).await?;
        let whole = app.bounding_box("compassion-check", 0).await?.height;
        let blank = format!("const frame = watch.frame(0); window.source = frame.src; {how}");
        app.run(&blank, vec![]).await?;
        ensure!(
            error_reason(app, 1).await? == "blocked",
            "{how}: expected the reason `blocked`"
        );
        ensure!(
            fallback_shows(app).await?,
            "{how}: the fallback content is not shown again"
        );
        until_host_shows_help(app).await?;
        let height = app.bounding_box("compassion-check", 0).await?.height;
        ensure!(
            height < whole / 2.0,
            "{how}: the element is still {height} pixels high, of {whole}"
        );
        if number == 0 {
            // The person consents.
            app.run("watch.frame(0).src = window.source", vec![])
                .await?;
            app.until_ready_events(2).await?;
            ensure!(
                !fallback_shows(app).await?,
                "the fallback content is still shown beside the check"
            );
        }
    }
    Ok(())
}

/// The reasons that can be told apart.
async fn reasons(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    // The server answers that it has no such file. On another origin a script could not tell that from no answer at all.
    for (mode, own) in [(Mode::Frame, false), (Mode::Inline, true)] {
        let url = hosts.url("bootstrap", &Variant::new(mode, own));
        for file in [".wasm", "locales/en.json"] {
            let refused = (app.site.refuse(file), hosts.server().refuse(file));
            app.browser()?.open(&url).await?;
            let found = error_reason(app, 1).await?;
            ensure!(
                found == "failed",
                "{} without {file}: expected the reason `failed`, found {found}",
                mode.name()
            );
            drop(refused);
        }
        // An error carries only its reason.
        let events = app.events().await?;
        let last = events.last().and_then(|event| event.detail.clone());
        ensure!(
            last.as_deref() == Some(r#"{"reason":"failed"}"#),
            "the error event's detail is {last:?}"
        );
    }

    // A policy that does not allow WebAssembly.
    let page = format!(
        "<!doctype html><html lang=en><title>Host</title>
        <meta http-equiv=Content-Security-Policy content=\"script-src 'self' 'unsafe-inline'; connect-src 'self'\">
        <script>window.heard = []; addEventListener('compassion-check-error', ({{ detail }}) => heard.push(detail.reason))</script>
        <script type=module src={0}embed.js></script><compassion-check mode=inline></compassion-check>",
        app.site.url()
    );
    app.site.add("host.html", &page)?;
    app.browser()?
        .open(&format!("{}host.html", app.site.url()))
        .await?;
    let heard = until("the error event", async || {
        let heard: Vec<String> = app.eval("return window.heard", vec![]).await?;
        Ok(heard.first().cloned())
    });
    let heard = heard.await?;
    ensure!(
        heard == "webassembly",
        "expected the reason `webassembly`, found {heard}"
    );
    Ok(())
}

/// A cross-origin isolated page embeds a check whose server does not send the header for it. The person gets help, and the console tells
/// the editor.
async fn cross_origin_isolated(app: &mut App) -> Result<()> {
    let page = "<!doctype html><html lang=en><title>Host</title><meta name=viewport content=width=device-width><h1>Host</h1>
        <script>
          window.heard = [];
          addEventListener('compassion-check:error', ({ detail }) => heard.push(detail.reason));
          addEventListener('compassion-check:ready', () => heard.push('ready'));
        </script>
        <script type=module src=embed.js></script><compassion-check></compassion-check>";
    app.site.add("host.html", page)?;
    let embedder = |ending: &'static str| Header {
        ending: ending.into(),
        name: "Cross-Origin-Embedder-Policy".into(),
        value: "require-corp".into(),
    };
    // Firefox does not tell the page that it has blocked a frame.
    let refused = match app.engine()? {
        Engine::Firefox => "timeout",
        _ => "blocked",
    };
    for (headers, wanted) in [
        (vec![embedder("host.html"), embedder("index.html")], "ready"),
        (vec![embedder("host.html")], refused),
    ] {
        let options = Options {
            headers,
            ..Options::default()
        };
        let server = Server::start(app.site.folder(), options)?;
        app.browser()?
            .open(&format!("{}host.html", server.url()))
            .await?;
        let heard = until("an event", async || {
            let heard: Vec<String> = app.eval("return window.heard", vec![]).await?;
            Ok(heard.first().cloned())
        });
        let heard = heard.await.context(wanted)?;
        ensure!(heard == wanted, "expected {wanted}, found {heard}");
        if wanted == refused {
            warns_editor(
                app,
                "Cross-Origin-Embedder-Policy: require-corp, which is missing",
            )
            .await?;
        }
    }
    Ok(())
}
