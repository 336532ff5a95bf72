//! Licences, sources and advisories of everything we depend on.
//!
//! Licences and sources can be checked from the checkout alone, so they always count. Advisories are on servers that a
//! closed network may not reach. Then a message says so, and the other checks still run. Set `REQUIRE_ADVISORIES=1` to
//! make this a failure.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::run::{run, show};
use crate::tools::npm;

/// The result of a check for advisories.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// The database was read and names nothing we use.
    Clean,
    /// It names something we use.
    Found,
    /// It could not be read.
    Unreachable,
}

/// Checks crates, then npm packages.
pub(super) fn check(project: &Project, cargo_deny: &Path) -> Result<()> {
    let deny = |offline: bool, which: &[&str]| {
        let mut command = Command::new(cargo_deny);
        command.args(["--locked", "--workspace", "--all-features"]);
        command.args(offline.then_some("--offline"));
        command
            .args(["check", "--hide-inclusion-graph"])
            .args(which)
            .current_dir(project.root());
        // Git must not wait for a password that nobody can enter.
        command.env("GIT_TERMINAL_PROMPT", "0");
        command
    };
    run(&mut deny(false, &["bans", "licenses", "sources"]))?;
    settle("crates", crates(deny)?)?;
    for folder in npm::FOLDERS {
        let what = if folder.is_empty() {
            "npm packages".to_owned()
        } else {
            format!("npm packages in {folder}")
        };
        settle(&what, packages(project, folder)?)?;
    }
    Ok(())
}

fn settle(of: &str, verdict: Verdict) -> Result<()> {
    match verdict {
        Verdict::Clean => println!("advisories of {of}: checked, none"),
        Verdict::Found => bail!("an advisory names one of our {of}: see above"),
        Verdict::Unreachable => {
            println!("advisories of {of}: NOT CHECKED: database unreachable");
            if std::env::var_os("REQUIRE_ADVISORIES").is_some_and(|value| value == "1") {
                bail!("advisories of {of} could not be checked and REQUIRE_ADVISORIES=1 is set");
            }
        }
    }
    Ok(())
}

/// Checks with a fresh database, or with the copy of an earlier run if there is no connection.
fn crates(deny: impl Fn(bool, &[&str]) -> Command) -> Result<Verdict> {
    let answer = output(&mut deny(false, &["advisories"]))?;
    let fresh = crates_verdict(&answer);
    if fresh != Verdict::Unreachable {
        return Ok(fresh);
    }
    let kept = crates_verdict(&output(&mut deny(true, &["advisories"]))?);
    match kept {
        Verdict::Unreachable => println!("{}", said(&answer)),
        _ => println!("The advisory database could not be refreshed: an earlier copy was used."),
    }
    Ok(kept)
}

/// cargo-deny ends every complete check with a line of verdicts. Without that line, it could not read the database.
fn crates_verdict(answer: &Output) -> Verdict {
    let text = said(answer);
    if text.contains("advisories ok") {
        Verdict::Clean
    } else if text.contains("advisories FAILED") {
        println!("{text}");
        Verdict::Found
    } else {
        Verdict::Unreachable
    }
}

fn said(answer: &Output) -> String {
    let text = [&answer.stdout[..], &answer.stderr[..]].concat();
    String::from_utf8_lossy(&text).trim().to_owned()
}

fn packages(project: &Project, folder: &str) -> Result<Verdict> {
    let audit = |words: &[&str]| {
        let mut command = npm::npm(&project.path(folder));
        command.args(["audit", "--package-lock-only"]).args(words);
        command
    };
    let answer = output(&mut audit(&["--json"]))?;
    let verdict = packages_verdict(&answer.stdout);
    if verdict == Verdict::Found {
        // Once more, in a form for people to read.
        let _ = run(&mut audit(&[]));
    }
    Ok(verdict)
}

fn packages_verdict(answer: &[u8]) -> Verdict {
    let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    match answer["metadata"]["vulnerabilities"]["total"].as_u64() {
        Some(0) => Verdict::Clean,
        Some(_) => Verdict::Found,
        None => {
            println!(
                "{}",
                answer["message"].as_str().unwrap_or("npm gave no reason")
            );
            Verdict::Unreachable
        }
    }
}

fn output(command: &mut Command) -> Result<Output> {
    let shown = show(command);
    command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not start `{shown}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_valid_answer_is_a_verdict() {
        let total = |n| format!(r#"{{"metadata":{{"vulnerabilities":{{"total":{n}}}}}}}"#);
        assert_eq!(packages_verdict(total(0).as_bytes()), Verdict::Clean);
        assert_eq!(packages_verdict(total(2).as_bytes()), Verdict::Found);
        let refused = br#"{"message":"405 Method Not Allowed","error":{}}"#;
        assert_eq!(packages_verdict(refused), Verdict::Unreachable);
        assert_eq!(packages_verdict(b""), Verdict::Unreachable);
    }

    #[test]
    fn the_verdict_is_the_last_line_of_cargo_deny() {
        let answer = |text: &str| Output {
            status: std::process::ExitStatus::default(),
            stdout: Vec::new(),
            stderr: text.as_bytes().to_vec(),
        };
        assert_eq!(crates_verdict(&answer("advisories ok\n")), Verdict::Clean);
        assert_eq!(
            crates_verdict(&answer("advisories FAILED\n")),
            Verdict::Found
        );
        let cut_off = "[ERROR] failed to fetch advisory database";
        assert_eq!(crates_verdict(&answer(cut_off)), Verdict::Unreachable);
    }
}
