//! The lock: nothing on the device is readable, and nothing is lost.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::storage::PREFIX;
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;

pub(crate) const LOCK: &str = "compassion-check/lock";
/// Its second copy.
pub(crate) const LOCK_COPY: &str = "compassion-check/lock-copy";
pub(crate) const SEALED: &str = "compassion-check/sealed/";
const OTHER: &str = "another kettle entirely";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lock_nothing_readable", nothing_readable);
    suite.add("lock_draft_sealed", draft_sealed);
    suite.add("lock_passphrase_changed", passphrase_changed);
    suite.add("lock_two_tabs", two_tabs);
    suite.add("lock_when_hidden", when_hidden);
    suite.add("lock_unicode_normalisation", unicode_normalisation);
}

/// Stores one of each, settings included: saving a backup changes them.
pub(crate) async fn store_one_of_each(app: &App) -> Result<()> {
    app.store_one_of_each("Zanzibar").await?;
    app.go_to_copies().await?;
    app.save("save-backup").await?;
    app.go("home", "intro").await.map(drop)
}

pub(crate) async fn go_to_lock(app: &App) -> Result<()> {
    app.go("data", "data").await?;
    app.go("lock", "lock").await.map(drop)
}

/// Fails if anything but the lock and sealed data is stored, or if anything of `before` can be read.
async fn ensure_unreadable(app: &App, before: &BTreeMap<String, String>) -> Result<()> {
    let now = app.stored().await?;
    for key in now.keys() {
        ensure!(
            [LOCK, LOCK_COPY].contains(&key.as_str()) || key.starts_with(SEALED),
            "{key} is stored without encryption"
        );
    }
    // Base64 may spell any short word by chance, but it has no quotes and no long words.
    let all = serde_json::to_string(&now)?.to_lowercase();
    let ids = before.keys().filter_map(|key| key.rsplit('/').next());
    let ids = ids.filter(|id| id.len() > 8);
    let words = [
        "zanzibar",
        "practitioner",
        "frequency",
        "\"utc",
        "\"answers",
        "\"changed",
    ];
    for telling in ids.chain(words) {
        ensure!(
            !all.contains(&telling.to_lowercase()),
            "{telling} can be read in the stored data"
        );
    }
    ensure!(
        !all.contains(&PASSPHRASE.to_lowercase()),
        "the passphrase can be read in the stored data"
    );
    Ok(())
}

async fn nothing_readable(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    let before = app.stored().await?;
    ensure!(
        before.len() == 6,
        "expected six stored keys, found {:?}",
        before.keys()
    );
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    app.until_message("lockedSet").await?;
    ensure_unreadable(app, &before).await?;
    let markup: String = app
        .eval(
            "return document.documentElement.outerHTML + location + document.title",
            vec![],
        )
        .await?;
    ensure!(
        !markup.contains(PASSPHRASE),
        "the passphrase is in the page"
    );

    // The page is locked at once, and the browser's Back shows nothing.
    app.go("lock-now", "locked").await?;
    app.until_heading_focused().await?;
    app.browser_back().await?;
    app.browser_forward().await?;
    let state = app.until_screen("locked").await?;
    ensure!(!state.offers("data") && state.offers("find"), "{state:?}");
    ensure!(
        !app.text("body").await?.contains("Zanzibar"),
        "the locked page shows the note"
    );

    let state = app.reload().await?;
    ensure!(
        state.is("locked"),
        "the page is not locked after a reload: {state:?}"
    );
    app.unlock("not the passphrase").await?;
    app.until_message("lockedWrong").await?;
    ensure_unreadable(app, &before).await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.until_heading_focused().await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("note", "note").await?;
    let note: String = app
        .eval("return document.querySelector('textarea').value", vec![])
        .await?;
    ensure!(note == "Zanzibar", "the note reads {note:?}");
    app.go("plan", "plan").await?;
    app.until_text(".read-back", "I will").await?;

    go_to_lock(app).await?;
    app.remove_lock(PASSPHRASE).await?;
    app.until_message("lockedRemoved").await?;
    let after = app.stored().await?;
    ensure!(
        after == before,
        "the stored data changed, keys before and after: {:?} and {:?}",
        before.keys(),
        after.keys()
    );
    Ok(())
}

/// Sets the lock, and gives four answers while it is open.
pub(crate) async fn lock_with_four_answers(app: &App) -> Result<()> {
    app.open().await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    app.go("home", "intro").await?;
    app.begin().await?;
    app.answer_all(0..4, App::some_answer).await?;
    e2e::wait::until_true("the draft and its questions to be sealed", async || {
        Ok(app.stored_under(SEALED).await?.len() == 2)
    })
    .await
}

/// Answers given while the lock is open are sealed, too, and survive a reload.
async fn draft_sealed(app: &mut App) -> Result<()> {
    lock_with_four_answers(app).await?;
    ensure_unreadable(app, &BTreeMap::new()).await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.tap_action("resume").await?;
    app.until_question(4).await?;
    app.finish_early().await?;
    e2e::wait::until_true(
        "the record to be stored in place of its draft",
        async || Ok(app.stored_under(SEALED).await?.len() == 2),
    )
    .await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    let state = app.go("history", "history").await?;
    ensure!(state.offers("open-record"), "the check is lost: {state:?}");
    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "data is still stored after clearing everything"
    );
    Ok(())
}

