//! A whole check embedded in a host's page: the events the page receives, and what the check never does.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::embedded::Event;
use e2e::hosts::Hosts;
use e2e::storage::{PREFIX, RECORD};
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::{Map, Value};
use xtask::demo::{Mode, Variant};

pub(crate) fn add(suite: &mut Suite) {
    suite.add_with("embed_full_check_frame", BrowserOptions::TALL, frame);
    suite.add("embed_full_check_inline", inline);
}

/// In a frame on a page of another site.
async fn frame(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.cross_site_url("govuk", &Variant::new(Mode::Frame, false));
    app.open_host(&url, 1).await?;
    let state = app.enter(Mode::Frame, 0).await?;
    ensure!(
        state.notice.as_deref() == Some("apart"),
        "the notice that data is stored apart is not shown: {state:?}"
    );
    let full = "return document.querySelector('[data-notice] a')?.href";
    let full = app.run(full, vec![]).await?;
    let full = full.as_str().context("no link to the full page")?;
    ensure!(
        full.starts_with(&app.site.url()) && !full.contains("embed"),
        "the link to the full page leads to {full}"
    );
    full_check(app, Mode::Frame).await?;

    // Anybody can post a message, but only the frame's own count.
    app.leave().await?;
    let before = app.bounding_box("compassion-check", 0).await?;
    let forged = "for (const type of ['height', 'ready', 'error', 'hello'])
        postMessage({ compassionCheck: 1, type, height: 9000, screen: 'forged' }, '*')";
    let heard = app.messages().await?.len();
    app.run(forged, vec![]).await?;
    until_true("the forged messages to arrive", async || {
        Ok(app.messages().await?.len() == heard + 4)
    })
    .await?;
    ensure!(
        app.bounding_box("compassion-check", 0).await? == before,
        "a forged message changed the height"
    );
    let events = app.events().await?;
    ensure!(
        !events.iter().any(|event| event.name == "error"),
        "a forged message was accepted: {events:?}"
    );

    app.open_host(&url, 1).await?;
    app.enter(Mode::Frame, 0).await?;
    let state = app.go("history", "history").await?;
    ensure!(
        state.offers("open-record"),
        "the check is not stored for this host page: {state:?}"
    );
    Ok(())
}

/// Inline, from the page's own origin, which then also holds the records.
async fn inline(app: &mut App) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("wordpress", &Variant::new(Mode::Inline, true));
    app.open_host(&url, 1).await?;
    app.enter(Mode::Inline, 0).await?;
    full_check(app, Mode::Inline).await?;
    ensure!(
        app.messages().await?.is_empty(),
        "messages were sent although there is no frame: {:?}",
        app.messages().await?
    );
    let kept = app.stored().await?;
    ensure!(
        kept.keys().all(|key| key.starts_with(PREFIX)),
        "stored under keys without our prefix: {:?}",
        kept.keys()
    );
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "expected one stored record of the check"
    );
    app.leave().await?;
    app.surroundings_are_untouched().await?;

    // A line of code in the documentation brings each new screen into view.
    let mut lines = include_str!("../../../docs/embed.md").lines();
    let line = lines.find(|line| line.starts_with("addEventListener(\"compassion-check:step\""));
    app.run(line.context("a line in docs/embed.md")?, vec![])
        .await?;
    app.enter(Mode::Inline, 0).await?;
    app.go("history", "history").await?;
    app.until_heading_focused().await?;
    let (heading, height, asked) = heading_position(app).await?;
    ensure!(
        asked > 0.0 && (0.0..height).contains(&heading),
        "the heading is at {heading} of {height}, after {asked} scrolls"
    );
    Ok(())
}

