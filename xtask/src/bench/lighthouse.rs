//! Lighthouse's scores for the page in four categories, on a simulated mid-range phone with a slow network.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Figure, Target};
use crate::project::Project;
use crate::run::run;
use crate::server::{Options, Server};
use crate::tools::npm;

/// The categories: the key in Lighthouse's report and the name in our table.
const CATEGORIES: [(&str, &str); 4] = [
    ("performance", "performance"),
    ("accessibility", "accessibility"),
    ("best-practices", "best practices"),
    ("seo", "SEO"),
];

/// How many reports are made. The performance score depends on what else the machine is doing.
const TIMES: usize = 5;

/// Chromium's flags. It runs without its sandbox, because containers have no user namespaces for one and the page is
/// our own. Most of the others keep the browser from making requests of its own.
const FLAGS: &str = "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
     --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage";

/// The score in each category, from 0 to 100. The target is 100 in each.
pub(super) fn measure(project: &Project, chromium: &Path, dist: &Path) -> Result<Vec<Figure>> {
    let script = npm::lighthouse(project)?;
    let server = Server::start(dist, Options::default())?;
    let report = project.target("lighthouse.json");
    let mut reports = Vec::new();
    for _ in 0..TIMES {
        let mut node = Command::new("node");
        node.arg(&script).arg(server.url()).args([
            "--quiet",
            "--output=json",
            "--form-factor=mobile",
            FLAGS,
        ]);
        node.arg("--only-categories=performance,accessibility,best-practices,seo");
        node.arg(format!("--output-path={}", report.display()));
        run(node.env("CHROME_PATH", chromium))?;
        let text = std::fs::read(&report).context("Lighthouse left no report")?;
        reports.push(serde_json::from_slice(&text)?);
    }
    CATEGORIES
        .iter()
        .map(|(id, name)| score(&reports, id, name))
        .collect()
}

/// The figure of one category over all reports. Lighthouse gives scores from 0 to 1.
fn score(reports: &[Value], id: &str, name: &str) -> Result<Figure> {
    let of = |report: &Value| report["categories"][id]["score"].as_f64();
    let scores: Option<Vec<f64>> = reports.iter().map(of).collect();
    let mut scores = scores.with_context(|| format!("Lighthouse gave no score for {name}"))?;
    scores.sort_by(f64::total_cmp);
    let hundredths = |at: usize| (scores[at] * 100.0).round();
    Ok(Figure {
        name: format!("Lighthouse on a phone: {name}"),
        unit: "of 100".to_owned(),
        median: hundredths(scores.len() / 2),
        worst: hundredths(0),
        times: scores.len(),
        // Scores are whole numbers, so more than 99 means 100.
        target: Some(Target::Over(99.0)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_median_score_counts_and_a_missing_one_is_an_error() {
        let report = |score: f64| json!({ "categories": { "seo": { "score": score } } });
        let figure = score(&[report(1.0), report(0.98), report(1.0)], "seo", "SEO");
        let figure = figure.expect("there are scores");
        assert_eq!((figure.median, figure.worst), (100.0, 98.0));
        assert_eq!(figure.verdict(), "over: good");
        assert!(score(&[report(1.0)], "performance", "performance").is_err());
        assert!(
            score(
                &[json!({ "categories": { "seo": { "score": null } } })],
                "seo",
                "SEO"
            )
            .is_err()
        );
    }
}
