//! Prepares texts for delivery. `packs/NAME.LANG.json` has only texts, and becomes a whole pack beside the one it
//! translates. `locales/LANG.json` becomes two lists, one for the first load and one for the lazy screens.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::files;
use crate::project::{APP, Project};
use crate::run;

/// The pack that the file `name` translates, such as `packs/a.json` for `packs/a.cy.json`. `None` if it is not a
/// translation.
pub fn base_pack(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/')?;
    let stem = file.strip_suffix(".json")?;
    let (pack, _) = stem.rsplit_once('.')?;
    folder
        .starts_with("packs")
        .then(|| format!("{folder}/{pack}.json"))
}

/// Makes a whole pack from the texts at `source` and the delivered pack `base`, and writes it as `name`.
pub fn translate(
    project: &Project,
    source: &Path,
    base: &str,
    staging: &Path,
    name: &str,
) -> Result<()> {
    let mut command = program(project);
    command.arg(staging.join(base)).arg(source);
    files::write(&staging.join(name), &run::capture(&mut command)?)
}

/// The interface texts at `source` as they are delivered: first those of the first load, then those of the lazy
/// screens.
pub fn build_locale_files(project: &Project, source: &Path) -> Result<[String; 2]> {
    let texts = run::capture(program(project).arg("--deliver").arg(source))?;
    let texts = String::from_utf8(texts)?;
    let (first, later) = texts.trim_end().split_once('\n').context("two lines")?;
    Ok([first, later].map(str::to_owned))
}

/// Writes the part of the pack `name` that the first load needs, beside the pack as `NAME.first.json`.
pub fn first(project: &Project, staging: &Path, name: &str) -> Result<()> {
    let pack = staging.join(name);
    let part = run::capture(program(project).arg("--first").arg(&pack))?;
    files::write(&pack.with_extension("first.json"), &part)
}

fn program(project: &Project) -> Command {
    let mut command = project.cargo();
    command.args(["run", "--quiet", "--locked", "--package", APP]);
    command.args(["--bin", "translate", "--"]);
    command
}

#[cfg(test)]
mod tests {
    use super::base_pack;

    #[test]
    fn a_translation_names_its_pack() {
        let of = |name| base_pack(name);
        assert_eq!(
            of("packs/a.cy.json").as_deref(),
            Some("packs/a.json"),
            "beside its pack"
        );
        assert_eq!(
            of("packs/examples/two.words.en-GB.json").as_deref(),
            Some("packs/examples/two.words.json")
        );
        assert_eq!(of("packs/a.json"), None);
        assert_eq!(of("locales/en.later.json"), None);
    }
}
