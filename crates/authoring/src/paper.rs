//! `pack paper`: the check on paper, as a page that any browser opens and prints.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, anyhow};
use compassion_check::paper::{self, Paper};
use compassion_check::text::Messages;
use compassion_check::text::paper::PaperTexts;
use instrument::Pack;
use site_config::Config;

use crate::read;

/// The project's folder, with our own help lines.
const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The files that the page is made from.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The pack.
    pub pack: PathBuf,
    /// The organisation's configuration.
    pub config: PathBuf,
    /// The interface texts.
    pub locale: PathBuf,
}

/// Writes the page to `out` and its style sheet next to it. Returns the path of the style sheet.
///
/// # Errors
/// When a source is not valid, or a file cannot be read or written.
pub fn write(sources: &Sources, out: &Path) -> Result<PathBuf> {
    let style = out.with_extension("css");
    let name = style.file_name().context("a page needs a name")?;
    let page = paper::render(&read(sources)?, &name.to_string_lossy());
    fs::write(out, page).with_context(|| out.display().to_string())?;
    fs::write(&style, paper::STYLE).with_context(|| style.display().to_string())?;
    Ok(style)
}

fn read(sources: &Sources) -> Result<Paper> {
    let text = |path: &PathBuf| read::text(path);
    let wrong = |path: &PathBuf, error: &dyn Display| anyhow!("{}:\n{error}", path.display());
    let locale = text(&sources.locale)?;
    let pack = Pack::read(&text(&sources.pack)?);
    let mut config =
        Config::read(&text(&sources.config)?).map_err(|error| wrong(&sources.config, &error))?;
    if let Some(name) = config.more_help() {
        let name = ["help/", name, ".json"].concat();
        let beside = sources.config.with_file_name(&name);
        let file = if beside.is_file() {
            beside
        } else {
            Path::new(PROJECT).join(&name)
        };
        config
            .add_help(&text(&file)?)
            .map_err(|error| wrong(&file, &error))?;
    }
    let messages = Messages::read(&locale);
    let texts = PaperTexts::read(&locale);
    Ok(Paper {
        pack: Rc::new(pack.map_err(|errors| wrong(&sources.pack, &errors.lines()))?),
        config: Rc::new(config),
        messages: Rc::new(messages.map_err(|error| wrong(&sources.locale, &error))?),
        texts: Rc::new(texts.map_err(|error| wrong(&sources.locale, &error))?),
    })
}
