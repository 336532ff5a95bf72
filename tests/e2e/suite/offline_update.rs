//! Updates: installed completely or not at all, activated by consent, and never in the middle of a check.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::offline::Worker;
use e2e::site::FIRST_LOAD;
use e2e::storage::RECORD;
use e2e::trial::Suite;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("offline_update_by_consent", update_by_consent);
    suite.add("offline_update_during_page_load", during_page_load);
    suite.add("offline_update_damaged", damaged);
    suite.add("offline_update_interrupted", interrupted);
}

/// A text that only the second version has.
const NEW_WORDS: &str = "\"Now: Start\"";

async fn update_by_consent(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    let later = app.site.file_name("later-*.wasm")?;
    let old_words = app.start_label().await?;
    app.complete_check(App::some_answer).await?;
    // Firefox's driver reloads past the worker, like a reload with Shift. Here the worker has to be asked.
    app.open().await?;
    let records = app.stored_under(RECORD).await?;
    ensure!(records.len() == 1, "{records:?}");

    // A check is under way in this tab when a newly opened one finds the second version.
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    let new_later = app.site.deploy_second_version()?;
    let driver = app.browser()?.driver.clone();
    let here = driver.window().await?;
    app.browser()?.new_tab().await?;
    let other = driver.window().await?;
    app.open().await?;
    app.until_worker("the second version to wait", |worker| {
        worker.waiting && worker.versions() == 2
    })
    .await?;
    let texts = app.fetch("locales/en.json").await?.context("texts")?.1;
    ensure!(
        !texts.contains(NEW_WORDS),
        "texts of the second version before it was activated"
    );

    driver.switch_to_window(here.clone()).await?;
    let state = app.until_question(2).await?;
    ensure!(
        !state.offers("renew"),
        "the new version is offered in the middle of a check: {state:?}"
    );
    app.answer(2, &app.some_answer(2)).await?;
    app.go("pause", "pause").await?;
    ensure!(
        !app.state().await?.offers("renew"),
        "the new version is offered while the check is being left"
    );
    // The first version goes on with its own files, which the server no longer has.
    ensure!(
        app.fetch(&later).await?.context("an answer")?.0 == 200,
        "the first version's files cannot be fetched"
    );
    app.tap_action("stop-keep").await?;
    let state = app
        .until("the offer of a new version", |state| state.offers("renew"))
        .await?;
    ensure!(state.is("intro"), "{state:?}");
    app.title_and_url_unchanged(&state, &state.title)?;

    // The other tab resumes the check, and stays on its version when this one activates the second.
    driver.switch_to_window(other.clone()).await?;
    app.open().await?;
    app.tap_action("resume").await?;
    app.until_question(3).await?;
    driver.switch_to_window(here.clone()).await?;
    app.run("window.staleForE2e = true", vec![]).await?;
    app.tap_action("renew").await?;
    e2e::wait::until_true("the page to be loaded again", async || {
        app.eval::<bool>("return window.staleForE2e !== true", vec![])
            .await
    })
    .await?;
    let state = app.until_loaded().await?;
    ensure!(
        !state.offers("renew") && state.offers("resume"),
        "{state:?}"
    );
    ensure!(
        app.fetch(&new_later).await?.context("an answer")?.0 == 200,
        "the second version's files cannot be fetched"
    );
    let texts = app.fetch("locales/en.json").await?.context("texts")?.1;
    ensure!(
        texts.contains(NEW_WORDS),
        "the second version's texts are not served"
    );
    ensure!(
        app.stored_under(RECORD).await? == records,
        "records were changed"
    );

    driver.switch_to_window(other).await?;
    app.until_question(3).await?;
    app.answer(3, &app.some_answer(3)).await?;
    ensure!(
        app.fetch(&later).await?.context("an answer")?.0 == 200,
        "the other tab cannot fetch its version's files"
    );
    let texts = app.fetch("locales/en.json").await?.context("texts")?.1;
    ensure!(
        !texts.contains(NEW_WORDS),
        "the other tab got the second version's texts"
    );
    app.answer_all(4..app.pack.len(), App::some_answer).await?;
    let all = app.stored_under(RECORD).await?;
    ensure!(
        all.len() == 2 && records.iter().all(|(key, text)| all.get(key) == Some(text)),
        "{all:?}"
    );

    // Once no page uses the first version, it is deleted.
    driver.close_window().await?;
    driver.switch_to_window(here).await?;
    app.open().await?;
    app.until_worker("the first version to be deleted", |worker| {
        worker.versions() == 1
    })
    .await?;
    app.site.stop();
    app.open().await?;
    ensure!(
        app.start_label().await? == format!("Now: {old_words}"),
        "the page does not show the second version's text"
    );
    ensure!(
        app.stored_under(RECORD).await? == all,
        "records were changed"
    );
    Ok(())
}

