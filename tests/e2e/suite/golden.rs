//! Data that the version of commit 10f7d9d stored: today's page shows all of it, and opens its lock.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::storage::RECORD;
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;
use serde_json::{Value, json};

use crate::lang::until_language;
use crate::lock::{LOCK, LOCK_COPY, go_to_lock};

const STORAGE: &str = include_str!("../../golden/10f7d9d/storage.json");
const LOCKED: &str = include_str!("../../golden/10f7d9d/locked.json");

const NOTE: &str = "compassion-check/note/";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("golden_records", records);
    suite.add("golden_newer_pack", newer_pack);
    suite.add("golden_lock", lock);
}

type Texts = BTreeMap<String, String>;

/// Stores these texts and reloads the page.
async fn load_with(app: &App, texts: &Texts) -> Result<()> {
    const PUT: &str =
        "for (const [key, text] of Object.entries(arguments[0])) localStorage.setItem(key, text)";
    app.open().await?;
    ensure!(
        app.stored_count().await? == 0,
        "storage is not empty before the test"
    );
    app.run(PUT, vec![json!(texts)]).await?;
    app.reload().await.map(drop)
}

/// Fails unless both checks, the note to one of them and the plans are on their screens.
async fn everything_is_shown(app: &App, texts: &Texts) -> Result<()> {
    app.go("history", "history").await?;
    let listed: Vec<String> = app
        .eval(
            "return [...document.querySelectorAll('[data-action=open-record]')].map((one) => one.dataset.record)",
            vec![],
        )
        .await?;
    let named = |prefix: &str| -> Vec<&str> {
        let keys = texts.keys().filter_map(|key| key.strip_prefix(prefix));
        keys.collect()
    };
    // Keys begin with the time. The newest check is the first in the list, and the last among the keys.
    let mut kept = named(RECORD);
    kept.reverse();
    ensure!(
        listed == kept && kept.len() == 2,
        "expected {kept:?} in the list, found {listed:?}"
    );
    for id in named(RECORD) {
        app.tap(&format!("[data-record='{id}']")).await?;
        app.until_screen("result").await?;
        if named(NOTE).contains(&id) {
            app.go("note", "note").await?;
            let note: Value = serde_json::from_str(&texts[&[NOTE, id].concat()])?;
            let ticked = "return [document.querySelector('textarea').value,
                [...document.querySelectorAll('[name=tag]')].map((one) => one.checked)]";
            ensure!(
                app.run(ticked, vec![]).await?
                    == json!([note["text"], [true, false, false, true, false]]),
                "the note changed"
            );
            app.go("back", "result").await?;
        }
        app.go("history", "history").await?;
    }
    app.go("plan", "plan").await?;
    let sentence = "When I lie awake with work in my head, I will keep the next half hour free of clients and notes.";
    let shown = app.text(".read-back .lead").await?;
    ensure!(shown == sentence, "{shown}");
    app.open_details().await?;
    let before = "When the “last” client has left, I will look out of the window.";
    app.until_text("main ul.stored", before).await?;
    app.until_text("main ul.stored", &app.locale_text("wasLetGo")?)
        .await
}

async fn records(app: &mut App) -> Result<()> {
    let texts: Texts = serde_json::from_str(STORAGE)?;
    load_with(app, &texts).await?;
    let state = app.until_screen("intro").await?;
    ensure!(state.notice.is_none(), "{state:?}");
    everything_is_shown(app, &texts).await?;
    ensure!(
        app.stored().await? == texts,
        "the stored data changed although it was only read"
    );

    // The language chosen then is used where it is offered.
    app.site.offer_languages(&["en", "cy"])?;
    app.reload().await?;
    until_language(app, "cy").await.map(drop)
}

/// The pack has changed since. The copy of it that was stored with the checks is used instead.
async fn newer_pack(app: &mut App) -> Result<()> {
    let texts: Texts = serde_json::from_str(STORAGE)?;
    let pack = app.site.read("packs/practitioner.json")?;
    let (from, to) = ("\"version\":\"", "\"version\":\"9");
    let changed = pack.replacen(from, to, 1);
    ensure!(changed != pack, "no version to replace in {pack}");
    app.site.put_pack(&changed)?;
    load_with(app, &texts).await?;
    let state = app.until_screen("intro").await?;
    ensure!(
        state.notice.is_none() && !state.offers("resume"),
        "{state:?}"
    );
    everything_is_shown(app, &texts).await?;
    ensure!(
        app.stored().await? == texts,
        "the stored data changed although it was only read"
    );
    Ok(())
}

async fn lock(app: &mut App) -> Result<()> {
    let texts: Texts = serde_json::from_str(STORAGE)?;
    let sealed: Texts = serde_json::from_str(LOCKED)?;
    load_with(app, &sealed).await?;
    let state = app.state().await?;
    ensure!(
        state.is("locked") && state.notice.is_none(),
        "the page is open without the passphrase: {state:?}"
    );
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    everything_is_shown(app, &texts).await?;
    // That version stored one copy of the lock, and now there is a second.
    let mut kept = app.stored().await?;
    let second = kept.remove(LOCK_COPY);
    ensure!(
        second.as_ref() == sealed.get(LOCK),
        "the second copy of the lock differs"
    );
    ensure!(
        kept == sealed,
        "the stored data changed although it was only read"
    );

    // With the lock removed, every text is as it was before it was sealed.
    go_to_lock(app).await?;
    app.remove_lock(PASSPHRASE).await?;
    let after = app.stored().await?;
    ensure!(
        after == texts,
        "the stored data changed, keys before and after: {:?} and {:?}",
        texts.keys(),
        after.keys()
    );
    Ok(())
}
