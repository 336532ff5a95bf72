//! `cargo xtask bench`: measurements and their targets. It fails if something cannot be measured or a result is wrong,
//! but never because a machine is slow.

mod lighthouse;
mod sheets;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::build::{self, files};
use crate::project::{APP, Project};
use crate::run::run;
use crate::tools::{self, browsers, npm};

/// The target of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The median should be less than this.
    Under(f64),
    /// The median should be more than this.
    Over(f64),
}

/// Something that was measured several times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// `ms`, `/s` or `of 100`.
    pub unit: String,
    /// The median.
    pub median: f64,
    /// The worst: the slowest, or the lowest score.
    pub worst: f64,
    /// How often it was measured.
    pub times: usize,
    /// What the median is compared with; `None` for a figure that only explains another.
    pub target: Option<Target>,
}

impl Figure {
    /// A figure in milliseconds, from several measurements. `under` is its target, if it has one.
    pub fn milliseconds(name: &str, measured: &[f64], under: Option<f64>) -> Self {
        let mut sorted = measured.to_vec();
        sorted.sort_by(f64::total_cmp);
        Self {
            name: name.to_owned(),
            unit: "ms".to_owned(),
            median: sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN),
            worst: sorted.last().copied().unwrap_or(f64::NAN),
            times: sorted.len(),
            target: under.map(Target::Under),
        }
    }

    /// Whether the median is over or under the target, and whether that is good. Empty without a target.
    fn verdict(&self) -> &'static str {
        match self.target {
            None => "",
            Some(Target::Under(target)) if self.median < target => "under: good",
            Some(Target::Under(_)) => "OVER",
            Some(Target::Over(target)) if self.median > target => "over: good",
            Some(Target::Over(_)) => "UNDER",
        }
    }
}

/// The figures as a table.
pub fn table(figures: &[Figure]) -> String {
    let width = figures.iter().map(|figure| figure.name.chars().count());
    let width = width.max().unwrap_or(0);
    let mut text = format!(
        "{:width$}  {:>11}  {:>11}  {:>5}  {:>12}\n",
        "figure", "median", "worst", "times", "target"
    );
    for figure in figures {
        let target = match figure.target {
            None => String::new(),
            Some(Target::Under(target)) => format!("< {}", number(target)),
            Some(Target::Over(target)) => format!("> {}", number(target)),
        };
        let _ = writeln!(
            text,
            "{:width$}  {:>11}  {:>11}  {:>5}  {:>12}  {:3}  {}",
            figure.name,
            number(figure.median),
            number(figure.worst),
            figure.times,
            target,
            figure.unit,
            figure.verdict()
        );
    }
    text
}

/// A number as text: with two decimal places below a thousand, above that a whole number with commas, such as
/// `1,234,567`.
fn number(value: f64) -> String {
    if value < 1000.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of what is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// How fast checks are scored; needs neither the page nor a browser.
    Scoring,
    /// The page in a browser.
    Page,
}

/// Measures one part, or all of them, and prints one table.
pub fn bench(project: &Project, only: Option<Part>) -> Result<()> {
    let wanted = |part| only.is_none_or(|only| only == part);
    let mut figures = Vec::new();
    if wanted(Part::Scoring) {
        figures.extend(scores(project)?);
    }
    if wanted(Part::Page) {
        figures.extend(page(project)?);
    }
    println!("\n{}", table(&figures));
    let record = project.target("bench.json");
    files::write(&record, &serde_json::to_vec_pretty(&figures)?)?;
    println!("Written to {}.", record.display());
    Ok(())
}

/// How fast single checks are scored, and how fast a file of answer sheets is.
fn scores(project: &Project) -> Result<Vec<Figure>> {
    println!("Measuring how fast a check is scored.");
    run(project
        .cargo()
        .args(["bench", "--locked", "--package", APP, "--bench", "score"])
        .args(["--profile", "measure", "--", "--noplot"]))?;
    let mut figures = vec![scoring(
        &project.target("criterion/score/default-pack/new"),
    )?];

    println!("Measuring how fast a file of sheets is scored.");
    figures.extend(sheets::measure(project)?);
    Ok(figures)
}

/// Builds what an organisation would install, and measures it in Chromium.
fn page(project: &Project) -> Result<Vec<Figure>> {
    let browsers = browsers::ensure(project)?;
    let tools = tools::for_build(project)?;
    npm::ensure(project)?;
    let dist = build::release(project, &tools, &project.path("dist"))?;

    println!("Measuring the page in Chromium.");
    let measured = project.target("bench-page.json");
    run(project
        .cargo()
        .args([
            "run",
            "--locked",
            "--package",
            "e2e",
            "--bin",
            "bench",
            "--",
        ])
        .arg(&measured)
        .env("E2E_DIST", &dist)
        .env("E2E_AXE", project.path("node_modules/axe-core/axe.min.js"))
        .env("E2E_CHROMIUM", &browsers.chromium)
        .env("E2E_CHROMEDRIVER", &browsers.chromedriver))?;
    let mut figures: Vec<Figure> = serde_json::from_slice(&std::fs::read(&measured)?)?;

    println!("Asking Lighthouse about the page on a phone.");
    figures.extend(lighthouse::measure(project, &browsers.chromium, &dist)?);
    Ok(figures)
}

/// The target for one thread, in scores a second: a thousand checks, a whole career's worth, in a hundredth of a
/// second.
const SCORES: f64 = 100_000.0;

/// The rate that criterion measured. In each sample, `iters` scores took `times` nanoseconds.
fn scoring(folder: &Path) -> Result<Figure> {
    let read = |name: &str| -> Result<serde_json::Value> {
        let file = folder.join(name);
        let text = std::fs::read(&file)
            .with_context(|| format!("criterion left no {}", file.display()))?;
        Ok(serde_json::from_slice(&text)?)
    };
    let sample = read("sample.json")?;
    let list = |name: &str| -> Vec<f64> {
        let list = sample[name].as_array().into_iter().flatten();
        list.filter_map(serde_json::Value::as_f64).collect()
    };
    let rounds = list("iters").into_iter().zip(list("times"));
    let mut rates: Vec<f64> = rounds.map(|(count, time)| count / time * 1e9).collect();
    rates.sort_by(f64::total_cmp);
    let (Some(&worst), Some(&median)) = (rates.first(), rates.get(rates.len() / 2)) else {
        anyhow::bail!("criterion measured nothing");
    };
    Ok(Figure {
        name: "checks scored on the default pack, native, one thread".to_owned(),
        unit: "/s".to_owned(),
        median,
        worst,
        times: rates.len(),
        target: Some(Target::Over(SCORES)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_compared_with_the_target() {
        let figure = |under| Figure::milliseconds("it", &[300.0, 20.0, 10.0], Some(under));
        assert_eq!(figure(20.5).verdict(), "under: good");
        assert_eq!(figure(20.0).verdict(), "OVER");
        assert_eq!(figure(20.0).worst.to_string(), "300");
    }

    #[test]
    fn a_rate_below_its_target_fails() {
        let rate = Figure {
            target: Some(Target::Over(2e6)),
            ..Figure::milliseconds("it", &[1_234_567.0], None)
        };
        assert_eq!(rate.verdict(), "UNDER");
        let text = table(&[rate]);
        assert!(text.contains("1,234,567"), "{text}");
    }
}
