//! The life of the element on a page: two at once, moved, removed and put back, and attributes that change.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::programs::checkout;
use e2e::storage::DRAFT;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::Value;
use xtask::demo::{Mode, Variant};

pub(crate) fn add(suite: &mut Suite) {
    suite.add_with(
        "embed_lifecycle_two_independent",
        BrowserOptions::TALL,
        two_independent,
    );
    suite.add("embed_lifecycle_inline_moved", inline_moved);
    suite.add_with(
        "embed_lifecycle_frame_moved",
        BrowserOptions::TALL,
        frame_moved,
    );
    suite.add("embed_lifecycle_attributes_changed", attributes_changed);
}

/// Two checks on a page are independent, though they share one storage. A second copy of the script leaves them alone.
async fn two_independent(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for mode in [Mode::Frame, Mode::Inline] {
        app.open_host(&hosts.url("two", &Variant::new(mode, false)), 2)
            .await?;
        for place in [0, 1] {
            app.enter(mode, place).await?;
            app.begin_new().await?;
            app.answer_all(0..2 - place, App::some_answer).await?;
            app.leave().await?;
        }
        for place in [0, 1] {
            app.enter(mode, place).await?;
            app.until_question(2 - place).await?;
            app.leave().await?;
        }
        let events = app.events().await?;
        for place in [0, 1] {
            ensure!(
                events
                    .iter()
                    .any(|event| event.index == place && event.name == "step"),
                "one of the two sent no `step` event: {events:?}"
            );
        }
        // The same script under another address runs a second time.
        const AGAIN: &str = "
            const done = arguments[arguments.length - 1];
            const script = Object.assign(document.createElement('script'), { type: 'module', src: arguments[0] });
            script.onload = () => done(true);
            script.onerror = () => done(false);
            document.head.append(script);";
        let script = format!("{}embed.js?again", app.site.url());
        let loaded = app.browser()?.run_async(AGAIN, vec![script.into()]).await?;
        ensure!(loaded == true, "the second copy of the script did not load");
        app.settle().await?;
        ensure!(
            app.events().await?.len() == events.len(),
            "the second copy of the script sent events"
        );
        app.host_page_has_no_errors().await?;
    }
    Ok(())
}

/// An inline check loses nothing when it is moved, or removed and put back. While it is away, it leaves nothing on the page.
async fn inline_moved(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for host in ["bootstrap", "cms"] {
        app.open_host(&hosts.url(host, &Variant::new(Mode::Inline, false)), 1)
            .await?;
        let listeners = "return watch.listeners()";
        app.enter(Mode::Inline, 0).await?;
        app.begin_new().await?;
        app.answer_all(0..2, App::some_answer).await?;
        app.leave().await?;
        let while_here: Vec<String> = app.eval(listeners, vec![]).await?;

        app.with_widget(0, "document.querySelector('footer').prepend(widget)")
            .await?;
        app.enter(Mode::Inline, 0).await?;
        app.until_question(2).await?;
        app.answer(2, &app.some_answer(2)).await?;
        app.leave().await?;

        ensure!(
            ready_count(app).await? == 1,
            "{host}: the check started again"
        );

        app.with_widget(0, "window.away = widget; widget.remove()")
            .await?;
        until_true("the check's listeners to be removed", async || {
            let left: Vec<String> = app.eval(listeners, vec![]).await?;
            // The script itself listens for the page being left, to forget a check that was removed.
            Ok(left == ["Window pagehide"])
        })
        .await
        .with_context(|| format!("{host}: listeners while it was on the page: {while_here:?}"))?;
        let adopted =
            "return document.adoptedStyleSheets.length + document.querySelectorAll('style').length";
        ensure!(
            app.eval::<usize>(adopted, vec![]).await? == 0,
            "a style sheet is left on the page"
        );
        app.run("document.querySelector('main').append(window.away)", vec![])
            .await?;
        app.enter(Mode::Inline, 0).await?;
        app.until_question(3).await?;
        app.answer(3, &app.some_answer(3)).await?;
        app.until_heading_focused().await?;
        let drafts = app.stored_under(DRAFT).await?;
        let draft: Value = serde_json::from_str(drafts.values().last().context("a draft")?)?;
        ensure!(
            draft["answers"].as_array().map(Vec::len) == Some(4),
            "expected four answers in the draft: {draft}"
        );
        app.leave().await?;
        let again: Vec<String> = app.eval(listeners, vec![]).await?;
        ensure!(
            again.len() == while_here.len(),
            "{host}: listeners at first {while_here:?}, after it was put back {again:?}"
        );
        ensure!(
            ready_count(app).await? == 2,
            "{host}: no second `ready` event after it was put back"
        );
    }
    Ok(())
}

/// The number of `ready` events.
async fn ready_count(app: &App) -> Result<usize> {
    let events = app.events().await?;
    Ok(events.iter().filter(|event| event.name == "ready").count())
}

/// Browsers reload a frame that is moved. The check then offers to resume.
async fn frame_moved(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    app.open_host(
        &hosts.url("bootstrap", &Variant::new(Mode::Frame, false)),
        1,
    )
    .await?;
    app.enter(Mode::Frame, 0).await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    app.leave().await?;
    for (count, how) in [
        (2, "document.querySelector('footer').prepend(widget)"),
        (3, "window.away = widget; widget.remove()"),
    ] {
        app.with_widget(0, how).await?;
        if count == 3 {
            until_true("the frame to be removed", async || {
                app.eval("return window.frames.length === 0 && watch.listeners().every((one) => one !== 'Window message')", vec![]).await
            })
            .await?;
            app.run("document.querySelector('main').append(window.away)", vec![])
                .await?;
        }
        app.until_ready_events(count).await?;
        let state = app.enter(Mode::Frame, 0).await?;
        ensure!(state.offers("resume"), "resuming is not offered: {state:?}");
        app.tap_action("resume").await?;
        app.until_question(2).await?;
        app.leave().await?;
        let height = app.bounding_box("compassion-check", 0).await?.height;
        ensure!(
            height > 200.0,
            "the element is only {height} pixels high after it was put back"
        );
    }
    Ok(())
}

/// The check follows changes of its attributes and of the page's language.
async fn attributes_changed(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    let hosts = Hosts::start(app)?;
    let welsh = std::fs::read_to_string(checkout()?.join("locales/cy.json"))?;
    let welsh: Value = serde_json::from_str(&welsh)?;
    let welsh = welsh["start"].as_str().context("a word of Welsh")?;
    let english = app.locale_text("start")?;
    app.open_host(&hosts.url("nhsuk", &Variant::new(Mode::Frame, false)), 1)
        .await?;
    for (mode, count) in [(Mode::Frame, 1), (Mode::Inline, 2), (Mode::Frame, 3)] {
        if count > 1 {
            let change = format!("widget.setAttribute('mode', '{}')", mode.name());
            app.with_widget(0, &change).await?;
            app.until_ready_events(count).await?;
        }
        for (lang, start) in [("cy", welsh), ("en-GB", &*english)] {
            app.run(
                "document.documentElement.lang = arguments[0]",
                vec![lang.into()],
            )
            .await?;
            app.enter(mode, 0).await?;
            app.until_text("[data-action=start]", start).await?;
            app.leave().await?;
        }
    }
    let scrolled = "return [watch.asked, scrollY]";
    ensure!(
        app.eval::<[f64; 2]>(scrolled, vec![]).await? == [0.0, 0.0],
        "the page was scrolled although nobody tapped anything"
    );
    app.host_page_has_no_errors().await
}
