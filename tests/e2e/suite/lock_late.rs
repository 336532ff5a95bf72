//! Under an open lock ciphers take their time: what could not be written then is tried again.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;
use e2e::wait::until_true;

use crate::lock::{SEALED, four_answers};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lock_late_failure", late_failure);
}

/// There is room when it is asked for, and none any more when it is to be written.
const NO_ROOM: &str = "
const put = window.Storage.prototype.setItem;
window.roomy = false;
window.Storage.prototype.setItem = function (key, text) {
  if (!window.roomy && key.includes('/sealed/') && text.trim() !== '') throw new DOMException('full', 'QuotaExceededError');
  put.call(this, key, text);
};";

async fn late_failure(app: &mut App) -> Result<()> {
    four_answers(app).await?;
    let before = app.stored_under(SEALED).await?;
    app.stub(NO_ROOM).await?;
    app.finish_early().await?;
    app.until("the notice that there is no room", |state| {
        state.is("result") && state.notice.as_deref() == Some("full")
    })
    .await?;
    ensure!(
        app.stored_under(SEALED).await? == before,
        "what had been kept of it is not as it was"
    );
    // A copy holds it meanwhile.
    app.to_copies().await?;
    let saved = app.save("save-backup").await?;
    ensure!(saved.text.contains("[\"record/"), "{}", saved.text);
    app.run("window.roomy = true", vec![]).await?;
    let state = app.go("home", "intro").await?;
    ensure!(state.notice.is_none(), "{state:?}");
    until_true("the check to arrive in place of its draft", async || {
        let now = app.stored_under(SEALED).await?;
        Ok(now.len() >= 2 && before.iter().any(|(key, _)| !now.contains_key(key)))
    })
    .await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    let state = app.on("intro").await?;
    ensure!(!state.offers("resume"), "still unfinished: {state:?}");
    app.go("history", "history").await?;
    app.go("open-record", "result").await.map(drop)
}
