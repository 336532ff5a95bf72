//! The lock in adverse conditions: another tab, a killed page, too little room.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::storage::PREFIX;
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

use crate::keyboard::{Direction, tab_to};
use crate::lock::{LOCK, LOCK_COPY, SEALED, go_to_lock, lock_with_four_answers};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lock_unaware_tab", unaware_tab);
    suite.add_with("lock_after_kill", BrowserOptions::OWN_BROWSER, after_kill);
    suite.add("lock_nearly_full", nearly_full);
    suite.add("lock_chosen_minutes_kept", chosen_minutes_kept);
    suite.add("lock_keyboard", keyboard);
}

async fn all_sealed(app: &App) -> Result<()> {
    let keys: Vec<String> = app.stored().await?.into_keys().collect();
    let readable =
        |key: &&String| ![LOCK, LOCK_COPY].contains(&key.as_str()) && !key.starts_with(SEALED);
    ensure!(
        !keys.iter().any(|key| readable(&key)),
        "some of these keys are stored without encryption: {keys:?}"
    );
    Ok(())
}

/// A tab that has not noticed the lock, because it slept for example, writes no readable answer beside it. What the other tab did not seal
/// is sealed when the lock is next opened.
async fn unaware_tab(app: &mut App) -> Result<()> {
    app.open().await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    let lock = app.stored().await?.remove(LOCK).context("the lock")?;
    app.remove_lock(PASSPHRASE).await?;
    app.go("home", "intro").await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    // A page is only notified of what other pages write.
    app.store(LOCK, &lock).await?;
    let before = app.stored().await?;
    let (id, value) = (&app.pack.items[3].id, app.some_answer(3));
    app.tap(&format!("[data-question={id}] [data-answer='{value}']"))
        .await?;
    app.until_screen("locked").await?;
    ensure!(
        app.stored().await? == before,
        "the tab wrote to storage although the lock was set"
    );
    app.unlock(PASSPHRASE).await?;
    // The answer is not lost either: the page still has it.
    app.until_question(4).await?;
    app.answer(4, &app.some_answer(4)).await?;
    until_true("everything to be sealed", async || {
        Ok(all_sealed(app).await.is_ok())
    })
    .await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.tap_action("resume").await?;
    app.until_question(5).await.map(drop)
}

async fn after_kill(app: &mut App) -> Result<()> {
    lock_with_four_answers(app).await?;
    all_sealed(app).await?;
    let state = app.kill_and_reopen().await?;
    ensure!(
        state.is("locked"),
        "the page is not locked after it was killed: {state:?}"
    );
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.tap_action("resume").await?;
    let state = app.state().await?;
    let at = app
        .pack
        .items
        .iter()
        .position(|item| Some(&item.id) == state.question.as_ref());
    // The last answer may not have been sealed when the page was killed.
    ensure!(
        at == Some(3) || at == Some(4),
        "expected to resume at question 3 or 4, found {at:?}"
    );

    app.reload().await?;
    app.until_screen("locked").await?;
    app.tap_action("clear-all").await?;
    app.tap_action("confirm-yes").await?;
    until_true("everything to be cleared", async || {
        Ok(app.stored_count().await? == 0)
    })
    .await?;
    let state = app.reload().await?;
    ensure!(
        state.is("intro") && state.offers("start"),
        "the page is still locked after clearing everything: {state:?}"
    );
    Ok(())
}

/// There is room for the lock and for some of what it seals, but not for all. Whatever does not fit first, everything is as it was.
async fn nearly_full(app: &mut App) -> Result<()> {
    const FREE_SOME: &str = "
        const [room] = arguments;
        let freed = 0;
        for (const key of Object.keys(localStorage).filter((key) => key.startsWith('filler/'))) {
          const size = localStorage[key].length;
          if (freed >= room) break;
          localStorage.setItem(key, 'x'.repeat(Math.max(0, size - (room - freed))));
          freed += Math.min(size, room - freed);
        }
        return freed;";
    const COUNT: &str = "
        window.sealed = [];
        const put = window.Storage.prototype.setItem;
        window.Storage.prototype.setItem = function (key, text) {
          put.call(this, key, text);
          if (key.includes('/sealed/')) window.sealed.push(key);
        };";
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.copy_check(400, 9).await?;
    app.reload().await?;
    go_to_lock(app).await?;
    app.fill_storage().await?;
    let before = app.stored_under(PREFIX).await?;
    let pack = app.stored_under("compassion-check/pack/").await?;
    let pack = pack.values().next().context("the questions")?.len();
    app.stub(COUNT).await?;
    let mut sealed = Vec::new();
    // Sealing makes a text about a third longer.
    for room in [600, 8_000, pack + pack * 4 / 10, pack + pack * 6 / 10] {
        app.free_storage().await?;
        app.fill_storage().await?;
        let freed = app.run(FREE_SOME, vec![json!(room)]).await?;
        ensure!(
            freed == json!(room),
            "expected {room} characters of free storage, found {freed}"
        );
        app.submit_lock_form(PASSPHRASE, PASSPHRASE).await?;
        app.until_message("lockedFull")
            .await
            .with_context(|| format!("with room for {room}"))?;
        let after = app.stored_under(PREFIX).await?;
        ensure!(
            after == before,
            "with room for {room}, the stored data changed, keys before and after: {:?} and {:?}",
            before.keys(),
            after.keys()
        );
        let count: usize = app
            .eval("return window.sealed.splice(0).length", vec![])
            .await?;
        sealed.push(count);
        app.go("back", "data").await?;
        app.go("lock", "lock").await?;
    }
    // Otherwise nothing had to be undone.
    ensure!(
        sealed.iter().any(|count| *count > 20),
        "too few keys were sealed before storage was full: {sealed:?}"
    );
    Ok(())
}

/// A rejected passphrase does not reset the chosen time.
async fn chosen_minutes_kept(app: &mut App) -> Result<()> {
    app.open().await?;
    go_to_lock(app).await?;
    app.tap("[name=minutes][value='0']").await?;
    app.submit_lock_form("short", "short").await?;
    app.until_message("weakTooShort").await?;
    let chosen = "return document.querySelector('[name=minutes]:checked').value";
    ensure!(
        app.run(chosen, vec![]).await? == "0",
        "the chosen minutes changed to {}",
        app.run(chosen, vec![]).await?
    );
    Ok(())
}

/// The lock is set, closed and opened again by keyboard alone.
async fn keyboard(app: &mut App) -> Result<()> {
    const ENTER: &str = "\u{e007}";
    app.open().await?;
    go_to_lock(app).await?;
    app.until_heading_focused().await?;
    for field in ["[name=new]", "[name=again]"] {
        tab_to(app, Direction::Forward, field).await?;
        app.press(PASSPHRASE).await?;
    }
    app.press(ENTER).await?;
    app.until("the lock to be on", |state| state.offers("lock-now"))
        .await?;
    tab_to(app, Direction::Forward, "[data-action=lock-now]").await?;
    app.press(ENTER).await?;
    app.until_screen("locked").await?;
    app.until_heading_focused().await?;
    tab_to(app, Direction::Forward, "[name=old]").await?;
    app.press(PASSPHRASE).await?;
    app.press(ENTER).await?;
    app.until_screen("intro").await?;
    app.until_heading_focused().await
}
