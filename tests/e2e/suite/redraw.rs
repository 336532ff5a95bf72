//! Drawing the page again must not lose what the person typed, nor leave old text where the browser has translated the page.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::tour::{FROM_RESULT, PASSPHRASE};
use e2e::trial::Suite;
use e2e::wait::{until, until_true};
use serde_json::json;

use crate::lock::go_to_lock;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("redraw_keeps_input", keeps_input);
    suite.add("redraw_translated_page", translated_page);
    suite.add("redraw_language_change", language_change);
    suite.add("redraw_missing_screen", missing_screen);
}

/// Returns the value of each text field, by its position and name.
const FIELDS: &str = "
const types = '[type=radio], [type=checkbox], [type=file]';
const fields = [...document.querySelectorAll('main input, main textarea')].filter((one) => !one.matches(types) && !one.readOnly);
return Object.fromEntries(fields.map((one, at) => [at + ' ' + (one.name || one.type), one.value]));";

/// Types into every text field as the browser would: the value changes, then the page is notified.
const TYPE: &str = "
const types = '[type=radio], [type=checkbox], [type=file]';
const words = { date: '2031-02-03', time: '07:45' };
let at = 0;
for (const field of document.querySelectorAll('main input, main textarea')) {
  if (field.matches(types) || field.readOnly) continue;
  field.focus();
  field.value = words[field.type] ?? 'typed here ' + at++;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}";

/// What can cause the page to be drawn again while the person is typing, besides a change of language.
const CAUSES: [(&str, &str); 3] = [
    ("another tab", "dispatchEvent(new Event('storage'))"),
    ("the network", "dispatchEvent(new Event('online'))"),
    (
        "a newer version",
        "document.querySelector('[data-ready]').dispatchEvent(new Event('renewal'))",
    ),
];

/// Types into every field of the screen, and fails if any cause of a redraw changes one. `count` is the number of fields.
async fn survives_redraws(app: &App, screen: &str, count: usize) -> Result<()> {
    app.open_details().await?;
    app.run(TYPE, vec![]).await?;
    app.settle().await?;
    let before = fields(app).await?;
    ensure!(
        before.len() == count && before.values().all(|text| !text.is_empty()),
        "{screen}: expected {count} filled fields, found {before:?}"
    );
    for (cause, script) in CAUSES {
        app.run(script, vec![]).await?;
        app.settle().await?;
        ensure_fields(app, &before, &format!("{screen}, {cause}")).await?;
    }
    for lang in ["cy", "en"] {
        switch_language(app, lang).await?;
        ensure_fields(app, &before, &format!("{screen}, changed to {lang}")).await?;
    }
    Ok(())
}

async fn fields(app: &App) -> Result<BTreeMap<String, String>> {
    app.eval(FIELDS, vec![]).await
}

/// Fails unless the text fields contain what they did before.
async fn ensure_fields(app: &App, before: &BTreeMap<String, String>, what: &str) -> Result<()> {
    let now = fields(app).await?;
    ensure!(
        now == *before,
        "{what}: the fields were {before:?} and are now {now:?}"
    );
    Ok(())
}

