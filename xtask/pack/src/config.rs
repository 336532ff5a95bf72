//! `config check`: everything an editor ought to know about a configuration, each with its place and what to do about it.
//!
//! The rules and their words are those of the page at `?check-config`.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow};
use compassion_check::domain::Moment;
use compassion_check::domain::config::audit::{Audit, Rule, Said, audit, decimal};

use crate::check::found::Found;
use crate::check::show;

/// The words.
const SAID: &str = include_str!("../../../web/check-config.json");

/// What was found in the text of a configuration, and what it comes to.
pub struct Checked {
    /// Each problem.
    pub found: Found,
    /// What they were made from.
    pub audit: Audit,
}

/// Checks `text` at `now`; the files it names have to be in one of `folders`.
pub fn check(text: &str, folders: &[&Path], now: Moment) -> Result<Checked> {
    let said = Said::read(SAID).map_err(|wrong| anyhow!("web/check-config.json: {wrong}"))?;
    let mut audit = audit(text, now);
    for (path, file) in audit.files.clone() {
        let content = folders.iter().find_map(|at| fs::read(at.join(&file)).ok());
        let content = content.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        audit.found(&path, &file, content.as_deref());
    }
    let mut found = Found::default();
    for problem in &audit.problems {
        let [what, hint] = said.of(problem);
        match problem.rule {
            Rule::NotJson => found.syntax(&problem.about.concat()),
            rule if rule.is_error() => found.error(&problem.path, what, hint),
            _ => found.warning(&problem.path, what, hint),
        }
    }
    Ok(Checked { found, audit })
}

/// Checks the configuration at `path`, shows what is found, and says whether nothing has to be put right. The files it names
/// are looked for in `folder`; without one beside it, and in the project `own`.
pub fn file(path: &Path, folder: Option<&Path>, own: &Path) -> Result<bool> {
    let text =
        fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let beside = path.parent().unwrap_or(Path::new(""));
    let folders = folder.map_or_else(|| vec![beside, own], |folder| vec![folder]);
    let Checked { found, audit } = check(&text, &folders, now())?;
    let [errors, warnings] = show::report(path, &text, &found);
    let verdict = match (audit.is_refused(), errors) {
        (true, _) => "is not used: the check runs with the settings that came with it",
        (false, 0) => "is used",
        (false, _) => "is used, but not all of it does what it says",
    };
    for look in &audit.looks {
        let shown = if look.given == look.used {
            look.used.clone()
        } else {
            format!("{} instead of {}", look.used, look.given)
        };
        let contrast = decimal(look.contrast);
        println!("{:?}: {shown}, contrast {contrast}", look.scheme);
    }
    println!(
        "{} {verdict} ({errors} errors, {warnings} warnings)",
        path.display()
    );
    Ok(errors == 0)
}

fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let utc = since.map_or(0, |since| since.as_millis());
    Moment {
        utc: i64::try_from(utc).unwrap_or(0),
        offset: 0,
    }
}
