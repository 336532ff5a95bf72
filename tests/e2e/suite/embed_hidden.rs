//! Host pages that hide the check. `ready` is not sent until the check is visible.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use e2e::wait::{until, until_true};
use serde_json::json;
use xtask::demo::{Mode, Variant};

use crate::embed_boxes::{OPENER, OVERLAY_HOST, POPOVER, READABLE, fits};

pub(crate) fn add(suite: &mut Suite) {
    for mode in [Mode::Frame, Mode::Inline] {
        let name = format!("embed_hidden_zero_width_{}", mode.name());
        suite.add(&name, async move |app: &mut App| {
            without_width(app, mode).await
        });
        let name = format!("embed_hidden_popover_{}", mode.name());
        suite.add_with(
            &name,
            BrowserOptions::default(),
            async move |app: &mut App| closed_again(app, mode).await,
        );
        let name = format!("embed_hidden_by_css_{}", mode.name());
        suite.add(&name, async move |app: &mut App| hidden(app, mode).await);
        let name = format!("embed_hidden_transparent_{}", mode.name());
        suite.add(&name, async move |app: &mut App| {
            transparent(app, mode).await
        });
    }
}

/// A check without a width sends `ready` only once it has one.
async fn without_width(app: &mut App, mode: Mode) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let url = hosts.url("bootstrap", &Variant::new(Mode::Absent, false));
    app.browser()?.open(&url).await?;
    add_check(
        app,
        mode,
        "widget.style.cssText = 'width:0;overflow:hidden'",
    )
    .await?;
    ready_but_not_told(app).await?;
    let height = app.bounding_box("compassion-check", 0).await?.height;
    ensure!(height < 200.0, "{height} pixels of the page are blank");
    app.with_widget(0, "widget.style.cssText = ''").await?;
    app.until_ready_events(1).await?;
    until("the check to be visible", async || {
        let height = app.bounding_box("compassion-check", 0).await?.height;
        Ok((height > 200.0).then_some(()))
    })
    .await
}

/// Waits until the check itself is ready, and fails if the page has been told.
async fn ready_but_not_told(app: &App) -> Result<()> {
    // A frame sends the page a message; inline, the app marks its own root.
    const READY: &str =
        "return watch.messages.some(({ data }) => JSON.parse(data).type === 'ready')
        || Boolean(watch.root(0)?.querySelector('[data-ready]'))";
    until_true("the app in the check to be ready", async || {
        app.eval(READY, vec![]).await
    })
    .await?;
    app.settle().await?;
    let events = app.events().await?;
    ensure!(
        events.is_empty(),
        "events were sent although the check is hidden: {events:?}"
    );
    Ok(())
}

/// A popover is closed before the check in it is ready. `ready` is sent once it is open again.
async fn closed_again(app: &mut App, mode: Mode) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let held = app.site.hold(".wasm");
    app.site.forget_requests();
    let url = hosts.url(OVERLAY_HOST, &Variant::new(mode, false).in_box(POPOVER));
    app.browser()?.open(&url).await?;
    let opener = app.find(OPENER).await?.context("the button")?;
    opener.click().await?;
    app.until_requested(".wasm").await?;
    app.run("document.querySelector('.popover').hidePopover()", vec![])
        .await?;
    drop(held);
    ready_but_not_told(app).await?;
    opener.click().await?;
    app.until_ready_events(1).await?;
    fits(app, READABLE, f64::INFINITY).await
}

/// One way for a page to hide an element's content and show it again.
struct HidingMethod {
    name: &'static str,
    /// Script that hides the content of the element `around`.
    hide: &'static str,
    show: &'static str,
    /// Whether the browser supports this, as a JavaScript expression.
    supported: &'static str,
}