/// Covers every form.
async fn keeps_input(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.site.configure(|config| {
        let search = json!({ "byLocation": "https://example.org/?a={q}", "byName": "https://example.org/?b={q}" });
        config["registerSearch"] = search;
    })?;
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.finish_early().await?;
    app.go("note", "note").await?;
    survives_redraws(app, "note", 1).await?;
    app.go("back", "result").await?;
    app.go("sheet", "sheet").await?;
    survives_redraws(app, "sheet", 1).await?;
    app.go("find", "find").await?;
    survives_redraws(app, "find", 2).await?;
    app.go("plan", "plan").await?;
    survives_redraws(app, "plan", 2).await?;
    app.make_plan().await?;
    app.go("calendar", "calendar").await?;
    survives_redraws(app, "calendar", 6).await?;
    go_to_lock(app).await?;
    survives_redraws(app, "lock", 2).await?;
    // The choice right beside the passphrases.
    let before = fields(app).await?;
    app.tap("[name=minutes][value='15']").await?;
    app.settle().await?;
    ensure_fields(app, &before, "after a choice of minutes").await?;
    app.set_lock(PASSPHRASE).await?;
    app.until_message("lockedSet").await?;
    survives_redraws(app, "lock, on", 4).await?;
    let before = fields(app).await?;
    app.tap("[name=minutes][value='1']").await?;
    app.until_message("lockedChanged").await?;
    ensure_fields(app, &before, "after a choice of minutes").await?;
    // A rejected passphrase stays, to be corrected. An accepted one is removed.
    app.tap_action("lock-change").await?;
    app.until_message("weakDifferent").await?;
    ensure_fields(app, &before, "after a rejected passphrase").await?;
    for (name, words) in [
        ("old", PASSPHRASE),
        ("new", "another kettle entirely"),
        ("again", "another kettle entirely"),
    ] {
        app.fill(&format!("main details:first-of-type [name={name}]"), words)
            .await?;
    }
    app.tap_action("lock-change").await?;
    until_true("the passphrases to be gone from the page", async || {
        let now = fields(app).await?;
        Ok(now.len() == 4 && now.values().all(String::is_empty))
    })
    .await?;
    app.go("lock-now", "locked").await?;
    survives_redraws(app, "locked", 1).await
}

/// Does what a browser's translation does to a page: replaces each text by an element with other text nodes in it.
const TRANSLATE: &str = "
const walk = document.createTreeWalker(document.querySelector('#app [data-screen]'), NodeFilter.SHOW_TEXT);
const texts = [];
while (walk.nextNode()) texts.push(walk.currentNode);
for (const text of texts) {
  if (!text.data.trim() || text.parentElement.closest('textarea, pre, font')) continue;
  const [outer, inner] = [document.createElement('font'), document.createElement('font')];
  inner.textContent = text.data;
  outer.append(inner);
  text.replaceWith(outer);
}";

async fn translated_page(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    app.finish_early().await?;
    app.go_to_copies().await?;
    app.run(TRANSLATE, vec![]).await?;
    let never = app.locale_text("backedUpNever")?;
    app.save("save-backup").await?;
    app.until_message("fileArrived").await?;
    ensure!(
        !app.text("main").await?.contains(&never),
        "“{never}” is still shown after a backup was saved"
    );
    app.run(TRANSLATE, vec![]).await?;
    app.capture_files().await?;
    app.tap_action("save-table").await?;
    app.until_message("fileAsked").await?;
    only_message(app, "fileAsked").await?;
    app.run(TRANSLATE, vec![]).await?;
    app.tap_action("file-missing").await?;
    only_message(app, "byHandLost").await?;

    app.go("plan", "plan").await?;
    app.tap("[name=cue]").await?;
    app.tap("[name=act]").await?;
    let read_back = "[data-part=read-back]";
    let first = app.text(read_back).await?;
    app.run(TRANSLATE, vec![]).await?;
    app.tap("label:nth-of-type(2) > [name=act]").await?;
    until_true("the plan's sentence to change", async || {
        let now = app.text(read_back).await?;
        Ok(now != first && now.matches("I will").count() == 1)
    })
    .await?;

    go_to_lock(app).await?;
    app.run(TRANSLATE, vec![]).await?;
    app.submit_lock_form("short", "short").await?;
    only_message(app, "weakTooShort").await?;
    app.run(TRANSLATE, vec![]).await?;
    app.set_lock(PASSPHRASE).await?;
    only_message(app, "lockedSet").await?;
    app.run(TRANSLATE, vec![]).await?;
    app.tap("[name=minutes][value='1']").await?;
    only_message(app, "lockedChanged").await?;
    Ok(())
}

