//! How fast a file of answer sheets is scored, compared with a straightforward Python script on the same sheets.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Figure, Target};
use crate::pack::PROFILE;
use crate::project::Project;
use crate::run::{run, version_line};

/// The pack to score by: the default one.
const PACK: &str = "packs/practitioner.json";

/// How many sheets are scored.
const SHEETS: usize = 200_000;

/// How often each program is measured.
const TIMES: usize = 3;

/// The target in sheets a second: a million sheets in less than ten seconds.
const RATE: f64 = 100_000.0;

/// Scores the same sheets with `cargo xtask pack score` and with the script, and fails if their output differs.
pub(super) fn measure(project: &Project) -> Result<Vec<Figure>> {
    run(project.cargo().args([
        "build",
        "--quiet",
        "--locked",
        "--package",
        "authoring",
        "--profile",
        PROFILE,
    ]))?;
    let folder = project.target("bench-sheets");
    std::fs::create_dir_all(&folder)?;
    let sheets = folder.join("answers.csv");
    write(&project.path(PACK), &sheets)?;

    let scores = folder.join("scores.csv");
    let mut ours = Command::new(project.target(PROFILE).join("pack"));
    ours.arg("score").arg(project.path(PACK));
    ours.arg("--answers").arg(&sheets).stderr(Stdio::null());
    let mut figures = vec![timed(
        &mut ours,
        &scores,
        "sheets scored from a file, all cores",
        Some(RATE),
    )?];

    if version_line(Path::new("python3")).is_none() {
        println!("There is no python3 here, so the script beside it is left out.");
        return Ok(figures);
    }
    let other = folder.join("scores-of-the-script.csv");
    let mut script = Command::new("python3");
    script.arg(project.path("tests/bench/plain.py"));
    script.arg(project.path(PACK)).arg(&sheets);
    figures.push(timed(
        &mut script,
        &other,
        "the same sheets with a Python script",
        None,
    )?);
    if std::fs::read(&scores)? != std::fs::read(&other)? {
        bail!("{} and {} differ", scores.display(), other.display());
    }
    Ok(figures)
}

/// Runs the command several times with its output in `out`. `over` is its target in sheets a second, if it has one.
fn timed(command: &mut Command, out: &Path, name: &str, over: Option<f64>) -> Result<Figure> {
    let mut rates = Vec::new();
    for _ in 0..TIMES {
        command.stdin(Stdio::null()).stdout(File::create(out)?);
        let start = Instant::now();
        let status = command.status().with_context(|| name.to_owned())?;
        rates.push(SHEETS as f64 / start.elapsed().as_secs_f64());
        if !status.success() {
            bail!("{name}: failed ({status})");
        }
    }
    rates.sort_by(f64::total_cmp);
    Ok(Figure {
        name: name.to_owned(),
        unit: "/s".to_owned(),
        median: rates[TIMES / 2],
        worst: rates[0],
        times: TIMES,
        target: over.map(Target::Over),
    })
}

/// Writes pseudo-random sheets, the same each time, with one answer in ten left out.
fn write(pack: &Path, sheets: &Path) -> Result<()> {
    let pack: Value = serde_json::from_slice(&std::fs::read(pack)?)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut items = Vec::new();
    for item in list(&pack["sections"])
        .iter()
        .flat_map(|section| list(&section["items"]))
    {
        let sets = list(&pack["optionSets"]);
        let set = sets.iter().find(|set| set["id"] == item["options"]);
        let options = list(&set.context("an option set")?["options"]);
        let values: Vec<String> = options
            .iter()
            .map(|option| option["value"].to_string())
            .collect();
        items.push((item["id"].as_str().context("an id")?.to_owned(), values));
    }
    let mut out = BufWriter::new(File::create(sheets)?);
    let names: Vec<&str> = items.iter().map(|(id, _)| id.as_str()).collect();
    writeln!(out, "{}", names.join(","))?;
    let mut chance = 1_u64;
    for _ in 0..SHEETS {
        for (at, (_, values)) in items.iter().enumerate() {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let pick = usize::try_from(chance >> 33)?;
            let comma = if at == 0 { "" } else { "," };
            let value = if pick % 10 == 0 {
                ""
            } else {
                &values[pick / 10 % values.len()]
            };
            write!(out, "{comma}{value}")?;
        }
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
