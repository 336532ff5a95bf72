//! `config check`: finds everything that is wrong with a configuration, with its place and what to do about it.
//!
//! The rules and the wording are the same as on the page at `?check-config`.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use instrument::Moment;
use site_config::audit::{Audit, Problem, audit_file, decimal, text_of};

use crate::check::findings::Findings;
use crate::check::report;
use crate::read;
use crate::sentences::sentences;

/// The result of checking a configuration.
pub struct Checked {
    /// The problems, in words.
    pub found: Findings,
    /// The problems of the file with more help lines.
    pub found_in_help: Findings,
    /// The audit that found them.
    pub audit: Audit,
}

/// Checks a configuration. `file` is the content of its file, and dates in it are compared with `now`. The files that
/// it names are looked up in `folders`, in this order.
pub fn check(file: &[u8], folders: &[&Path], now: Moment) -> Checked {
    let mut audit = audit_file(file, now);
    for (path, name) in audit.files.clone() {
        let content = folders.iter().find_map(|at| fs::read(at.join(&name)).ok());
        audit.found(&path, &name, content.as_deref());
    }
    let more = audit.more_help.as_ref();
    Checked {
        found: in_words(&audit.problems),
        found_in_help: more.map_or_else(Findings::default, |more| in_words(&more.problems)),
        audit,
    }
}

fn in_words(problems: &[Problem]) -> Findings {
    let mut found = Findings::default();
    for problem in problems {
        let [what, hint] = sentences(problem);
        match &problem.fault {
            Some(fault) if problem.path.is_empty() => found.fault(fault, what, hint),
            _ if problem.rule.is_error() => found.error(&problem.path, what, hint),
            _ => found.warning(&problem.path, what, hint),
        }
    }
    found
}

/// Checks the configuration at `path` and prints a report. Returns whether there are no errors. The files that it
/// names are looked up in `folder`, or if that is `None`, next to the configuration and then in the project's folder
/// `own`.
///
/// # Errors
/// When the configuration cannot be read from disk.
pub fn file(path: &Path, folder: Option<&Path>, own: &Path) -> Result<bool> {
    let file = read::bytes(path)?;
    let beside = path.parent().unwrap_or(Path::new(""));
    let folders = folder.map_or_else(|| vec![beside, own], |folder| vec![folder]);
    let Checked {
        found,
        found_in_help,
        audit,
    } = check(&file, &folders, now());
    let [mut errors, mut warnings] = report::print_findings(path, &text_of(&file), &found);
    if let Some(more) = &audit.more_help {
        let more = report::print_findings(Path::new(&more.file), &more.text, &found_in_help);
        errors += more[0];
        warnings += more[1];
    }
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
