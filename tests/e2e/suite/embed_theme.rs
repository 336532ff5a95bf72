//! Colours that a host's page sets: used if they are legible, adjusted if not, and then its editor is told.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until;

use crate::config::warns_editor;
use crate::quick_exit_embed::{INSIDE, SCRIPT, enter_frame, open_host_page};

const TAB: &str = "\u{e004}";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("embed_theme_frame", frame);
    suite.add("embed_theme_inline", inline);
    suite.add("embed_theme_host_outlines", host_outlines);
}

/// Returns the colours of the first button, in the frame or the shadow root that `find` looks in.
const LOOKS: &str = "const { backgroundColor, color } = getComputedStyle(find('[data-action=start]')); return [backgroundColor, color];";

/// Opens a host's page with these two custom properties, in this mode.
async fn open(app: &App, mode: &str, [accent, on]: [&str; 2]) -> Result<()> {
    let style = format!(
        "<style>compassion-check {{ --compassion-check-accent: {accent}; --compassion-check-on-accent: {on} }}</style>"
    );
    open_host_page(
        app,
        &format!("{style}{SCRIPT}<compassion-check mode={mode}></compassion-check>"),
    )
    .await
}

/// A legible pair, in notations that have to be converted; then yellow, and near-white on it.
const LEGIBLE: [&str; 2] = ["hsl(264 42% 39%)", "white"];
const ILLEGIBLE: [&str; 2] = ["gold", "#fffff0"];

fn unchanged(seen: &[String; 2]) -> Result<()> {
    ensure!(
        seen == &["hsl(264 42% 39%)", "rgb(255, 255, 255)"]
            || seen == &["rgb(91, 58, 141)", "rgb(255, 255, 255)"],
        "{seen:?}"
    );
    Ok(())
}

fn made_legible(seen: &[String; 2]) -> Result<()> {
    ensure!(
        seen[0] != "rgb(255, 215, 0)" && seen[0].starts_with("rgb("),
        "{seen:?}"
    );
    ensure!(
        seen[1] == "rgb(255, 255, 240)" || seen[1] == "rgb(255, 253, 248)",
        "{seen:?}"
    );
    Ok(())
}

async fn frame(app: &mut App) -> Result<()> {
    let find = format!("const find = (css) => document.querySelector(css); {LOOKS}");
    open(app, "frame", LEGIBLE).await?;
    enter_frame(app).await?;
    unchanged(&app.eval(&find, vec![]).await?)?;
    open(app, "frame", ILLEGIBLE).await?;
    enter_frame(app).await?;
    made_legible(&app.eval(&find, vec![]).await?)?;
    app.axe_finds_nothing().await
}

async fn inline(app: &mut App) -> Result<()> {
    let find = format!("{INSIDE} if (!find('[data-action=start]')) return null; {LOOKS}");
    let looks = async || until("the check", async || app.eval(&find, vec![]).await).await;
    open(app, "inline", LEGIBLE).await?;
    unchanged(&looks().await?)?;
    open(app, "inline", ILLEGIBLE).await?;
    made_legible(&looks().await?)?;
    // The driver does not report the console of a frame from another origin.
    warns_editor(app, "--compassion-check-accent: gold cannot be read").await
}

/// Themes that outline everything, or what has focus, contains it or is hovered. There is no outline around the whole check, and the
/// element with focus has the check's own.
async fn host_outlines(app: &mut App) -> Result<()> {
    const RULE: &str = "*, *:focus, *:focus-within, *:hover { outline: 9px dotted red !important }";
    const AROUND: &str =
        "return getComputedStyle(document.querySelector('compassion-check')).outlineStyle";
    for (mode, root) in [("frame", "document"), ("inline", "roots[0]")] {
        let element = format!("<compassion-check mode={mode}></compassion-check>");
        open_host_page(app, &format!("<style>{RULE}</style>{SCRIPT}{element}")).await?;
        if mode == "frame" {
            enter_frame(app).await?;
        }
        let start = format!(
            "const start = {root}?.querySelector('[data-action=start]');
            start?.focus();
            return start ? true : null"
        );
        until("the check", async || {
            app.eval::<Option<bool>>(&start, vec![]).await
        })
        .await?;
        app.press(TAB).await?;
        let line = format!(
            "const {{ outlineStyle, outlineWidth }} = getComputedStyle({root}.activeElement);
            return outlineStyle + ' ' + outlineWidth"
        );
        until("the focus outline", async || {
            Ok((app.eval::<String>(&line, vec![]).await? == "solid 3px").then_some(()))
        })
        .await?;
        app.browser()?.driver.enter_default_frame().await?;
        let around: String = app.eval(AROUND, vec![]).await?;
        ensure!(
            around == "none",
            "{mode}: unexpected outline around the check: {around}"
        );
    }
    Ok(())
}
