//! Languages: which one the page opens in, and changing it at any point.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::storage::DRAFT;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::Value;

const KEY: &str = "compassion-check/language";

const WELSH_PACK: &str = "packs/practitioner.cy.json";

/// The page's language: of the document and of the app, its direction and title, which language is marked, which one has focus, and what is
/// announced.
const LANGUAGE_STATE: &str = "
const root = document.querySelector('[data-ready]');
const here = [...document.querySelectorAll('[data-language]')].find((one) => one.hasAttribute('aria-current'));
return {
  page: document.documentElement.lang, app: root?.lang ?? '', dir: root?.dir ?? '', title: document.title,
  marked: here?.dataset.language ?? '', focus: document.activeElement?.dataset.language ?? '',
  told: document.querySelector('.languages [role=status]')?.innerText.trim() ?? '',
}";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("lang_change_on_intro", change_on_intro);
    suite.add("lang_change_during_check", change_during_check);
    suite.add("lang_url_parameter", url_parameter);
    suite.add("lang_before_lazy_texts", before_lazy_texts);
    suite.add("lang_files_missing", files_missing);
    suite.add("lang_while_texts_load", while_texts_load);
}

/// The string at this JSON pointer of the Welsh pack.
fn welsh_text(app: &App, place: &str) -> Result<String> {
    let pack: Value = serde_json::from_str(&app.site.read(WELSH_PACK)?)?;
    let found = pack.pointer(place).and_then(Value::as_str);
    Ok(found.with_context(|| format!("no {place}"))?.to_owned())
}

/// The Welsh text of the question at this index.
pub(crate) fn welsh_question(app: &App, index: usize) -> Result<String> {
    let pack: Value = serde_json::from_str(&app.site.read(WELSH_PACK)?)?;
    let sections = pack["sections"].as_array().context("sections")?;
    let mut items = sections
        .iter()
        .filter_map(|section| section["items"].as_array())
        .flatten();
    let item = items.nth(index).context("a question")?;
    Ok(item["text"].as_str().context("a text")?.to_owned())
}

pub(crate) async fn language_state(app: &App, what: &str) -> Result<Value> {
    app.eval(LANGUAGE_STATE, vec![])
        .await
        .with_context(|| what.to_owned())
}

/// Taps a language and waits until the page is in it.
pub(crate) async fn choose(app: &App, tag: &str) -> Result<Value> {
    app.tap(&format!("[data-language={tag}]")).await?;
    until_language(app, tag).await
}

pub(crate) async fn until_language(app: &App, tag: &str) -> Result<Value> {
    until_true(&format!("the page to be in {tag}"), async || {
        let now = language_state(app, tag).await?;
        Ok(now["page"] == tag && now["app"] == tag && now["dir"] == "ltr")
    })
    .await?;
    language_state(app, tag).await
}

async fn change_on_intro(app: &mut App) -> Result<()> {
    app.open().await?;
    ensure!(
        app.count("[data-language]").await? == 0,
        "a choice is shown although there is only one language"
    );
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    app.tap("[data-part=help] summary").await?;
    app.site.forget_requests();
    let now = choose(app, "cy").await?;
    ensure!(now["marked"] == "cy" && now["focus"] == "cy", "{now}");
    ensure!(
        now["told"] == app.welsh_locale_text("languageNow")?,
        "{now}"
    );
    ensure!(now["title"] == welsh_text(app, "/title")?, "{now}");
    ensure!(
        app.text("h1").await? == welsh_text(app, "/title")?,
        "the heading"
    );
    app.until_text("[data-action=start]", &app.welsh_locale_text("start")?)
        .await?;
    ensure!(
        app.is_visible("[data-part=help][open]").await?,
        "the open help was closed"
    );
    app.tap("[data-part=help] summary").await?;
    let mut asked = app.site.requests();
    asked.sort();
    let files = [
        "/locales/cy.json",
        "/locales/cy.later.json",
        "/packs/practitioner.cy.json",
    ];
    ensure!(asked == files, "unexpected requests: {asked:?}");
    app.go("find", "find").await?;
    ensure!(
        language_state(app, "find").await?["told"] == "",
        "the announcement is still there on another screen"
    );

    app.reload().await?;
    ensure!(
        until_language(app, "cy").await?["marked"] == "cy",
        "the chosen language was not stored"
    );
    ensure!(
        app.stored_under(KEY).await?.len() == 1,
        "the language is not stored under exactly one key"
    );
    app.go("data", "data").await?;
    app.until_text("main", &app.welsh_locale_text("dataLanguage")?)
        .await?;
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "the language is still stored after clearing everything"
    );
    app.reload().await?;
    until_language(app, "en").await.map(drop)
}

