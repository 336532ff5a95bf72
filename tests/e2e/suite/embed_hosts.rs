//! The check on every host page of the demo, in every mode: the page around it does not change, and axe-core finds nothing.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::embedded::Area;
use e2e::hosts::Hosts;
use e2e::trial::Suite;
use xtask::demo::{self, Element, Host, Mode, Variant};
use xtask::tools::browsers::Engine;

/// As wide as a tablet held upright, so that the frameworks show their columns.
const OPTIONS: BrowserOptions = BrowserOptions {
    width: 800,
    // Two checks are on one of the pages.
    height: 4800,
    ..BrowserOptions::TALL
};

/// The computed styles of each kind of element, as far as a host's styles could change them.
const STYLES: &str = "
    const says = ['fontSize', 'fontFamily', 'fontWeight', 'lineHeight', 'letterSpacing', 'textTransform', 'display', 'boxSizing',
        'color', 'backgroundColor', 'padding', 'borderTopWidth', 'borderTopStyle', 'direction', 'cursor', 'listStyleType'];
    return ['[data-heading]', '[data-screen=intro] p', '.content button', 'summary', 'li', '.foot button'].map((css) => {
        const element = (window.rootE2e ?? document.querySelector('[data-ready]')).querySelector(css);
        const style = getComputedStyle(element);
        return [css, ...says.map((name) => style[name])].join(' ');
    });";

pub(crate) fn add(suite: &mut Suite) {
    let hosts = e2e::programs::checkout().and_then(|checkout| demo::hosts(&checkout));
    let hosts = hosts.expect("demo/hosts/hosts.json reads");
    // Hosts with boxes are tested by `embed_boxes`.
    for Host { name, .. } in hosts.into_iter().filter(|host| host.boxes.is_empty()) {
        suite.add_with(
            &format!("embed_host_{name}"),
            OPTIONS,
            async move |app: &mut App| in_every_mode(app, &name).await,
        );
    }
}

async fn in_every_mode(app: &App, name: &str) -> Result<()> {
    let hosts = Hosts::start(app)?;
    let host = hosts.named(name)?;
    for mode in host.modes() {
        let page = Page {
            app,
            hosts: &hosts,
            host,
            mode: *mode,
        };
        page.in_one_mode()
            .await
            .with_context(|| format!("{name}, {}", mode.name()))?;
    }
    Ok(())
}

/// A host page that shows the check in one mode.
struct Page<'a> {
    app: &'a App,
    hosts: &'a Hosts,
    host: &'a Host,
    mode: Mode,
}

