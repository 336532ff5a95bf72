//! Lighthouse's four verdicts on the page, as a middling phone on a slow network sees it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Figure, Target};
use crate::project::Project;
use crate::run::run;
use crate::server::{Options, Server};
use crate::tools::npm;

/// The categories, as Lighthouse names them in its report and as people do.
const CATEGORIES: [(&str, &str); 4] = [
    ("performance", "performance"),
    ("accessibility", "accessibility"),
    ("best-practices", "best practices"),
    ("seo", "SEO"),
];

/// Asked so often: the verdict on performance depends on what else the machine does.
const TIMES: usize = 5;

/// Containers have no user namespaces for the browser's sandbox; the page is our own. The rest keeps it from calling home.
const FLAGS: &str = "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
     --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage";

/// The categories' scores, 0 to 100, each to be 100; and what the browser spent, in milliseconds.
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

/// One category over all reports. Lighthouse gives hundredths.
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
        // Whole numbers: more than 99 is 100.
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
