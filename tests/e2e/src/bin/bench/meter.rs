//! Reads Chromium's counters of where its time goes, from the Performance domain.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use serde_json::{Value, json};
use xtask::bench::Figure;

/// Taps `tap`, waits until `shown` is visible, and then for two frames, by when it has been laid out and painted.
const TAP: &str = "(async (tap, shown) => {
  const seen = (css) => [...document.querySelectorAll(css)].find((one) => one.checkVisibility());
  const frame = () => new Promise(requestAnimationFrame);
  if (tap) seen(tap).click();
  while (!seen(shown)) await frame();
  await frame();
  await frame();
})";

/// Milliseconds spent since counting began.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// In scripts, including WebAssembly.
    pub script: f64,
    /// In layout and style calculation.
    pub layout: f64,
    /// In all tasks of the page's main thread.
    pub task: f64,
}

impl Spent {
    /// The difference from `earlier`.
    pub fn since(self, earlier: Self) -> Self {
        Self {
            script: self.script - earlier.script,
            layout: self.layout - earlier.layout,
            task: self.task - earlier.task,
        }
    }
}

/// Opens an empty page, where the counters are zero. Whether or not Chromium resets them for the next document, they then count that
/// document only.
pub async fn open_blank_page(app: &App) -> Result<()> {
    app.browser()?.open("about:blank").await?;
    let spent = read_counters(app).await?;
    ensure!(
        spent.script < 1.0,
        "Chromium's script time should be reset, but is {spent:?}"
    );
    Ok(())
}

/// Reads the counters. The first call in a tab starts counting.
pub async fn read_counters(app: &App) -> Result<Spent> {
    let browser = app.browser()?;
    browser.cdp("Performance.enable", json!({})).await?;
    let all = browser.cdp("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let mut all = all["metrics"].as_array().into_iter().flatten();
        let found = all.find(|metric| metric["name"] == name);
        let seconds = found.and_then(|metric| metric["value"].as_f64());
        seconds.map(|it| it * 1000.0).context("a metric")
    };
    Ok(Spent {
        script: metric("ScriptDuration")?,
        layout: metric("LayoutDuration")? + metric("RecalcStyleDuration")?,
        task: metric("TaskDuration")?,
    })
}

/// Evaluates an expression in the page and waits for its promise.
pub async fn evaluate(app: &App, expression: &str) -> Result<Value> {
    let given = json!({
        "expression": expression,
        "awaitPromise": true,
        "returnByValue": true,
        "userGesture": true,
    });
    let answer = app.browser()?.cdp("Runtime.evaluate", given).await?;
    let wrong = &answer["exceptionDetails"];
    ensure!(wrong.is_null(), "{expression}: {wrong}");
    Ok(answer["result"]["value"].clone())
}

/// Taps `tap`, if given, and waits until `shown` is visible and painted.
pub async fn tap(app: &App, tap: Option<&str>, shown: &str) -> Result<()> {
    let expression = format!("{TAP}({}, {})", json!(tap), json!(shown));
    evaluate(app, &expression).await.map(drop)
}

/// Measures a tap until `shown` is painted.
pub async fn measure_tap(app: &App, what: &str, shown: &str) -> Result<Spent> {
    let before = read_counters(app).await?;
    tap(app, Some(what), shown).await?;
    Ok(read_counters(app).await?.since(before))
}

/// The figures of one repeated operation. Only script time has a target.
pub fn figures(name: &str, spent: &[Spent], target: f64) -> Vec<Figure> {
    let column = |part: fn(&Spent) -> f64| spent.iter().map(part).collect::<Vec<_>>();
    vec![
        Figure::milliseconds(
            &format!("{name}: script"),
            &column(|it| it.script),
            Some(target),
        ),
        Figure::milliseconds("    layout and style", &column(|it| it.layout), None),
        Figure::milliseconds("    all tasks", &column(|it| it.task), None),
    ]
}