async fn passphrase_changed(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    let before = app.stored().await?;
    go_to_lock(app).await?;
    for (new, again, said) in [
        ("short", "short", "weakTooShort"),
        (PASSPHRASE, OTHER, "weakDifferent"),
    ] {
        app.submit_lock_form(new, again).await?;
        app.until_message(said).await?;
        ensure!(
            app.stored().await? == before,
            "{said}: the stored data changed"
        );
    }
    app.tap("[name=minutes][value='15']").await?;
    app.set_lock(PASSPHRASE).await?;
    let minutes = "return document.querySelector('[name=minutes]:checked').value";
    ensure!(
        app.run(minutes, vec![]).await? == "15",
        "the chosen minutes are not selected"
    );
    app.tap("[name=minutes][value='1']").await?;
    app.until_message("lockedChanged").await?;

    app.open_details().await?;
    app.fill("main details:first-of-type [name=old]", PASSPHRASE)
        .await?;
    app.fill("main details:first-of-type [name=new]", OTHER)
        .await?;
    app.fill("main details:first-of-type [name=again]", OTHER)
        .await?;
    app.tap_action("lock-change").await?;
    app.until_message("lockedChanged").await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_message("lockedWrong").await?;
    app.unlock(OTHER).await?;
    app.until_screen("intro").await?;
    go_to_lock(app).await?;
    ensure!(
        app.run(minutes, vec![]).await? == "1",
        "the chosen minutes were not stored"
    );
    app.remove_lock(OTHER).await?;
    ensure!(
        app.stored().await? == before,
        "the stored data is not the same as before"
    );
    Ok(())
}

/// Sets a field's value directly, because a driver may type an accent in a form of its own.
async fn set_value(app: &App, css: &str, words: &str) -> Result<()> {
    app.run(
        "document.querySelector(arguments[0]).value = arguments[1]",
        vec![css.into(), words.into()],
    )
    .await
    .map(drop)
}

async fn set_lock(app: &App, new: &str, again: &str) -> Result<()> {
    set_value(app, "[name=new]", new).await?;
    set_value(app, "[name=again]", again).await?;
    app.tap_action("lock-set").await
}

/// Keyboards write an accent either joined to its letter or after it.
async fn unicode_normalisation(app: &mut App) -> Result<()> {
    const JOINED: &str = "caf\u{e9} on the corner";
    const APART: &str = "cafe\u{301} on the corner";
    app.open().await?;
    go_to_lock(app).await?;
    let five = "e\u{301}".repeat(5);
    set_lock(app, &five, &five).await?;
    app.until_message("weakTooShort").await?;
    set_lock(app, JOINED, APART).await?;
    app.until_screen("lock").await?;
    app.until_message("lockedSet").await?;
    for typed in [APART, JOINED] {
        app.go("lock-now", "locked").await?;
        set_value(app, "[name=old]", typed).await?;
        app.tap_action("unlock").await?;
        app.until_screen("intro").await?;
        go_to_lock(app).await?;
    }
    app.open_details().await?;
    set_value(app, "main details:last-of-type [name=old]", APART).await?;
    app.tap_action("lock-remove").await?;
    app.until_message("lockedRemoved").await?;

    // Earlier versions used what was typed as the key, without normalising it.
    app.run(
        "String.prototype.normalize = function () { return String(this); }",
        vec![],
    )
    .await?;
    set_lock(app, APART, APART).await?;
    app.until_message("lockedSet").await?;
    for typed in [APART, JOINED] {
        app.reload().await?;
        app.until_screen("locked").await?;
        set_value(app, "[name=old]", typed).await?;
        app.tap_action("unlock").await?;
        app.until_screen("intro").await?;
    }
    app.go("data", "data").await?;
    app.go("lock-now", "locked").await?;
    set_value(app, "[name=old]", "cafe on the corner").await?;
    app.tap_action("unlock").await?;
    app.until_message("lockedWrong").await
}

async fn two_tabs(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    let [first, second] = app.second_tab().await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    app.switch_to_tab(&first).await?;
    app.until_screen("locked").await?;
    ensure_unreadable(app, &BTreeMap::new()).await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.tap_action("resume").await?;
    app.until_question(3).await?;
    app.answer_all(3..6, App::some_answer).await?;
    app.finish_early().await?;
    app.switch_to_tab(&second).await?;
    app.go("history", "history").await?;
    e2e::wait::until_true("the other tab's check to be listed", async || {
        Ok(app.count("[data-action=open-record]").await? == 1)
    })
    .await?;
    ensure_unreadable(app, &BTreeMap::new()).await?;
    go_to_lock(app).await?;
    app.remove_lock(PASSPHRASE).await?;
    let kept = app.stored_under(PREFIX).await?;
    ensure!(
        kept.keys().filter(|key| key.contains("/record/")).count() == 1,
        "{:?}",
        kept.keys()
    );
    Ok(())
}

async fn when_hidden(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    go_to_lock(app).await?;
    app.tap("[name=minutes][value='0']").await?;
    app.set_lock(PASSPHRASE).await?;
    let hide = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));";
    app.run(hide, vec![]).await?;
    app.until_screen("locked").await?;
    app.unlock(PASSPHRASE).await.map(drop)
}
