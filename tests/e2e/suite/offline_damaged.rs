//! Cached files that are damaged, by the device or by another page of the origin.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("offline_damaged_cache_with_network", damaged_with_network);
    suite.add(
        "offline_damaged_cache_without_network",
        damaged_without_network,
    );
}

/// The style sheet, which only the lazy screens need.
const SHEET: &str = "app-*.css";

/// The files that a start needs, and the style sheet.
const NEEDED: [&str; 8] = [
    "index.html",
    "loader-*.js",
    SHEET,
    "app-*.js",
    "app-*.wasm",
    "config.json",
    "packs/practitioner.first.json",
    "locales/en.json",
];

/// Replaces every cached file whose address ends with `ending`, but keeps its headers. A replaced script reveals that it ran. The originals
/// go into a separate cache. Returns the number of files.
const DAMAGE: &str = "
const [ending, done] = arguments;
(async () => {
  let count = 0;
  const kept = await caches.open('e2e');
  for (const name of await caches.keys()) {
    if (name === 'e2e' || name.endsWith('/state')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.split('?')[0].endsWith(ending)) continue;
      const right = await cache.match(request);
      await kept.put(request.url + '?' + encodeURIComponent(name), right.clone());
      await cache.put(request, new Response('window.stolenE2e = true;', { headers: right.headers }));
      count++;
    }
  }
  return count;
})().then(done, (error) => done(String(error)));";

/// Puts the originals back.
const RESTORE: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const kept = await caches.open('e2e');
  for (const { url } of await kept.keys()) {
    const [address, name] = url.split('?');
    await (await caches.open(decodeURIComponent(name))).put(address, await kept.match(url));
  }
  return caches.delete('e2e');
})().then(done, (error) => done(String(error)));";

async fn damage(app: &App, ending: &str) -> Result<u64> {
    let count = app
        .browser()?
        .run_async(DAMAGE, vec![json!(ending)])
        .await?;
    count.as_u64().with_context(|| format!("damaging: {count}"))
}

async fn no_foreign_script_ran(app: &App) -> Result<()> {
    let ran: bool = app.eval("return window.stolenE2e === true", vec![]).await?;
    ensure!(!ran, "a foreign script from the cache ran");
    Ok(())
}

/// With a network, damaged files are fetched again: each file in turn, then all of them at once.
async fn damaged_with_network(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    for pattern in NEEDED {
        let name = app.site.file_name(pattern)?;
        ensure!(damage(app, &name).await? > 0, "{name} is in no cache");
        app.open()
            .await
            .with_context(|| format!("{name} damaged"))?;
        no_foreign_script_ran(app).await?;
    }
    damage(app, "").await?;
    app.open().await.context("all files damaged")?;
    no_foreign_script_ran(app).await?;
    app.open_path("signs.html", "[data-screen=signs] a[href^='tel:']")
        .await?;
    app.open_path("paper.html", "table").await?;
    // The fetched files are cached, so the next visit works without a network.
    app.open().await?;
    app.site.stop();
    app.open()
        .await
        .context("the fetched files were not cached")?;
    Ok(())
}

/// Without a network, each visit ends in the check, possibly without its lazy screens, or in a message with help. Once there is a network,
/// the check is back.
async fn damaged_without_network(app: &mut App) -> Result<()> {
    app.site.shorten_timeouts()?;
    app.site.update_release()?;
    app.open_with_worker().await?;
    app.site.stop();
    for pattern in NEEDED {
        let name = app.site.file_name(pattern)?;
        ensure!(damage(app, &name).await? > 0, "{name} is in no cache");
        // There is a copy of the configuration, and the complete pack also holds the questions.
        if ["config.json", "packs/practitioner.first.json"].contains(&pattern) {
            let opened = app.open().await;
            opened.with_context(|| format!("{name} damaged"))?;
        } else if pattern == SHEET {
            app.navigate().await?;
            app.until("a start without the lazy screens", |state| {
                state.ready && state.lazy.as_deref() == Some("missing")
            })
            .await?;
        } else {
            app.navigate().await?;
            app.until_screen("broken")
                .await
                .with_context(|| format!("{name} damaged"))?;
            for css in ["a[href^='tel:']", "[data-action=try-again]"] {
                let css = format!("[data-screen=broken] {css}");
                until_true(&css, async || Ok(app.is_visible(&css).await?))
                    .await
                    .with_context(|| format!("{name} damaged"))?;
            }
        }
        no_foreign_script_ran(app).await?;
        let mended = app.browser()?.run_async(RESTORE, vec![]).await?;
        ensure!(mended == true, "{mended}");
    }
    damage(app, "").await?;
    app.navigate().await?;
    app.until_screen("broken")
        .await
        .context("all files damaged")?;
    app.site.serve()?;
    app.site.allow_worker();
    app.tap_action("try-again").await?;
    app.until_loaded().await?;
    no_foreign_script_ran(app).await
}
