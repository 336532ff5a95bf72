//! The lock when something goes wrong: tampering, locking half-way, no room, no ciphers. Nothing is lost.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::storage::PREFIX;
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;
use serde_json::json;

use crate::lock::{LOCK, LOCK_COPY, SEALED, go_to_lock, store_one_of_each};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lock_tampered_records", tampered_records);
    suite.add("lock_during_removal", during_removal);
    suite.add(
        "lock_record_sealed_during_removal",
        record_sealed_during_removal,
    );
    suite.add("lock_storage_full", storage_full);
    suite.add("lock_without_web_crypto", without_web_crypto);
}

/// Sealed records that were changed stay, are named, and keep nothing else from opening.
async fn tampered_records(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    let sealed = app.stored_under(SEALED).await?;
    let mut texts = sealed.iter();
    let (one, other) = (texts.next().context("one")?, texts.next().context("two")?);
    // Exchanged for each other: each is bound to its key.
    app.store(one.0, other.1).await?;
    app.store(other.0, one.1).await?;
    let torn = texts.next().context("a third")?;
    app.store(
        torn.0,
        &torn.1.replacen("\"data\":\"", "\"data\":\"AAAA", 1),
    )
    .await?;
    let changed = app.stored().await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    app.go("data", "data").await?;
    let named = app.locale_text("asideSealed")?;
    let told = app.text("main").await?.matches(&named).count();
    ensure!(told == 3, "expected three named records, found {told}");
    app.go("lock", "lock").await?;
    app.open_details().await?;
    app.fill("main details:last-of-type [name=old]", PASSPHRASE)
        .await?;
    app.tap_action("lock-remove").await?;
    app.until_message("lockedShut").await?;
    ensure!(app.stored().await? == changed, "the stored data changed");

    // The lock itself is damaged. Its copy opens everything, and repairs it.
    let lock = changed.get(LOCK).context("the lock")?;
    let torn = &lock[..lock.len() / 2];
    app.store(LOCK, torn).await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    ensure!(
        app.stored().await? == changed,
        "the damaged lock was not repaired"
    );

    // Both copies are damaged.
    app.store(LOCK, torn).await?;
    app.store(LOCK_COPY, torn).await?;
    let state = app.reload().await?;
    ensure!(state.is("locked") && !state.offers("unlock"), "{state:?}");
    app.until_text("main", &app.locale_text("lockedDamaged")?)
        .await?;
    app.store(LOCK, lock).await?;
    app.reload().await?;
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await?;
    ensure!(app.stored().await? == changed, "the stored data changed");
    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "data is still stored after clearing everything"
    );
    Ok(())
}

/// The page is locked while the lock is being removed. Whatever comes of it, everything can still be opened.
async fn during_removal(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    let before = app.stored().await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    app.open_details().await?;
    app.fill("main details:last-of-type [name=old]", PASSPHRASE)
        .await?;
    let both = "document.querySelector('[data-action=lock-remove]').click();
        document.querySelector('[data-action=lock-now]')?.click();";
    app.run(both, vec![]).await?;
    e2e::wait::until_true("the lock to be off", async || {
        Ok(!app.stored().await?.contains_key(LOCK))
    })
    .await?;
    ensure!(
        app.stored().await? == before,
        "the stored data is not the same as before"
    );
    Ok(())
}

/// Another tab seals a record while the lock is being removed. That record is opened as well.
async fn record_sealed_during_removal(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    let before = app.stored().await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    let later = "const key = Object.keys(localStorage).find((key) => key.startsWith(arguments[0]));
        const text = localStorage[key];
        localStorage.removeItem(key);
        const { decrypt } = SubtleCrypto.prototype;
        window.opened = 0;
        // The lock itself is opened first.
        SubtleCrypto.prototype.decrypt = function (...given) {
          window.opened += 1;
          if (window.opened === 2) localStorage.setItem(key, text);
          return decrypt.apply(this, given);
        };";
    app.run(later, vec![json!(SEALED)]).await?;
    app.remove_lock(PASSPHRASE).await?;
    app.until_message("lockedRemoved").await?;
    ensure!(
        app.stored().await? == before,
        "the stored data is not the same as before"
    );
    Ok(())
}

async fn storage_full(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    go_to_lock(app).await?;
    app.fill_storage().await?;
    let before = app.stored_under(PREFIX).await?;
    app.submit_lock_form(PASSPHRASE, PASSPHRASE).await?;
    app.until_message("lockedFull").await?;
    ensure!(
        app.stored_under(PREFIX).await? == before,
        "the stored data is not the same as before"
    );
    // With a little room, the lock fits but what it seals does not.
    let room = "for (const key of Object.keys(localStorage)) if (key.startsWith('filler/') && localStorage[key].length < 2000) localStorage.removeItem(key)";
    app.run(room, vec![]).await?;
    // On a screen without a message yet, because the next message is the same.
    go_to_lock(app).await?;
    ensure!(
        app.count("[data-part=said] p").await? == 0,
        "a message is still shown"
    );
    app.submit_lock_form(PASSPHRASE, PASSPHRASE).await?;
    app.until_message("lockedFull").await?;
    ensure!(
        app.stored_under(PREFIX).await? == before,
        "the stored data is not the same as before"
    );
    Ok(())
}

async fn without_web_crypto(app: &mut App) -> Result<()> {
    store_one_of_each(app).await?;
    let before = app.stored().await?;
    go_to_lock(app).await?;
    let none = "Object.defineProperty(Crypto.prototype, 'subtle', { configurable: true, get: () => undefined })";
    app.run(none, vec![]).await?;
    app.submit_lock_form(PASSPHRASE, PASSPHRASE).await?;
    app.until_message("lockedUnable").await?;
    ensure!(app.stored().await? == before, "the stored data changed");
    Ok(())
}
