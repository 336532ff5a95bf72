//! How long the result is on a small phone, what its first screen has, for any answers, and large text there.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::storage::RECORD;
use e2e::trial::Suite;
use serde::Deserialize;
use serde_json::{Value, json};
use xtask::tools::browsers::Engine;

const PHONE: (u32, u32) = (360, 740);

/// How many sheets are tried, in parts that each fit into the time a script may take.
const SHEETS: usize = 500;
const SHEETS_IN_WELSH: usize = 60;
const PART: usize = 12;

pub(crate) fn add(suite: &mut Suite) {
    let phone = BrowserOptions {
        width: PHONE.0,
        height: PHONE.1,
        ..BrowserOptions::default()
    };
    suite.add_in(Engine::Chromium, "result_fits_a_phone", phone, fits_a_phone);
    suite.add_with("result_double_text", phone, double_text);
}

const LANGUAGE: &str = "compassion-check/language";

const LANG: &str = "return document.querySelector('[data-ready]').lang";

/// Replaces the stored checks by one for each sheet.
const STORE: &str = "
const [prefix, sheets] = arguments;
const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
const first = JSON.parse(localStorage.getItem(keys[0]));
for (const key of keys) localStorage.removeItem(key);
sheets.forEach((answers, at) => {
  const id = 'sheet-' + at;
  localStorage.setItem(prefix + id, JSON.stringify({ ...first, id, answers }));
});";

/// Opens each stored check from the history, and measures its result.
const MEASURE: &str = "
const shown = async (css) => {
  for (;;) {
    const found = document.querySelector(css);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
};
const bottom = (css) => {
  const found = document.querySelector('[data-screen=result] ' + css);
  return found ? Math.ceil(found.getBoundingClientRect().bottom + scrollY) : 0;
};
return (async () => {
  const measured = [];
  for (let at = 0; at < arguments[0]; at++) {
    (await shown(`[data-screen=history] [data-record='sheet-${at}']`)).click();
    await shown('[data-screen=result] .step');
    measured.push({
      summary: document.querySelector('[data-screen=result] [data-heading] + *')?.textContent ?? '',
      height: document.documentElement.scrollHeight,
      help: bottom('.help-brief'),
      button: bottom('.step [data-action=plan]'),
    });
    document.querySelector('[data-action=back]').click();
  }
  return measured;
})();";

#[derive(Debug, Deserialize)]
struct Measured {
    /// The height of the page, in CSS pixels, as are the others.
    height: u32,
    /// What stands out.
    summary: String,
    /// The lower edge of the help that has moved up. 0 if it has not.
    help: u32,
    /// The lower edge of the next step's button.
    button: u32,
}

async fn fits_a_phone(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    let sheets: Vec<Value> = (0..SHEETS).map(|at| sheet(app, at)).collect();
    for (lang, sheets) in [("en", &sheets[..]), ("cy", &sheets[..SHEETS_IN_WELSH])] {
        app.store(LANGUAGE, lang).await?;
        let with_help = fit_in(app, lang, sheets).await?;
        let all = sheets.len();
        ensure!(
            (all / 10..all * 9 / 10).contains(&with_help),
            "{with_help} of {all} results have help in {lang}: both kinds have to be tried"
        );
    }
    Ok(())
}

/// Opens the result of each sheet in this language. Returns how many have help.
async fn fit_in(app: &App, lang: &str, sheets: &[Value]) -> Result<usize> {
    let mut with_help = 0;
    for part in sheets.chunks(PART) {
        app.run(STORE, vec![json!(RECORD), json!(part)]).await?;
        app.reload().await?;
        app.go("history", "history").await?;
        let here: String = app.eval(LANG, vec![]).await?;
        ensure!(here == lang, "the page is in {here}, not in {lang}");
        let measured: Vec<Measured> = app.eval(MEASURE, vec![json!(part.len())]).await?;
        ensure!(
            measured.len() == part.len(),
            "not every result was measured"
        );
        with_help += measured.iter().filter(|result| result.help > 0).count();
        for (result, sheet) in measured.iter().zip(part) {
            // Welsh says the same in more letters.
            let screens = if result.help > 0 || lang == "cy" {
                4
            } else {
                3
            };
            fits(result, screens)
                .with_context(|| format!("{result:?} in {lang}, of the answers {sheet}"))?;
        }
    }
    Ok(with_help)
}

/// What stands out, help if it has moved up, and the button of the next step are on the first screen. "Help now" is at the top of every
/// screen. The result is at most so many screens long.
fn fits(result: &Measured, screens: u32) -> Result<()> {
    let (_, screen) = PHONE;
    ensure!(
        !result.summary.is_empty(),
        "the first screen does not say what stands out"
    );
    ensure!(result.button > 0, "there is no next step");
    ensure!(
        result.help < result.button && result.button <= screen,
        "the next step's button is not on the first screen"
    );
    ensure!(
        result.height <= screens * screen,
        "the result is longer than {screens} screens"
    );
    Ok(())
}

/// The answers of a sheet: first five sheets with the same answer everywhere, then pseudo-random ones, of which one in eight is skipped.
/// In every third of those, three answers in four are the same, so that heavy and light months are among them.
fn sheet(app: &App, at: usize) -> Value {
    let mut seed = u64::try_from(at).unwrap_or_default() + 1;
    let mut below = |end: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % end
    };
    let answers = app.pack.items.iter().map(|item| {
        let values = &item.values;
        let alike = at < 5 || at.is_multiple_of(3) && below(4) > 0;
        let chosen = if alike {
            (at % 5).min(values.len() - 1)
        } else {
            below(values.len())
        };
        if at >= 5 && below(8) == 0 {
            return json!([item.id, null]);
        }
        json!([item.id, values[chosen].parse::<i64>().unwrap_or_default()])
    });
    answers.collect()
}

/// The result, and the screens that are reached from it, with text twice as large: all of it is in view without scrolling sideways.
async fn double_text(app: &mut App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::highest_answer).await?;
    app.run("document.documentElement.style.fontSize = '200%'", vec![])
        .await?;
    app.fits_sideways("result").await?;
    app.open_details().await?;
    app.fits_sideways("the unfolded result").await?;
    app.go("reflect", "reflect").await?;
    app.open_details().await?;
    app.fits_sideways("reflect").await?;
    for screen in ["sheet", "plan", "data", "copies"] {
        app.go(screen, screen).await?;
        app.open_details().await?;
        app.fits_sideways(screen).await?;
    }
    Ok(())
}