async fn change_during_check(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    app.begin().await?;
    app.answer_all(0..3, App::some_answer).await?;
    let answers = app.draft_answers().await?;
    app.browser_back().await?;
    let state = app.until_question(2).await?;

    // Changing the language keeps the question and its marked answer. It also works on the pause.
    let now = choose(app, "cy").await?;
    ensure!(now["focus"] == "cy" && now["told"] != "", "{now}");
    app.until_text("h1", &welsh_question(app, 2)?).await?;
    let same = app.state().await?;
    ensure!(
        same.question == state.question && same.pressed == state.pressed,
        "the question or its answer changed from {state:?} to {same:?}"
    );
    app.go("pause", "pause").await?;
    choose(app, "en").await?;
    app.until_text("h1", &app.locale_text("pauseHeading")?)
        .await?;
    ensure!(
        app.draft_answers().await? == answers,
        "the stored answers changed"
    );
    app.go("stop-keep", "intro").await?;
    choose(app, "cy").await?;
    app.until_text("main", "Mae gennych wiriad heb ei orffen")
        .await?;
    app.tap_action("resume").await?;
    app.until_question(3).await?;
    app.until_text("h1", &welsh_question(app, 3)?).await?;
    app.answer(3, &app.some_answer(3)).await?;
    let more = app.draft_answers().await?;
    ensure!(
        more[..3] == answers[..] && more.len() == 4,
        "the stored answers {answers:?} became {more:?}"
    );
    app.answer_all(4..app.pack.len(), App::some_answer).await?;
    app.until_screen("result").await?;
    app.until_text("h1", &app.welsh_locale_text("resultHeading")?)
        .await?;
    let strengths = app.text(".strengths").await?;

    // The result can be changed, too, and back.
    choose(app, "en").await?;
    app.until_text("h1", &app.locale_text("resultHeading")?)
        .await?;
    ensure!(
        app.text(".strengths").await? != strengths,
        "the pack's texts are in the wrong language"
    );
    choose(app, "cy").await?;
    ensure!(
        app.text(".strengths").await? == strengths,
        "the pack's texts are in the wrong language"
    );

    // One check and one copy of its questions are stored, whatever languages it was answered in.
    ensure!(
        app.stored_under(DRAFT).await?.is_empty(),
        "a draft is still stored"
    );
    let kept = app.stored_under("compassion-check/pack/").await?;
    ensure!(
        kept.len() == 1,
        "expected one stored copy of the questions, found {}",
        kept.len()
    );
    app.reload().await?;
    app.go("history", "history").await?;
    app.until_text("[data-action=open-record]", "wedi’u hateb")
        .await?;
    app.go("open-record", "result").await?;
    ensure!(
        app.text(".strengths").await? == strengths,
        "the stored check is in another language than it was answered in"
    );
    Ok(())
}

async fn url_parameter(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    let open = async |app: &App, lang: &str| -> Result<()> {
        let url = format!("{}?lang={lang}", app.site.url());
        app.browser()?.open(&url).await?;
        app.until_loaded().await.map(drop)
    };
    open(app, "cy-GB").await?;
    until_language(app, "cy").await?;
    ensure!(
        app.stored_count().await? == 0,
        "the language in the URL was stored as a choice"
    );
    app.store(KEY, "cy").await?;
    open(app, "en").await?;
    until_language(app, "en").await?;
    open(app, "tlh").await?;
    until_language(app, "cy").await?;
    // A language that is not offered is ignored, in the address and in storage.
    app.site.offer_languages(&["en"])?;
    open(app, "cy").await?;
    until_language(app, "en").await.map(drop)
}

async fn before_lazy_texts(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    let held = app.site.hold("locales/en.later.json");
    app.navigate().await?;
    app.until_ready().await?;
    let state = app.go("data", "data").await?;
    ensure!(
        !state.offers("language"),
        "the language choice is offered before it can work: {state:?}"
    );
    drop(held);
    app.until_loaded().await?;
    app.tap_action("home").await?;
    choose(app, "cy").await?;
    app.go("data", "data").await?;
    app.until_text("main", "Clirio popeth").await?;
    app.go("reading", "reading").await?;
    let titles = app.eval::<String>(
        "return document.querySelector('.sources').closest('[lang]').lang",
        vec![],
    );
    ensure!(
        titles.await? == "en",
        "the sources' titles are not marked as English"
    );
    Ok(())
}

async fn files_missing(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    for lost in ["locales/cy.json", "locales/cy.later.json"] {
        app.site.remove(lost)?;
        app.tap("[data-language=cy]").await?;
        app.until("the notice that the language did not load", |state| {
            state.notice.as_deref() == Some("language")
        })
        .await?;
        let now = until_language(app, "en").await?;
        ensure!(now["marked"] == "en" && now["focus"] == "cy", "{now}");
        ensure!(
            app.stored_count().await? == 0,
            "the language was stored although it did not load"
        );
        app.site.restore(lost)?;
    }
    // A newer version of the questions is not the same check.
    let newer = app
        .site
        .read(WELSH_PACK)?
        .replacen("\"2.0.0\"", "\"2.0.1\"", 1);
    app.site.put(WELSH_PACK, &newer)?;
    app.tap("[data-language=cy]").await?;
    app.until("the notice that the language did not load", |state| {
        state.notice.as_deref() == Some("language")
    })
    .await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.site.restore(WELSH_PACK)?;
    app.go("pause", "pause").await?;
    app.go("stop-keep", "intro").await?;
    choose(app, "cy").await?;
    let state = app.state().await?;
    ensure!(
        state.notice.is_none() && state.offers("resume"),
        "{state:?}"
    );
    Ok(())
}

/// The page was built in English. Until the Welsh texts arrive, only help can be tapped.
async fn while_texts_load(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    app.open().await?;
    app.store(KEY, "cy").await?;
    let held = app.site.hold("practitioner.cy.first.json");
    app.navigate().await?;
    until_true("only Help now to be shown", async || {
        let state = app.state().await?;
        Ok(state.actions.is_empty() && app.is_visible("[data-part=help] summary").await?)
    })
    .await?;
    app.tap("[data-part=help] summary").await?;
    ensure!(
        app.is_visible("[data-part=help] a[href^='tel:']").await?,
        "the help lines are not shown while the texts load"
    );
    drop(held);
    app.until_loaded().await?;
    until_language(app, "cy").await?;
    app.begin().await?;
    app.until_text("h1", &welsh_question(app, 0)?).await?;

    // Without the Welsh texts the page falls back to English.
    app.site.remove("locales/cy.json")?;
    app.open().await?;
    until_language(app, "en").await.map(drop)
}
