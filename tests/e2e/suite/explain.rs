//! The explanation of a result, with reversed and skipped questions, and what of the sheet is printed.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use serde_json::{Value, json};
use xtask::tools::browsers::Engine;

pub(crate) fn add(suite: &mut Suite) {
    suite.add(
        "explain_reversed_and_skipped_items",
        reversed_and_skipped_items,
    );
    suite.add("sheet_share_only_if_supported", share_only_if_supported);
    suite.add_in(
        Engine::Chromium,
        "sheet_print_styles",
        Default::default(),
        print_styles,
    );
}

async fn reversed_and_skipped_items(app: &mut App) -> Result<()> {
    const PACK: &str = "packs/practitioner.json";
    let mut pack: Value = serde_json::from_str(&app.site.read(PACK)?)?;
    let members = pack["scales"][0]["items"]
        .as_array_mut()
        .context("a scale")?;
    ensure!(members.len() > 2, "the first scale has too few items");
    members[0]["reversed"] = json!(true);
    let items: Vec<String> = members
        .iter()
        .map(|member| member["item"].as_str().unwrap_or_default().to_owned())
        .collect();
    let place = |id: &str| app.pack.items.iter().position(|item| item.id == id);
    let (first, second) = (
        place(&items[0]).context("the reversed question")?,
        place(&items[1]).context("the skipped question")?,
    );
    pack["version"] = json!("99.1.0");
    app.site.put_pack(&pack.to_string())?;

    app.open().await?;
    app.complete_check(|app, index| {
        if index == second {
            "null".to_owned()
        } else {
            app.highest_answer(index)
        }
    })
    .await?;
    app.go("explain", "explain").await?;
    app.until_heading_focused().await?;
    for scale in &app.pack.scales {
        app.until_text("main h2", scale).await?;
    }
    app.open_details().await?;
    let line = |at: usize| format!("main section:first-of-type li:nth-of-type({})", at + 1);
    ensure!(
        app.text(&line(0))
            .await?
            .contains(&app.pack.items[first].text),
        "the first question listed is not the reversed one"
    );
    app.until_text(&line(0), &app.locale_text("explainReversed")?)
        .await?;
    app.until_text(&line(0), "counts 0").await?;
    app.until_text(&line(1), &app.locale_text("skipped")?)
        .await?;
    ensure!(
        !app.text(&line(1)).await?.contains("counts"),
        "a skipped question is said to count"
    );
    app.until_text(&line(2), "counts 4").await?;
    let others = app.text(&line(2)).await?;
    ensure!(
        !others.contains(&app.locale_text("explainReversed")?),
        "other questions are said to be reversed: {others}"
    );
    let all = app.text("main").await?;
    ensure!(
        all.matches(&app.locale_text("explainReversed")?).count() == 1,
        "more than one question is said to be reversed"
    );
    Ok(())
}

async fn share_only_if_supported(app: &mut App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::some_answer).await?;
    app.stub("delete Navigator.prototype.share").await?;
    let state = app.go("sheet", "sheet").await?;
    ensure!(
        state.offers("copy") && !state.offers("share"),
        "sharing is offered although the browser cannot share: {state:?}"
    );
    app.go("back", "result").await?;
    app.stub("Navigator.prototype.share = () => Promise.resolve()")
        .await?;
    let state = app.go("sheet", "sheet").await?;
    ensure!(state.offers("share"), "sharing is not offered: {state:?}");
    Ok(())
}

/// Returns the text outside of the sheet that would be printed.
const BESIDE: &str = "
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const beside = [];
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  const held = node.parentElement;
  const box = held.getBoundingClientRect();
  if (!node.data.trim() || held.closest('[data-part=paper]') || box.width < 2 || box.height < 2) continue;
  if (held.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) beside.push(node.data.trim());
}
return beside;";

async fn print_styles(app: &mut App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::highest_answer).await?;
    app.go("sheet", "sheet").await?;
    let print = json!({ "media": "print" });
    app.browser()?
        .cdp("Emulation.setEmulatedMedia", print)
        .await?;
    let beside: Vec<String> = app.eval(BESIDE, vec![]).await?;
    ensure!(
        beside.is_empty(),
        "visible in print beside the sheet: {beside:?}"
    );
    ensure!(
        app.is_visible("[data-part=paper]").await?,
        "the sheet is not visible in print"
    );
    Ok(())
}
