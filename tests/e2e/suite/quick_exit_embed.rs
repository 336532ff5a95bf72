//! Quick exit in an embedded check: in every mode the host's page goes, and Back does not lead to it.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until;
use serde_json::json;
use xtask::tools::browsers::Engine;

use crate::quick_exit::{SHIFT, enable, redirect_exit, until_gone};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("quick_exit_frame", frame);
    suite.add("quick_exit_frame_shift_key", frame_shift_key);
    suite.add("quick_exit_frame_sandboxed", frame_sandboxed);
    suite.add("quick_exit_frame_no_embed_script", frame_no_embed_script);
    suite.add(
        "quick_exit_frame_sandboxed_no_script",
        frame_sandboxed_no_script,
    );
    suite.add("quick_exit_inline", inline);
    suite.add("quick_exit_inline_shift_key", inline_shift_key);
}

/// The host's page, on another origin than the check. It records its shadow roots, because they are closed.
const HOST: &str = "<!doctype html><html lang=en><meta name=viewport content=width=device-width><title>Host</title><h1>Host</h1><script>
    const attach = Element.prototype.attachShadow;
    window.roots = [];
    Element.prototype.attachShadow = function (how) {
      const root = attach.call(this, how);
      roots.push(root);
      return root;
    };
    window.told = [];
    addEventListener('message', ({ data }) => told.push(data.type));
  </script>";

/// Opens a host's page with `content`, in which `{check}` stands for the address of the check.
pub(crate) async fn open_host_page(app: &App, content: &str) -> Result<()> {
    let check = app.site.url();
    let page = [HOST, &content.replace("{check}", &check)].concat();
    app.site.add("host.html", &page)?;
    let host = check.replace("127.0.0.1", "localhost");
    app.browser()?.open(&format!("{host}host.html")).await
}

pub(crate) const SCRIPT: &str = "<script type=module src={check}embed.js></script>";

/// Switches into the check's frame and waits until the check has loaded.
pub(crate) async fn enter_frame(app: &App) -> Result<()> {
    const FRAME: &str =
        "return document.querySelector('iframe') ?? roots[0]?.querySelector('iframe')";
    let frame = until("the frame", async || {
        let found = app.browser()?.driver.execute(FRAME, vec![]);
        Ok(found.await?.element().ok())
    });
    frame.await?.enter_frame().await?;
    app.until_loaded().await.map(drop)
}

/// Waits until the host's page itself has gone.
async fn until_host_gone(app: &App) -> Result<()> {
    app.browser()?.driver.enter_default_frame().await?;
    until_gone(app).await
}

async fn open_in_frame(app: &App, attributes: &str) -> Result<()> {
    enable(app).await?;
    let element = format!("{SCRIPT}<compassion-check {attributes}></compassion-check>");
    open_host_page(app, &element).await?;
    enter_frame(app).await
}

async fn frame(app: &mut App) -> Result<()> {
    open_in_frame(app, "").await?;
    redirect_exit(app, "document").await?;
    // The last link, below all the content.
    let last = ".exit-last a";
    if app.engine()? == Engine::WebKit {
        // WebKit's driver misses what is this far down in a frame.
        let click = "document.querySelector(arguments[0]).click()";
        app.run(click, vec![json!(last)]).await?;
    } else {
        app.tap(last).await?;
    }
    until_host_gone(app).await
}

async fn frame_shift_key(app: &mut App) -> Result<()> {
    open_in_frame(app, "").await?;
    app.run(
        "document.querySelector('[data-action=start]').focus()",
        vec![],
    )
    .await?;
    for text in ["exitTwo", "exitOne"] {
        app.press(SHIFT).await?;
        app.until_text(".exit-status[role=status]", &app.locale_text(text)?)
            .await?;
    }
    redirect_exit(app, "document").await?;
    app.press(SHIFT).await?;
    until_host_gone(app).await
}

/// A sandboxed frame cannot navigate the host's page, so that page leaves by itself.
async fn frame_sandboxed(app: &mut App) -> Result<()> {
    // WebKit runs none of our scripts in a page without an origin.
    let sandbox = match app.engine()? {
        Engine::WebKit => "allow-scripts allow-same-origin",
        _ => "allow-scripts",
    };
    open_in_frame(app, &format!("sandbox='{sandbox}'")).await?;
    redirect_exit(app, "document").await?;
    app.tap(".exit a").await?;
    until_host_gone(app).await
}

/// Without `embed.js` on the host's page nobody listens, and the frame navigates that page itself.
async fn frame_no_embed_script(app: &mut App) -> Result<()> {
    enable(app).await?;
    open_host_page(
        app,
        "<iframe src={check}index.html?embed width=340 height=600></iframe>",
    )
    .await?;
    enter_frame(app).await?;
    redirect_exit(app, "document").await?;
    app.tap(".exit a").await?;
    until_host_gone(app).await
}

/// Nobody listens, and a sandbox protects the host's page. Then the frame itself shows the exit page.
async fn frame_sandboxed_no_script(app: &mut App) -> Result<()> {
    const ALONE: &str = "<iframe src={check}index.html?embed width=340 height=600
        sandbox='allow-scripts allow-same-origin'></iframe>";
    enable(app).await?;
    open_host_page(app, ALONE).await?;
    enter_frame(app).await?;
    redirect_exit(app, "document").await?;
    app.tap(".exit a").await?;
    until("the check to be left", async || {
        let title: String = app.eval("return document.title", vec![]).await?;
        Ok((title == "Weather").then_some(()))
    })
    .await
}

/// Finds an element of the inline check, in the only shadow root.
pub(crate) const INSIDE: &str = "const find = (css) => roots[0]?.querySelector(css);";

async fn open_inline(app: &App) -> Result<()> {
    enable(app).await?;
    let element = format!("{SCRIPT}<compassion-check mode=inline></compassion-check>");
    open_host_page(app, &element).await?;
    until("the check to be whole", async || {
        let there = format!("{INSIDE} return Boolean(find('.exit-status'))");
        Ok(app.eval::<bool>(&there, vec![]).await?.then_some(()))
    })
    .await
}

async fn inline(app: &mut App) -> Result<()> {
    open_inline(app).await?;
    redirect_exit(app, "roots[0]").await?;
    let link = app
        .browser()?
        .driver
        .execute(format!("{INSIDE} return find('.exit a')"), vec![])
        .await?;
    link.element()
        .context("the quick exit control")?
        .click()
        .await?;
    until_host_gone(app).await
}

async fn inline_shift_key(app: &mut App) -> Result<()> {
    open_inline(app).await?;
    // Keys pressed on the host's own page do not count.
    for _ in 0..3 {
        app.press(SHIFT).await?;
    }
    let begin = format!(
        "{INSIDE} find('[data-action=start]').focus(); return find('.exit-status').textContent"
    );
    let said = app.run(&begin, vec![]).await?;
    ensure!(
        said == json!(""),
        "the check reacted to keys on the host's page: {said}"
    );
    for text in ["exitTwo", "exitOne"] {
        app.press(SHIFT).await?;
        let words = app.locale_text(text)?;
        until(&format!("{words} to be announced"), async || {
            let said = format!("{INSIDE} return find('.exit-status').textContent");
            let said = app.run(&said, vec![]).await?;
            Ok((said == words.as_str()).then_some(()))
        })
        .await?;
    }
    redirect_exit(app, "roots[0]").await?;
    app.press(SHIFT).await?;
    until_host_gone(app).await
}