impl Page<'_> {
    async fn in_one_mode(&self) -> Result<()> {
        self.app
            .browser()?
            .resize(OPTIONS.width, OPTIONS.height)
            .await?;
        self.open(self.mode, "").await?;
        self.leaves_page_alone().await?;
        let looks = match self.mode {
            Mode::Inline => Some(self.inner_styles().await?),
            _ => None,
        };
        let areas = self.areas().await?;
        let with = self.app.screenshot_without(&areas).await?;
        if self.runs_scripts()? {
            self.answers().await?;
        }
        if let Some(looks) = looks {
            self.looks_as_alone(&looks).await?;
        }
        self.looks_the_same_without(&areas, &with).await?;
        // A window 1280 pixels wide has 320 CSS pixels at 400 % zoom. The shadow root is open, so that axe-core sees into it.
        self.app.browser()?.resize(320, 640).await?;
        self.open(self.mode, "&open").await?;
        self.fits_and_is_accessible().await
    }

    /// Whether scripts run in the check. In WebKit a sandboxed page is not its own `'self'`, so the check's policy blocks its own scripts,
    /// and only its markup is shown.
    fn runs_scripts(&self) -> Result<bool> {
        Ok(self.host.element != Element::Iframe || self.app.engine()? != Engine::WebKit)
    }

    async fn open(&self, mode: Mode, more: &str) -> Result<()> {
        let url = self.hosts.url(&self.host.name, &Variant::new(mode, false)) + more;
        let tells = mode != Mode::Absent && self.host.element != Element::Iframe;
        let count = if tells { self.host.widgets } else { 0 };
        self.app.open_host(&url, count).await
    }

    /// Fails if loading the check changed focus, scroll, title, address or history, or caused an error or a refused request.
    async fn leaves_page_alone(&self) -> Result<()> {
        let app = self.app;
        // This comes first: WebKit moves focus into a frame that WebDriver enters.
        let moved = "return watch.focused + watch.scrolled + watch.asked + scrollY + (document.activeElement === document.body ? 0 : 1)";
        ensure!(
            app.eval::<f64>(moved, vec![]).await? == 0.0,
            "focus or scroll moved while it loaded"
        );
        for place in 0..self.host.widgets {
            if self.runs_scripts()? {
                app.enter(self.mode, place).await?;
                app.until_screen("intro").await?;
            } else {
                app.enter_frame(place).await?;
                let help = "return document.querySelector('summary').checkVisibility() && document.querySelector('a[href^=\"tel:\"]') !== null";
                ensure!(
                    app.eval::<bool>(help, vec![]).await?,
                    "no help link is shown"
                );
            }
            app.leave().await?;
        }
        app.surroundings_are_untouched().await?;
        app.host_page_has_no_errors().await?;
        let styled = "return [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)";
        ensure!(
            app.eval::<bool>(styled, vec![]).await?,
            "a style sheet of the host is missing"
        );
        if self.host.element != Element::Iframe {
            ensure!(
                app.run("return watch.mode(0)", vec![]).await? == "closed",
                "the shadow root is not closed"
            );
        }
        Ok(())
    }

    /// The styles inside the check.
    async fn inner_styles(&self) -> Result<Vec<String>> {
        self.app.enter(self.mode, 0).await?;
        let styles = self.app.eval(STYLES, vec![]).await?;
        self.app.leave().await?;
        Ok(styles)
    }

    /// Fails unless the check looks as it does on its own page, whatever the host's styles are.
    async fn looks_as_alone(&self, here: &[String]) -> Result<()> {
        self.app.open().await?;
        let alone: Vec<String> = self.app.eval(STYLES, vec![]).await?;
        ensure!(
            here == alone,
            "the check looks like\n{}\nand on a page of its own like\n{}",
            here.join("\n"),
            alone.join("\n")
        );
        Ok(())
    }

    /// The selector of the check's elements on the host page.
    fn widgets(&self) -> &'static str {
        match self.host.element {
            Element::Iframe => "iframe",
            Element::Div | Element::CompassionCheck => "compassion-check, [data-compassion-check]",
        }
    }

    /// The boxes of the checks.
    async fn areas(&self) -> Result<Vec<Area>> {
        // Without scroll bars, as in the pictures.
        self.app.cover(&[]).await?;
        let mut areas = Vec::new();
        for place in 0..self.host.widgets {
            let area = self.app.bounding_box(self.widgets(), place).await?;
            ensure!(
                area.width > 200.0 && area.height > 200.0,
                "the check is too small: {area:?}"
            );
            areas.push(area);
        }
        Ok(areas)
    }

    /// Fails if a single pixel outside the check differs from the page without it.
    async fn looks_the_same_without(&self, areas: &[Area], with: &[u8]) -> Result<()> {
        let app = self.app;
        self.open(Mode::Absent, "").await?;
        for (place, area) in areas.iter().enumerate() {
            stand_in(app, place, area).await?;
            let stands = app.bounding_box("[data-stand-in]", place).await?;
            ensure!(
                stands == *area,
                "expected a placeholder of {area:?}, found {stands:?}"
            );
        }
        let without = app.screenshot_without(areas).await?;
        if with == without {
            return Ok(());
        }
        let name = format!("embed-{}-{}", self.host.name, self.mode.name());
        let folder = &app.programs.evidence;
        std::fs::write(folder.join(format!("{name}-with.png")), with)?;
        std::fs::write(folder.join(format!("{name}-without.png")), without)?;
        anyhow::bail!("the page looks different around the check: see target/e2e/{name}-*.png")
    }

    /// Answers a question in each check. The page around it must not change.
    async fn answers(&self) -> Result<()> {
        let app = self.app;
        for place in 0..self.host.widgets {
            app.enter(self.mode, place).await?;
            app.begin_new().await?;
            app.until_heading_focused().await?;
            app.answer(0, &app.some_answer(0)).await?;
            app.until_heading_focused().await?;
            app.leave().await?;
        }
        app.surroundings_are_untouched().await?;
        app.host_page_has_no_errors().await?;
        let root = "return watch.root(0)?.host?.shadowRoot === null || watch.mode(0) === undefined";
        ensure!(
            app.eval::<bool>(root, vec![]).await?,
            "the host's page can read the check"
        );
        Ok(())
    }

    async fn fits_and_is_accessible(&self) -> Result<()> {
        let app = self.app;
        app.fits_sideways("the host's page").await?;
        let mut found = app.axe().await?;
        app.scroll_to_check(0).await?;
        if !self.runs_scripts()? {
            ensure!(
                found.is_empty(),
                "axe-core found violations:\n{}",
                found.join("\n")
            );
            return Ok(());
        }
        app.enter(self.mode, 0).await?;
        if self.mode == Mode::Frame {
            app.fits_sideways("the check").await?;
            found.extend(app.axe().await?);
        }
        app.targets_are_large("intro").await?;
        app.leave().await?;
        ensure!(
            found.is_empty(),
            "axe-core found violations:\n{}",
            found.join("\n")
        );
        Ok(())
    }
}

/// Gives the placeholder the size of the check.
async fn stand_in(app: &App, place: usize, area: &Area) -> Result<()> {
    let script = format!(
        "const {{ style }} = document.querySelectorAll('[data-stand-in]')[{place}];
        style.display = 'block'; style.boxSizing = 'border-box'; style.width = '{}px'; style.height = '{}px';",
        area.width, area.height
    );
    app.run(&script, vec![]).await.map(drop)
}
