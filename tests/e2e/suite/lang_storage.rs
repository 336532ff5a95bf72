//! Changing the language where nothing can be stored, or is not to be.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::trial::Suite;

use crate::lang::{choose, welsh_question};

pub(crate) fn add(suite: &mut Suite) {
    let blocked = BrowserOptions {
        storage: false,
        ..BrowserOptions::default()
    };
    suite.add_with("lang_storage_blocked", blocked, storage_blocked);
    suite.add("lang_keep_nothing", keep_nothing);
}

async fn storage_blocked(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    choose(app, "cy").await?;
    let state = app.state().await?;
    ensure!(state.notice.as_deref() == Some("blocked"), "{state:?}");
    app.begin().await?;
    app.until_text("h1", &welsh_question(app, 0)?).await
}

/// If the person stores nothing, the language is not stored either.
async fn keep_nothing(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    app.tap("[data-action=keep-nothing]").await?;
    choose(app, "cy").await?;
    ensure!(app.stored_count().await? == 0, "something is stored");
    Ok(())
}