const HIDING_METHODS: [HidingMethod; 4] = [
    HidingMethod {
        name: "visibility",
        hide: "around.style.visibility = 'hidden'",
        show: "around.style.visibility = ''",
        supported: "true",
    },
    HidingMethod {
        name: "visibility in an older browser",
        hide: "delete Element.prototype.checkVisibility; around.style.visibility = 'hidden'",
        show: "around.style.visibility = ''",
        supported: "true",
    },
    HidingMethod {
        name: "content-visibility",
        hide: "around.style.contentVisibility = 'hidden'",
        show: "around.style.contentVisibility = ''",
        supported: "CSS.supports('content-visibility: hidden')",
    },
    HidingMethod {
        name: "details",
        hide: "around.open = false",
        show: "around.open = true",
        supported: "true",
    },
];

/// The element around a check is hidden before the check is ready. The check is hidden with it, and `ready` is sent once it is visible.
async fn hidden(app: &mut App, mode: Mode) -> Result<()> {
    let hosts = Hosts::start(app)?;
    for method in &HIDING_METHODS {
        if app
            .eval(&format!("return {}", method.supported), vec![])
            .await?
        {
            hidden_by(app, &hosts, mode, method)
                .await
                .with_context(|| format!("hidden by {}", method.name))?;
        }
    }
    Ok(())
}

async fn hidden_by(app: &App, hosts: &Hosts, mode: Mode, method: &HidingMethod) -> Result<()> {
    hide_while_it_loads(app, hosts, mode, method.hide).await?;
    ready_but_not_told(app).await?;
    if method.hide.contains("visibility = 'hidden'") {
        const VISIBILITY: &str = "
            const check = watch.frame(0) ?? watch.root(0).querySelector('.check');
            return getComputedStyle(check).visibility;";
        let visibility: String = app.eval(VISIBILITY, vec![]).await?;
        ensure!(visibility == "hidden", "the check itself is {visibility}");
    }
    with_around(app, method.show).await?;
    app.until_ready_events(1).await?;
    until("the check to be visible", async || {
        let height = app.bounding_box("compassion-check", 0).await?.height;
        Ok((height > 200.0).then_some(()))
    })
    .await?;
    app.host_page_has_no_errors().await?;
    app.until_ready_events(1).await
}

/// A transparent check counts as visible: a page may fade it in once it is ready.
async fn transparent(app: &mut App, mode: Mode) -> Result<()> {
    let hosts = Hosts::start(app)?;
    hide_while_it_loads(app, &hosts, mode, "around.style.opacity = '0'").await?;
    app.until_ready_events(1).await
}

/// Adds a check in an open `<details>`, and hides it once its module has been requested but has not arrived.
async fn hide_while_it_loads(app: &App, hosts: &Hosts, mode: Mode, hide: &str) -> Result<()> {
    let held = app.site.hold(".wasm");
    app.site.forget_requests();
    let url = hosts.url("bootstrap", &Variant::new(Mode::Absent, false));
    app.browser()?.open(&url).await?;
    const AROUND: &str = "
        const around = Object.assign(document.createElement('details'), { id: 'around', open: true });
        widget.replaceWith(around);
        around.append(widget);";
    add_check(app, mode, AROUND).await?;
    app.until_requested(".wasm").await?;
    with_around(app, hide).await?;
    drop(held);
    Ok(())
}

/// Adds a check to the page, and then runs `more` on it.
async fn add_check(app: &App, mode: Mode, more: &str) -> Result<()> {
    const MAKE: &str = "
        const script = document.createElement('script');
        script.type = 'module'; script.src = arguments[0] + 'embed.js';
        const widget = document.createElement('compassion-check');
        widget.setAttribute('mode', arguments[1]);
        document.querySelector('[data-stand-in]').append(widget, script);";
    let arguments = vec![json!(app.site.url()), json!(mode.name())];
    app.run(&format!("{MAKE} {more}"), arguments)
        .await
        .map(drop)
}

async fn with_around(app: &App, body: &str) -> Result<()> {
    let body = format!("const around = document.querySelector('#around'); {body}");
    app.run(&body, vec![]).await.map(drop)
}
