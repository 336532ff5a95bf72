//! The browser's own session. Neither a restored tab nor the browser's profile holds anything of a check that was not to be stored, of
//! cleared data, or of locked data.
//!
//! Firefox and Chromium quit and start again with the tabs they had. WebKit's driver has no session to restore: there every tab is closed
//! and the same addresses are opened again, which shows only that no page leaves anything to the next.

use anyhow::{Result, ensure};
use e2e::app::{App, State};
use e2e::browser::BrowserOptions;
use e2e::tour::PASSPHRASE;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;
use thirtyfour::WindowHandle;
use xtask::tools::browsers::Engine;

use crate::bfcache::{only_the_intro, reach_result, result_texts};
use crate::lock::go_to_lock;
use crate::quick_exit;

pub(crate) fn add(suite: &mut Suite) {
    suite.add_with(
        "browser_session_keep_nothing",
        BrowserOptions::OWN_BROWSER,
        keep_nothing,
    );
    suite.add_with(
        "browser_session_cleared",
        BrowserOptions::OWN_BROWSER,
        cleared,
    );
    suite.add_with(
        "browser_session_quick_exit",
        BrowserOptions::OWN_BROWSER,
        quick_exit,
    );
    suite.add_with(
        "browser_session_locked",
        BrowserOptions::OWN_BROWSER,
        locked,
    );
}

/// Text typed into another page's field, which browsers do restore.
const OTHER_TEXT: &str = "Llareggub";

const FORM: &str = "<!doctype html><title>Form</title><textarea id=words name=words></textarea>";

/// Opens another page in a new tab and types into its field.
async fn open_other_page(app: &App) -> Result<()> {
    app.site.add("form.html", FORM)?;
    app.browser()?.new_tab().await?;
    app.browser()?.open(&(app.site.url() + "form.html")).await?;
    app.fill("#words", OTHER_TEXT).await
}

/// Quits the browser and starts it again with its tabs. The field of the other page proves that they were restored.
async fn restore(app: &mut App) -> Result<()> {
    open_other_page(app).await?;
    if app.engine()? == Engine::Chromium {
        // Chromium writes a field's text to its profile a moment later.
        until_true("the session file to be written", async || {
            Ok(!app
                .browser()?
                .profile_files_containing(OTHER_TEXT)?
                .is_empty())
        })
        .await?;
    }
    app.quit_and_restore().await?;
    if app.engine()? == Engine::WebKit {
        return app.navigate().await;
    }
    app.browser()?
        .switch_to_tab_at(&(app.site.url() + "form.html"))
        .await?;
    const TYPED: &str = "return document.querySelector('#words')?.value";
    until_true(
        "the text typed on the other page to be restored",
        async || Ok(app.run(TYPED, vec![]).await? == json!(OTHER_TEXT)),
    )
    .await?;
    ensure!(
        !app.browser()?
            .profile_files_containing(OTHER_TEXT)?
            .is_empty(),
        "the profile does not contain the other page's text, so this test is inconclusive"
    );
    Ok(())
}

/// The tabs that show the check.
async fn check_tabs(app: &App) -> Result<Vec<WindowHandle>> {
    let browser = app.browser()?;
    let mut tabs = Vec::new();
    for tab in browser.driver.windows().await? {
        browser.driver.switch_to_window(tab.clone()).await?;
        if browser.driver.current_url().await?.as_str() == app.site.url() {
            app.until_loaded().await?;
            tabs.push(tab);
        }
    }
    Ok(tabs)
}