/// Changes the language, and waits until the page is in it.
async fn switch_language(app: &App, lang: &str) -> Result<()> {
    let choose = format!("document.querySelector('[data-language={lang}]').click()");
    app.run(&choose, vec![]).await?;
    until_true("the other language", async || {
        app.eval(
            "return document.documentElement.lang === arguments[0]",
            vec![json!(lang)],
        )
        .await
    })
    .await?;
    app.settle().await
}

/// Fails unless the screen, changed to another language, reads the same as if no browser had translated it before.
async fn replaces_every_text(app: &App, screen: &str) -> Result<()> {
    app.open_details().await?;
    switch_language(app, "cy").await?;
    let right = screen_text(app).await?;
    switch_language(app, "en").await?;
    app.run(TRANSLATE, vec![]).await?;
    switch_language(app, "cy").await?;
    let now = screen_text(app).await?;
    ensure!(now == right, "{screen}: expected\n{right}\nfound\n{now}");
    switch_language(app, "en").await
}

/// The screen's text, once it no longer changes. Blank lines are left out, because WebKit does not always report the same number of them.
async fn screen_text(app: &App) -> Result<String> {
    const WORDS: &str = "return document.querySelector('#app [data-screen]').innerText";
    let mut before: Option<String> = None;
    until("the screen's text to stop changing", async || {
        app.settle().await?;
        let now: String = app.eval(WORDS, vec![]).await?;
        let now = now.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((before.replace(now.clone()).as_ref() == Some(&now)).then_some(now))
    })
    .await
}

async fn language_change(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    replaces_every_text(app, "intro").await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    replaces_every_text(app, "question").await?;
    app.go("pause", "pause").await?;
    replaces_every_text(app, "pause").await?;
    app.go("stop-finish", "result").await?;
    replaces_every_text(app, "result").await?;
    for (action, screen) in FROM_RESULT {
        app.go(action, screen).await?;
        if action != "back" {
            replaces_every_text(app, screen).await?;
        }
    }
    app.make_plan().await?;
    app.go("calendar", "calendar").await?;
    replaces_every_text(app, "calendar").await?;
    // The text of the first row does not stay in it.
    app.go("data", "data").await?;
    app.open_details().await?;
    app.run(TRANSLATE, vec![]).await?;
    let before = app.text("main pre").await?;
    app.confirm("delete-record").await?;
    until_true("the first row to change", async || {
        let now = app.run(
            "return document.querySelector('main pre')?.textContent",
            vec![],
        );
        Ok(now.await? != json!(before))
    })
    .await
}

/// The screen that is shown while the code of another one loads. Here the code does not arrive.
async fn missing_screen(app: &mut App) -> Result<()> {
    let held = app.site.hold(&app.site.file_name("later-*.wasm")?);
    app.navigate().await?;
    app.until_ready().await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.finish_early().await?;
    app.go("history", "history").await?;
    let coming = app.locale_text("waitComing")?;
    app.until_text("main", &coming).await?;
    app.run(TRANSLATE, vec![]).await?;
    app.site.stop();
    drop(held);
    app.until("the button to try again", |state| {
        state.offers("fetch-later")
    })
    .await?;
    app.until_text("main", &app.locale_text("waitMissing")?)
        .await?;
    let now = app.text("main").await?;
    ensure!(!now.contains(&coming), "“{coming}” is still shown: {now}");
    Ok(())
}

/// Waits for this message, and fails if there is any other beside it.
async fn only_message(app: &App, name: &str) -> Result<()> {
    app.until_message(name).await?;
    let told: usize = app
        .eval(
            "return [...document.querySelectorAll('[data-part=said]')].filter((one) => one.innerText.trim()).length",
            vec![],
        )
        .await?;
    ensure!(
        told == 1,
        "expected only the message {name}, found {told} messages"
    );
    let words = app.text("[data-part=said]:not(:empty)").await?;
    let longest = app.locale_text(name)?;
    ensure!(
        words.len() <= longest.len() + 20,
        "the message is longer than {name}: {words}"
    );
    Ok(())
}