/// Added to the worker. Its list of clients is taken before the page that is being opened is in it, and arrives only after that page has
/// requested a file. Until then the page's files bypass the worker.
const LATE_LIST: &str = "
{
  const list = clients.matchAll.bind(clients);
  let opened, arrive;
  clients.matchAll = async (how) => {
    const found = await list(how);
    if (!opened) return found;
    await new Promise((go) => { arrive = go; });
    return found.filter(({ id }) => id !== opened);
  };
  addEventListener('fetch', (event) => {
    if (event.request.mode === 'navigate') opened = event.resultingClientId;
    else if (!arrive) event.stopImmediatePropagation();
    else setTimeout(arrive);
  });
}
";

/// A page is opened while the worker deletes unused files. The worker still knows that page's version.
async fn during_page_load(app: &mut App) -> Result<()> {
    let worker = app.site.read("sw.js")?;
    let (release, rest) = worker.split_once('\n').context("the build's line")?;
    app.site
        .put("sw.js", format!("{release}\n{LATE_LIST}{rest}"))?;
    app.site.update_release()?;
    app.open_with_worker().await?;
    app.site
        .add("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")?;
    app.open().await?;
    app.until_worker_controls().await?;
    app.fetch("signs.html").await?.context("an answer")?;
    // The worker does this after its current work, and a cached file shows that it has.
    let files = |worker: &Worker| -> usize {
        let kept = |(name, count): (&String, &usize)| (!name.ends_with("/state")).then_some(*count);
        worker.caches.iter().filter_map(kept).sum()
    };
    let before = files(&app.worker().await?);
    app.run(
        "const fetched = [new URL('logo.svg', location).href];
        navigator.serviceWorker.controller.postMessage({ started: true, fetched });",
        vec![],
    )
    .await?;
    let worker = app
        .until_worker("the file to be cached", |worker| files(worker) > before)
        .await?;
    ensure!(
        worker.pages == 1,
        "expected one page known to the worker: {worker:?}"
    );
    Ok(())
}

/// The second version arrives damaged. It is refused and the first stays complete. Once it is repaired, it is installed.
async fn damaged(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    let before = app.worker().await?.caches;
    app.site.deploy_second_version()?;
    for (file, bytes) in [
        (
            "signs.html",
            "<!doctype html><title>Sign in to this network</title>",
        ),
        (
            "config.json",
            "<!doctype html><title>Sign in to this network</title>",
        ),
        ("app-*.js", "export default () => {};"),
    ] {
        let right = app.site.read(file)?;
        app.site.put(file, bytes)?;
        ensure!(
            app.update_worker().await? == "redundant",
            "the damaged {file} was installed"
        );
        ensure!(
            app.worker().await?.caches == before,
            "the damaged {file} left a cache behind"
        );
        app.site.put(file, &right)?;
    }
    ensure!(
        app.update_worker().await? == "installed",
        "the undamaged version was not installed"
    );
    app.site.stop();
    let state = app.open().await?;
    ensure!(
        state.offers("resume"),
        "the first version does not work: {state:?}"
    );
    Ok(())
}

/// The update fails at each file in turn. The first version stays complete each time.
async fn interrupted(app: &mut App) -> Result<()> {
    app.open_with_worker().await?;
    let before: BTreeMap<String, usize> = app.worker().await?.caches;
    app.site.deploy_second_version()?;
    let files = app.site.worker_files()?;
    ensure!(files.len() > FIRST_LOAD.len(), "{files:?}");
    for file in &files {
        let refused = app.site.refuse(&format!("/{file}"));
        let state = app.update_worker().await?;
        ensure!(state == "redundant", "{state} without {file}");
        ensure!(
            app.worker().await?.caches == before,
            "without {file} a cache was left behind: {:?}",
            app.worker().await?
        );
        drop(refused);
    }
    ensure!(
        app.update_worker().await? == "installed",
        "the complete version was not installed"
    );
    let after = app.worker().await?;
    ensure!(after.waiting && after.versions() == 2, "{after:?}");

    // The connection breaks while a file is being downloaded.
    let signs = app.site.read("signs.html")?;
    app.site.put("signs.html", &(signs + "\n"))?;
    app.site.update_release()?;
    let held = app.site.hold("/signs.html");
    let asked = "navigator.serviceWorker.getRegistration().then((found) => found.update())";
    app.run(asked, vec![]).await?;
    app.until_worker("the third version to be installing", |worker| {
        worker.installing
    })
    .await?;
    app.site.stop();
    drop(held);
    app.until_worker("the third version to be abandoned", |worker| {
        !worker.installing
    })
    .await?;
    let state = app.open().await?;
    ensure!(
        state.is("intro"),
        "the first version does not work: {state:?}"
    );
    Ok(())
}