/// Fails if a field is filled in, a choice differs from its default, or anything else reveals what was done.
async fn fields_are_empty(app: &App) -> Result<()> {
    const HELD: &str = "
        const fields = [...document.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea')].map((one) => one.value);
        const chosen = [...document.querySelectorAll('input:checked')].map((one) => one.value).filter((one) => one !== 'device');
        // The browser's history may hold the depth within the app, and nothing else.
        const state = typeof history.state === 'number' ? '' : String(history.state ?? '');
        return [...fields, ...chosen, ...Object.values({ ...sessionStorage }), window.name, state].filter((one) => one !== '');";
    let held: Vec<String> = app.eval(HELD, vec![]).await?;
    ensure!(held.is_empty(), "the page still contains {held:?}");
    Ok(())
}

/// Waits for the intro, and fails if the page contains any of these texts, also after Back and Forward.
async fn reveals_nothing(app: &App, revealing: &[String]) -> Result<State> {
    let state = only_the_intro(app, revealing).await?;
    fields_are_empty(app).await?;
    let before: i64 = app.eval("return history.length", vec![]).await?;
    if before > 1 {
        app.browser_back().await?;
        app.browser_forward().await?;
        app.settle().await?;
        if app.browser()?.driver.current_url().await?.as_str() == app.site.url() {
            app.until_loaded().await?;
            only_the_intro(app, revealing).await?;
            fields_are_empty(app).await?;
        }
    }
    Ok(state)
}

/// Types these words into every field, in checks that are not stored, each in its own tab.
async fn keep_nothing(app: &mut App) -> Result<()> {
    const WORDS: [&str; 4] = ["Zanzibar", "Timbuktu", "Ouagadougou", "Vladivostok"];
    let [note, cue, own, place] = WORDS;
    let mut revealing = result_texts(app)?;
    revealing.extend(WORDS.map(str::to_owned));
    let search = json!({ "byLocation": "https://example.org/near?place={q}" });
    app.site
        .configure(|config| config["registerSearch"] = search)?;

    app.open().await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await?;
    app.go("note", "note").await?;
    app.fill("textarea", note).await?;
    // Goes on, so that a screen of the check is in the history as well.
    app.go("plan", "plan").await?;
    app.open_details().await?;
    app.fill("textarea", cue).await?;

    app.browser()?.new_tab().await?;
    app.open().await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await?;
    app.go("sheet", "sheet").await?;
    app.fill("textarea", own).await?;

    app.browser()?.new_tab().await?;
    app.open().await?;
    app.tap_action("keep-nothing").await?;
    app.go("find", "find").await?;
    app.fill("input[type=search]", place).await?;

    // In the middle of a question, and with only the storage choice made.
    app.browser()?.new_tab().await?;
    app.open().await?;
    app.tap_action("keep-nothing").await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    app.browser()?.new_tab().await?;
    app.open().await?;
    app.tap_action("keep-nothing").await?;

    restore(app).await?;
    for word in WORDS {
        let files = app.browser()?.profile_files_containing(word)?;
        ensure!(files.is_empty(), "{word} was found in {files:?}");
    }
    let tabs = check_tabs(app).await?;
    let wanted = if app.engine()? == Engine::WebKit {
        1
    } else {
        5
    };
    ensure!(
        tabs.len() == wanted,
        "unexpected number of restored tabs: {}",
        tabs.len()
    );
    for tab in tabs {
        app.switch_to_tab(&tab).await?;
        reveals_nothing(app, &revealing).await?;
        ensure!(app.stored_count().await? == 0, "something is stored");
    }
    Ok(())
}

/// Data that was stored and then cleared.
async fn cleared(app: &mut App) -> Result<()> {
    const NOTE: &str = "Zanzibar";
    let mut revealing = result_texts(app)?;
    revealing.push(NOTE.to_owned());
    app.open().await?;
    reach_result(app).await?;
    app.go("note", "note").await?;
    app.fill("textarea", NOTE).await?;
    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    restore(app).await?;
    for tab in check_tabs(app).await? {
        app.switch_to_tab(&tab).await?;
        reveals_nothing(app, &revealing).await?;
        ensure!(app.stored_count().await? == 0, "something is stored");
        app.go("history", "history").await?;
        app.until_text("main", &app.locale_text("historyEmpty")?)
            .await?;
    }
    Ok(())
}

/// A tab that was left by quick exit is restored on the exit page, and Back from there leads past the check.
async fn quick_exit(app: &mut App) -> Result<()> {
    const NOTE: &str = "Zanzibar";
    quick_exit::enable(app).await?;
    app.open().await?;
    app.tap_action("keep-nothing").await?;
    reach_result(app).await?;
    app.go("note", "note").await?;
    app.fill("textarea", NOTE).await?;
    quick_exit::redirect_exit(app, "document").await?;
    app.tap(".exit a").await?;
    quick_exit::until_exit_page(app).await?;
    restore(app).await?;
    let files = app.browser()?.profile_files_containing(NOTE)?;
    ensure!(files.is_empty(), "{NOTE} was found in {files:?}");
    if app.engine()? == Engine::WebKit {
        app.until_loaded().await?;
        return reveals_nothing(app, &[NOTE.to_owned()]).await.map(drop);
    }
    app.browser()?
        .switch_to_tab_at(&quick_exit::exit_page(&app.site))
        .await?;
    quick_exit::until_gone(app).await?;
    let mut revealing = result_texts(app)?;
    revealing.push(NOTE.to_owned());
    for _ in 0..2 {
        app.browser_forward().await?;
        let markup: String = app
            .eval("return document.documentElement.outerHTML", vec![])
            .await?;
        for words in &revealing {
            ensure!(!markup.contains(words), "Forward shows {words} again");
        }
    }
    Ok(())
}

/// Half-typed passphrases, with the lock open and with it closed.
async fn locked(app: &mut App) -> Result<()> {
    const HALF: &str = "half of a passphrase";
    let revealing = result_texts(app)?;
    app.open().await?;
    reach_result(app).await?;
    go_to_lock(app).await?;
    app.set_lock(PASSPHRASE).await?;
    app.until_message("lockedSet").await?;
    app.open_details().await?;
    app.fill("[name=old]", HALF).await?;
    app.fill("[name=new]", HALF).await?;
    app.browser()?.new_tab().await?;
    app.open().await?;
    app.fill("[name=old]", HALF).await?;
    restore(app).await?;
    for words in [HALF, PASSPHRASE] {
        let files = app.browser()?.profile_files_containing(words)?;
        ensure!(files.is_empty(), "{words} was found in {files:?}");
    }
    let tabs = check_tabs(app).await?;
    for tab in &tabs {
        app.switch_to_tab(tab).await?;
        app.until_screen("locked").await?;
        fields_are_empty(app).await?;
        let markup: String = app
            .eval("return document.documentElement.outerHTML", vec![])
            .await?;
        for words in &revealing {
            ensure!(!markup.contains(words), "the page contains {words}");
        }
    }
    app.unlock(PASSPHRASE).await?;
    app.until_screen("intro").await.map(drop)
}
