//! The data on the device during the measurements.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use e2e::app::App;
use serde_json::{Value, json};

/// Finished checks: one every other day for five years.
pub const CHECKS: usize = 1000;

/// Completes one check and one note through the page, and writes the others from them.
pub async fn fill(app: &App) -> Result<()> {
    app.begin().await?;
    app.answer_all(0..app.pack.len(), App::some_answer).await?;
    app.go("note", "note").await?;
    app.tap("[name=tag]").await?;
    app.fill("textarea", "A long week. Two new referrals.")
        .await?;

    let mut values = BTreeMap::new();
    for item in &app.pack.items {
        let options = item.values.iter();
        let options: Result<Vec<Value>, _> = options.map(|it| serde_json::from_str(it)).collect();
        values.insert(item.id.as_str(), options?);
    }
    let pack: Value = serde_json::from_str(&app.site.read("packs/practitioner.json")?)?;
    let tags = pack["after"]["tags"].as_array().into_iter().flatten();
    let tags: Vec<&Value> = tags.map(|tag| &tag["id"]).collect();
    ensure!(!tags.is_empty(), "the pack has no tags");
    let args = vec![json!(CHECKS), json!(values), json!(tags)];
    let stored: usize = app.eval(include_str!("seed.js"), args).await?;
    ensure!(stored == CHECKS, "not all checks are stored, only {stored}");
    app.reload().await?;
    app.go("history", "history").await?;
    let aside = app.count("[data-notice]").await?;
    ensure!(aside == 0, "the app reports unreadable records");
    let listed = app.count("[data-action=open-record]").await?;
    ensure!(listed > 1, "history lists only {listed} checks");
    app.go("home", "intro").await.map(drop)
}
