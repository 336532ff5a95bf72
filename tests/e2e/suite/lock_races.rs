//! Sealing takes time. A write that fails then is tried again, and checks that two tabs seal at the same moment are both kept.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::storage::{DRAFT, RECORD};
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;
use e2e::wait::until_true;

use crate::lock::{SEALED, go_to_lock, lock_with_four_answers};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lock_write_fails_late", write_fails_late);
    suite.add("lock_finished_in_two_tabs", finished_in_two_tabs);
    suite.add("lock_removed_by_other_tab", removed_by_other_tab);
    suite.add("lock_cleared_by_other_tab", cleared_by_other_tab);
}

/// There is room when the app checks for it, but none any more when it writes.
const NO_ROOM: &str = "
const put = window.Storage.prototype.setItem;
window.roomy = false;
window.Storage.prototype.setItem = function (key, text) {
  if (!window.roomy && key.includes('/sealed/') && text.trim() !== '') throw new DOMException('full', 'QuotaExceededError');
  put.call(this, key, text);
};";

async fn write_fails_late(app: &mut App) -> Result<()> {
    lock_with_four_answers(app).await?;
    let before = app.stored_under(SEALED).await?;
    app.stub(NO_ROOM).await?;
    app.finish_early().await?;
    app.until("the notice that storage is full", |state| {
        state.is("result") && state.notice.as_deref() == Some("full")
    })
    .await?;
    ensure!(
        app.stored_under(SEALED).await? == before,
        "the sealed draft changed"
    );
    // A backup holds the check meanwhile.
    app.go_to_copies().await?;
    let saved = app.save("save-backup").await?;
    ensure!(saved.text.contains("[\"record/"), "{}", saved.text);
    app.run("window.roomy = true", vec![]).await?;
    let state = app.go("home", "intro").await?;
    ensure!(state.notice.is_none(), "{state:?}");
    until_true(
        "the record to be stored in place of its draft",
        async || {
            let now = app.stored_under(SEALED).await?;
            Ok(now.len() >= 2 && before.iter().any(|(key, _)| !now.contains_key(key)))
        },
    )
    .await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    let state = app.until_screen("intro").await?;
    ensure!(
        !state.offers("resume"),
        "the check is still offered as unfinished: {state:?}"
    );
    app.go("history", "history").await?;
    app.go("open-record", "result").await.map(drop)
}

/// Makes encryption in this tab wait for the test. Like the real function, it copies its arguments at once: by then the app's memory may
/// have moved or hold something else.
const HOLD: &str = "
const { encrypt } = window.SubtleCrypto.prototype;
const held = new Promise((done) => { window.letGo = done; });
const copy = (given) => (ArrayBuffer.isView(given) ? given.slice() : given);
window.SubtleCrypto.prototype.encrypt = async function (algorithm, key, data) {
  const members = Object.entries(algorithm).map(([name, value]) => [name, copy(value)]);
  const copies = [Object.fromEntries(members), key, copy(data)];
  await held;
  const sealed = await encrypt.apply(this, copies);
  window.sealed = (window.sealed ?? 0) + 1;
  return sealed;
};";

/// The same check is finished in both tabs before either has written it.
async fn finished_in_two_tabs(app: &mut App) -> Result<()> {
    lock_with_four_answers(app).await?;
    let begun: Vec<String> = app.stored_under(SEALED).await?.into_keys().collect();
    // The questions and a draft are two keys, and so are the questions and a finished check.
    let finished = async |app: &App| {
        let now: Vec<String> = app.stored_under(SEALED).await?.into_keys().collect();
        Ok(now.len() == 2 && now != begun)
    };
    let [first, second] = app.second_tab().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.tap_action("resume").await?;
    app.until_question(4).await?;

    app.switch_to_tab(&first).await?;
    app.stub(HOLD).await?;
    app.finish_early().await?;
    app.switch_to_tab(&second).await?;
    app.answer(4, &app.some_answer(4)).await?;
    app.finish_early().await?;
    until_true("the second tab's check to be sealed", async || {
        finished(app).await
    })
    .await?;

    app.switch_to_tab(&first).await?;
    until_true("the first tab to see the second tab's check", async || {
        finished(app).await
    })
    .await?;
    app.run("window.letGo()", vec![]).await?;
    until_true("the first tab's check to be sealed", async || {
        Ok(app.stored_under(SEALED).await?.len() == 3)
    })
    .await?;
    for left in [2, 1] {
        app.reload().await?;
        app.unlock(PASSPHRASE).await?;
        app.until_screen("intro").await?;
        app.go("history", "history").await?;
        let listed = app.count("[data-action=open-record]").await?;
        ensure!(
            listed == left,
            "expected {left} checks in history, found {listed}"
        );
        app.go("open-record", "result").await?;
        let sealed = app.stored_under(SEALED).await?.len();
        app.confirm("delete-record").await?;
        // The copy of the questions goes with the last check.
        let gone = if left == 1 { 2 } else { 1 };
        until_true("the record to be deleted", async || {
            Ok(app.stored_under(SEALED).await?.len() == sealed - gone)
        })
        .await?;
    }
    Ok(())
}

/// Finishes a check in this tab, and runs `other` in another one before the check is sealed. Then the cipher finishes.
async fn finished_before(app: &App, other: impl AsyncFnOnce(&App) -> Result<()>) -> Result<()> {
    lock_with_four_answers(app).await?;
    let [first, second] = app.second_tab().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;

    app.switch_to_tab(&first).await?;
    app.stub(HOLD).await?;
    app.finish_early().await?;
    app.switch_to_tab(&second).await?;
    other(app).await?;
    app.switch_to_tab(&first).await?;
    app.run("window.letGo()", vec![]).await.map(drop)
}

async fn removed_by_other_tab(app: &mut App) -> Result<()> {
    finished_before(app, async |app| {
        go_to_lock(app).await?;
        app.remove_lock(PASSPHRASE).await
    })
    .await?;
    until_true(
        "the record to be stored in place of its draft",
        async || {
            let drafts = app.stored_under(DRAFT).await?.len();
            Ok(drafts == 0 && app.stored_under(RECORD).await?.len() == 1)
        },
    )
    .await?;
    let state = app.state().await?;
    ensure!(state.is("result") && state.notice.is_none(), "{state:?}");
    let state = app.reload().await?;
    ensure!(
        !state.offers("resume"),
        "the check is still offered as unfinished: {state:?}"
    );
    app.go("history", "history").await?;
    app.go("open-record", "result").await.map(drop)
}

/// A check that was cleared does not come back by itself.
async fn cleared_by_other_tab(app: &mut App) -> Result<()> {
    finished_before(app, async |app| {
        app.go("data", "data").await?;
        app.confirm("clear-all").await.map(drop)
    })
    .await?;
    until_true("the check to be sealed", async || {
        app.eval("return window.sealed > 0", vec![]).await
    })
    .await?;
    app.settle().await?;
    ensure!(
        app.stored_count().await? == 0,
        "the cleared check was stored again"
    );
    Ok(())
}
