//! Translations: the files `NAME.LANG.json` next to a pack `NAME.json`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use instrument::Pack;
use instrument::pack::translation::translate;
use json::{Value, fault, parse};

use super::findings::Findings;
use super::texts;

/// The paths of the translations of the pack at `path`, sorted.
///
/// # Errors
/// When the folder of the pack cannot be read.
pub fn beside(path: &Path) -> Result<Vec<PathBuf>> {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut found = Vec::new();
    for entry in folder.unwrap_or(Path::new(".")).read_dir()? {
        let file = entry?.path();
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let rest = name
            .strip_prefix(&stem)
            .and_then(|rest| rest.strip_prefix('.'));
        let lang = rest.and_then(|rest| rest.strip_suffix(".json"));
        if lang.is_some_and(|lang| !lang.is_empty() && !lang.contains('.')) {
            found.push(file);
        }
    }
    found.sort();
    Ok(found)
}

/// Reports the `languages` of an organisation into which the pack at `path` is not translated.
pub fn missing(path: &Path, text: &str, languages: &[String], found: &mut Findings) {
    let own = parse(text).ok();
    let own = own.as_ref().and_then(|pack| pack.get("lang")?.as_text());
    for lang in languages.iter().filter(|lang| Some(lang.as_str()) != own) {
        let file = path.with_extension(format!("{lang}.json"));
        if !file.is_file() {
            found.error("lang", format!("no translation into “{lang}”, which the configuration offers"), format!("Write {}; `cargo run --bin translate -- --into {lang}` makes the file to begin with.", file.display()));
        }
    }
}

/// Checks a translation against the pack that it translates.
pub fn check(pack: &str, translation: &str) -> Findings {
    let mut found = Findings::default();
    if let Some(fault) = fault::find(translation) {
        found.unreadable(fault);
        return found;
    }
    super::twice(&super::place::Places::of(translation), &mut found);
    // The report on the pack itself says what is wrong with it.
    if !matches!(parse(pack), Ok(Value::Object(_))) {
        return found;
    }
    if let Ok(file) = parse(translation) {
        let lang = file.get("lang").and_then(Value::as_text);
        texts::translated(file.member("texts"), lang.unwrap_or_default(), &mut found);
    }
    match translate(pack, translation) {
        Ok(whole) => {
            if let (Ok(_), Err(wrong)) = (Pack::read(pack), Pack::read(&whole)) {
                for error in wrong.iter() {
                    found.error(
                        "",
                        error.to_string(),
                        "The pack is fine, but not with these texts.",
                    );
                }
            }
        }
        Err(errors) => {
            for error in errors {
                found.error(error.path, error.kind.to_string(), "A translation has just the texts of its pack, each under the ids of what it belongs to.");
            }
        }
    }
    found
}
