//! Profiles opening the history with Chromium's sampling profiler.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use e2e::app::App;
use serde_json::{Value, json};

use crate::operations;

/// The number of functions listed.
const SHOWN: usize = 25;

/// Lists the functions with the most self time.
pub async fn of_history(app: &App) -> Result<String> {
    let cdp = async |method: &str, params: Value| {
        app.browser()?
            .cdp(method, params)
            .await
            .map_err(anyhow::Error::from)
    };
    cdp("Profiler.enable", json!({})).await?;
    cdp("Profiler.setSamplingInterval", json!({ "interval": 100 })).await?;
    cdp("Profiler.start", json!({})).await?;
    operations::history(app).await?;
    let answer = cdp("Profiler.stop", json!({})).await?;
    let profile = &answer["profile"];
    let mut names: BTreeMap<u64, String> = BTreeMap::new();
    for node in profile["nodes"].as_array().into_iter().flatten() {
        let call = &node["callFrame"];
        let name = call["functionName"].as_str().unwrap_or_default();
        let url = call["url"].as_str().unwrap_or_default();
        let file = url.rsplit('/').next().unwrap_or_default();
        names.insert(
            node["id"].as_u64().unwrap_or_default(),
            format!("{name} {file}:{}", call["columnNumber"]),
        );
    }
    let mut own: BTreeMap<&str, f64> = BTreeMap::new();
    let samples = profile["samples"].as_array().into_iter().flatten();
    let gaps = profile["timeDeltas"].as_array().into_iter().flatten();
    for (sample, gap) in samples.zip(gaps) {
        let name = names.get(&sample.as_u64().unwrap_or_default());
        let name = name.map_or("?", String::as_str);
        *own.entry(name).or_default() += gap.as_f64().unwrap_or_default() / 1000.0;
    }
    let mut own: Vec<_> = own.into_iter().collect();
    own.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut text = String::from("milliseconds in ten openings of history, by function\n");
    for (name, time) in own.into_iter().take(SHOWN) {
        let _ = writeln!(text, "{time:10.1}  {name}");
    }
    Ok(text)
}
