//! The check in boxes that size to their content. In any box it is wide enough to read, and does not stick out.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde::Deserialize;
use xtask::demo::{self, Host, Mode, Variant};

/// Below this width, in CSS pixels, the check is hard to read.
pub(crate) const READABLE: f64 = 280.0;

/// The width of a column that is narrower than that.
const COLUMN: f64 = 220.0;

/// A phone and a desktop window. For the narrow column the desktop window gets slightly narrower as well, so that the check notices.
const PHONE: (u32, u32) = (360, 740);
const DESKTOP: (u32, u32) = (1280, 740);

/// The host whose boxes lie over the page, as a menu does. The check may stick out of them rather than become too narrow.
pub(crate) const OVERLAY_HOST: &str = "boxes-over";

/// Other boxes that the check may stick out of.
const POSITIONED: [&str; 3] = ["absolute", "fixed", POPOVER];

/// Boxes that have the whole window.
const FULL_WINDOW: [&str; 3] = ["fixed", "modal", POPOVER];

/// Boxes that only a button opens.
const OPENED_BY_BUTTON: [&str; 2] = ["modal", POPOVER];
pub(crate) const POPOVER: &str = "popover";

/// The button that opens a box.
pub(crate) const OPENER: &str = ".room > button";

pub(crate) fn add(suite: &mut Suite) {
    let hosts = e2e::programs::checkout().and_then(|checkout| demo::hosts(&checkout));
    let hosts = hosts.expect("demo/hosts/hosts.json reads");
    for mode in [Mode::Frame, Mode::Inline] {
        for host in hosts.iter().filter(|host| !host.boxes.is_empty()) {
            let name = format!("embed_{}_{}", host.name.replace('-', "_"), mode.name());
            let host = host.clone();
            suite.add_with(
                &name,
                BrowserOptions::default(),
                async move |app: &mut App| in_every_box(app, &host, mode).await,
            );
        }
    }
}

/// Fails if a closed box sends an event. Then opens it and waits until the check is ready.
async fn open_box(app: &App) -> Result<()> {
    until_true("the script to be loaded", async || {
        let known = "return customElements.get('compassion-check') !== undefined";
        app.eval(known, vec![]).await
    })
    .await?;
    app.settle().await?;
    let events = app.events().await?;
    ensure!(
        events.is_empty(),
        "events were sent from a closed box: {events:?}"
    );
    let opener = app.find(OPENER).await?.context("the button")?;
    opener.click().await?;
    app.until_ready_events(1).await
}

/// The size and position of the check.
#[derive(Debug, Deserialize)]
struct Layout {
    width: f64,
    height: f64,
    /// Width of the frame, or of the inline check itself.
    inside: f64,
    /// In how many pieces the check is drawn: columns could split it.
    pieces: usize,
    /// How far it sticks out of the column.
    over: f64,
    /// How much wider the page is than the window.
    scrolls: f64,
}

const LAYOUT: &str = "
    const box = (element) => element.getBoundingClientRect();
    const widget = box(watch.widgets()[0]);
    const check = watch.frame(0) ?? watch.root(0).querySelector('.check');
    const inside = box(check);
    const room = box(document.querySelector('.room'));
    const page = document.documentElement;
    return {
        width: widget.width,
        height: widget.height,
        inside: inside.width,
        pieces: check.getClientRects().length,
        over: Math.max(widget.right - room.right, room.left - widget.left),
        scrolls: page.scrollWidth - page.clientWidth,
    };";

async fn in_every_box(app: &mut App, host: &Host, mode: Mode) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for name in &host.boxes {
        let url = hosts.url(&host.name, &Variant::new(mode, false).in_box(name));
        let over = host.name == OVERLAY_HOST || POSITIONED.contains(&&**name);
        in_box(app, &url, name, over)
            .await
            .with_context(|| format!("in the box {name}"))?;
    }
    Ok(())
}

async fn in_box(app: &App, url: &str, name: &str, over: bool) -> Result<()> {
    let browser = app.browser()?;
    browser.resize(PHONE.0, PHONE.1).await?;
    if OPENED_BY_BUTTON.contains(&name) {
        browser.open(url).await?;
        open_box(app).await?;
    } else {
        app.open_host(url, 1).await?;
    }
    let most = if FULL_WINDOW.contains(&name) {
        f64::INFINITY
    } else {
        1.0
    };
    fits(app, READABLE, most).await.context("on a phone")?;
    browser.resize(DESKTOP.0, DESKTOP.1).await?;
    fits(app, READABLE, most).await.context("on a desk")?;
    let narrow = format!("document.querySelector('.room').style.inlineSize = '{COLUMN}px'");
    app.run(&narrow, vec![]).await?;
    browser.resize(DESKTOP.0 - 80, DESKTOP.1).await?;
    // Less what else is in the column: the padding of the box, and what is beside the check.
    let (least, over) = if over {
        (READABLE, most.max(READABLE))
    } else {
        (COLUMN - 60.0, 1.0)
    };
    fits(app, least, over).await.context("in a column")?;
    let wide = "document.querySelector('.room').style.inlineSize = ''";
    app.run(wide, vec![]).await?;
    fits(app, READABLE, most).await.context("in no column")?;
    app.host_page_has_no_errors().await
}

/// Waits until the check is at least `least` wide, filled by its content, and sticks out by less than `over`.
pub(crate) async fn fits(app: &App, least: f64, over: f64) -> Result<()> {
    let mut last = None;
    let fits = async || {
        let seen: Layout = app.eval(LAYOUT, vec![]).await?;
        let fits = seen.width >= least
            && seen.height > 200.0
            && (seen.inside - seen.width).abs() < 1.0
            && seen.pieces == 1
            && seen.over < over
            && seen.scrolls < 1.0;
        last = Some(seen);
        Ok(fits)
    };
    let found = until_true("the check to fit", fits).await;
    found.with_context(|| format!("at least {least} wide: {last:?}"))
}
