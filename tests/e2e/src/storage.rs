//! What the page stores on the device, read and changed from outside, as another tab or the person could.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::app::App;

/// The prefix of all the app's keys.
pub const PREFIX: &str = "compassion-check/";

/// The prefix of unfinished checks.
pub const DRAFT: &str = "compassion-check/draft/";

/// The prefix of finished checks.
pub const RECORD: &str = "compassion-check/record/";

/// Writes ever smaller values until not a single character fits.
const FILL: &str = "
let size = 1 << 20, written = 0;
for (let at = 0; size > 0; at++) {
  try { localStorage.setItem('filler/' + at, 'x'.repeat(size)); written += size; }
  catch { size = size > 1 ? size >> 1 : 0; }
}
return written;";

/// Removes what [`FILL`] has written.
const FREE: &str = "
for (const key of Object.keys(localStorage)) if (key.startsWith('filler/')) localStorage.removeItem(key);";

impl App {
    /// Fills local storage until not a single character fits.
    pub async fn fill_storage(&self) -> Result<()> {
        self.run(FILL, vec![]).await.map(drop)
    }

    /// Undoes [`fill_storage`](Self::fill_storage).
    pub async fn free_storage(&self) -> Result<()> {
        self.run(FREE, vec![]).await.map(drop)
    }

    /// Everything in local storage.
    pub async fn stored(&self) -> Result<BTreeMap<String, String>> {
        self.eval(
            "return Object.fromEntries(Object.entries(localStorage))",
            vec![],
        )
        .await
    }

    /// The stored values whose keys begin with `prefix`. They are filtered in the page, because values that fill the storage are large.
    pub async fn stored_under(&self, prefix: &str) -> Result<BTreeMap<String, String>> {
        const UNDER: &str = "
            const keys = Object.keys(localStorage).filter((key) => key.startsWith(arguments[0]));
            return Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)]).filter(([, text]) => text !== null));";
        self.eval(UNDER, vec![json!(prefix)]).await
    }

    /// The number of keys in local storage, whoever wrote them.
    pub async fn stored_count(&self) -> Result<usize> {
        self.eval("return localStorage.length", vec![]).await
    }

    /// Stores `text` under `key`.
    pub async fn store(&self, key: &str, text: &str) -> Result<()> {
        self.run(
            "localStorage.setItem(arguments[0], arguments[1])",
            vec![json!(key), json!(text)],
        )
        .await?;
        Ok(())
    }

    /// The key and value of the only unfinished check.
    pub async fn draft(&self) -> Result<(String, Value)> {
        let drafts = self.stored_under(DRAFT).await?;
        anyhow::ensure!(
            drafts.len() == 1,
            "expected one stored draft, found {}",
            drafts.len()
        );
        let (key, text) = drafts.into_iter().next().context("a draft")?;
        Ok((key, serde_json::from_str(&text)?))
    }

    /// The answers of the only unfinished check, by item.
    pub async fn draft_answers(&self) -> Result<Vec<(String, Option<i64>)>> {
        let (_, draft) = self.draft().await?;
        Ok(serde_json::from_value(draft["answers"].clone())?)
    }

    /// Changes the only unfinished check in storage.
    pub async fn change_draft(&self, change: impl FnOnce(&mut Value)) -> Result<()> {
        let (key, mut draft) = self.draft().await?;
        change(&mut draft);
        self.store(&key, &draft.to_string()).await
    }

    /// Writes answers to the first `count` questions into the stored draft, a quick way to a later question. The app sees them after a
    /// reload.
    pub async fn answer_in_draft(&self, count: usize) -> Result<()> {
        let mut answers = Vec::new();
        for index in 0..count {
            let value: Value = serde_json::from_str(&self.some_answer(index))?;
            answers.push(json!([self.pack.items[index].id, value]));
        }
        self.change_draft(|draft| draft["answers"] = json!(answers))
            .await
    }
}