/// Starts a check, answers some questions, stops and reads the result, inside the check. Then examines what the page received.
async fn full_check(app: &App, mode: Mode) -> Result<()> {
    const SOME: usize = 3;
    if mode == Mode::Frame {
        // The last request of the load.
        app.until_requested("/sw.js").await?;
    }
    app.site.forget_requests();
    app.begin().await?;
    for index in 0..SOME {
        app.until_heading_focused().await?;
        layout_is_stable(app, mode).await?;
        app.answer(index, &app.some_answer(index)).await?;
    }
    app.until_heading_focused().await?;
    app.go("pause", "pause").await?;
    layout_is_stable(app, mode).await?;
    app.tap_action("stay").await?;
    app.until_question(SOME).await?;
    app.finish_early().await?;
    app.until_heading_focused().await?;
    layout_is_stable(app, mode).await?;
    let asked = app.site.requests();
    ensure!(asked.is_empty(), "requested after the load: {asked:?}");

    app.leave().await?;
    app.surroundings_are_untouched().await?;
    app.host_page_has_no_errors().await?;
    let events = app.events().await?;
    events_carry_little(&events)?;
    let named = |name: &str| events.iter().filter(|event| event.name == name).count();
    ensure!(
        (named("ready"), named("complete"), named("error")) == (1, 1, 0),
        "expected one `ready`, one `complete` and no `error`: {events:?}"
    );
    ensure!(named("step") > SOME, "too few steps: {events:?}");
    let dashed: Vec<(String, Option<String>)> = app.eval("return watch.dashed", vec![]).await?;
    let same = events
        .iter()
        .map(|event| (event.name.clone(), event.detail.clone()));
    ensure!(
        same.eq(dashed.iter().cloned()),
        "events with dashed names: {dashed:?}, with colons: {events:?}"
    );
    if mode == Mode::Frame {
        messages_carry_little(app, events.len()).await?;
    }
    app.enter(mode, 0).await.map(drop)
}

/// In a frame, waits until the frame is as high as its content. Inline, fails if the host's page was scrolled.
async fn layout_is_stable(app: &App, mode: Mode) -> Result<()> {
    if mode == Mode::Frame {
        let fits = "return document.documentElement.scrollHeight <= innerHeight && document.documentElement.clientWidth === innerWidth";
        return until_true("the frame to be as high as its content", async || {
            app.eval(fits, vec![]).await
        })
        .await;
    }
    let (_, _, asked) = heading_position(app).await?;
    ensure!(asked == 0.0, "the host's page was scrolled {asked} times");
    Ok(())
}

/// The heading's position in the host's window, the height of that window, and the number of scrolls since the last call.
async fn heading_position(app: &App) -> Result<(f64, f64, f64)> {
    const SEEN: &str = "
const asked = watch.asked;
watch.asked = 0;
const heading = window.rootE2e.querySelector('[data-screen] [data-heading]');
return [heading.getBoundingClientRect().top, innerHeight, asked];";
    app.eval(SEEN, vec![]).await
}

fn members(json: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(json).with_context(|| format!("no object: {json}"))
}

/// Fails if an event carries more than the name of a screen and the number of a step.
fn events_carry_little(events: &[Event]) -> Result<()> {
    for event in events {
        let detail = members(event.detail.as_deref().context("an event without detail")?)?;
        for (name, value) in detail {
            let fine = match &*name {
                "screen" => value.is_string(),
                "step" => value.is_u64(),
                _ => false,
            };
            ensure!(fine, "{event:?} has an unexpected detail {name}");
        }
    }
    Ok(())
}

/// Fails if a message carries more than that and the frame's layout, or if there are far more messages than events.
async fn messages_carry_little(app: &App, events: usize) -> Result<()> {
    let messages = app.messages().await?;
    let mut heights = 0;
    for message in &messages {
        ensure!(
            app.site.url() == format!("{}/", message.origin),
            "a message from another origin: {message:?}"
        );
        let members = members(&message.data)?;
        let known = [
            "compassionCheck",
            "type",
            "height",
            "screen",
            "step",
            "tapped",
            "top",
        ];
        let more: BTreeSet<_> = members
            .keys()
            .filter(|name| !known.contains(&&***name))
            .collect();
        ensure!(
            more.is_empty(),
            "a message has unexpected members: {more:?}"
        );
        heights += usize::from(members["type"] == "height");
    }
    ensure!(
        heights <= 3 * events,
        "{heights} messages about the height for {events} events"
    );
    // While nothing happens, no messages are sent.
    const FRAMES: &str = "
        const done = arguments[arguments.length - 1];
        const wait = (left) => (left ? requestAnimationFrame(() => wait(left - 1)) : done());
        wait(20);";
    app.browser()?.run_async(FRAMES, vec![]).await?;
    let now = app.messages().await?.len();
    ensure!(
        now == messages.len(),
        "{} more messages although nothing happened",
        now - messages.len()
    );
    Ok(())
}
