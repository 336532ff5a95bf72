//! `cargo xtask test`: sets up everything, then runs every check in order, timed.

mod browser;
mod deps;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run::clock;
use crate::tools::servers;

pub use steps::Step;
use steps::Tools;

/// What to run.
#[derive(Debug, Clone, Default)]
pub struct TestOptions {
    /// The steps to run; if empty, all that run by default.
    pub only: Vec<Step>,
    /// Passed on to the tests of the steps `native` and `e2e`.
    pub arguments: Vec<String>,
}

impl TestOptions {
    /// The steps to run, in their order. The build is included if the end-to-end tests are.
    pub fn steps(&self) -> Vec<Step> {
        let wanted = |step: &Step| {
            (self.only.is_empty() && step.runs_by_default())
                || self.only.contains(step)
                // The end-to-end tests use `dist`, which must be built from these sources.
                || (*step == Step::Build && self.only.contains(&Step::E2e))
        };
        Step::ALL.into_iter().filter(wanted).collect()
    }
}

/// Runs the steps and stops at the first step that fails.
pub fn test(project: &Project, options: &TestOptions) -> Result<()> {
    let steps = options.steps();
    let mut times = Vec::new();
    let start = Instant::now();
    println!("==> set-up");
    let tools = timed("set-up", &mut times, || Tools::set_up(project, &steps))?;
    for (number, step) in steps.iter().enumerate() {
        println!(
            "\n==> {} of {}: {}: {}",
            number + 1,
            steps.len(),
            step.name(),
            step.purpose()
        );
        let outcome = timed(step.name(), &mut times, || {
            step.run(project, &tools, &options.arguments)
        });
        if outcome.is_err() {
            println!("\n{}", table(&times, start.elapsed()));
        }
        outcome?;
    }
    println!("\n{}", table(&times, start.elapsed()));
    println!("Every step passed.");
    // The tests pass if a server is missing, and Cargo hides their messages.
    let not_tried = servers::missing_names().filter(|_| steps.contains(&Step::Native));
    if let Some(names) = not_tried {
        println!(
            "Not tried, as not here: {names}. `cargo xtask test --only servers` installs and tries them."
        );
    }
    Ok(())
}

fn timed<T>(
    name: &'static str,
    times: &mut Vec<(&'static str, Duration)>,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let start = Instant::now();
    let outcome = work();
    let time = start.elapsed();
    times.push((name, time));
    let word = if outcome.is_ok() {
        "done in"
    } else {
        "FAILED after"
    };
    println!("    {name}: {word} {}", clock(time));
    outcome.with_context(|| format!("the step `{name}` failed"))
}

fn table(times: &[(&str, Duration)], total: Duration) -> String {
    let mut text = String::from("step             time\n");
    for (name, time) in times {
        text += &format!("{name:12}  {:>12}\n", clock(*time));
    }
    text + &format!("{:12}  {:>12}", "total", clock(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_to_end_tests_never_see_an_old_build() {
        let only = |step| TestOptions {
            only: vec![step],
            ..TestOptions::default()
        };
        assert_eq!(only(Step::E2e).steps(), [Step::Build, Step::E2e]);
        assert_eq!(only(Step::Fmt).steps(), [Step::Fmt]);
        assert_eq!(only(Step::Servers).steps(), [Step::Servers]);
        let all = Step::ALL.into_iter().filter(|step| *step != Step::Servers);
        assert_eq!(TestOptions::default().steps(), all.collect::<Vec<_>>());
    }

    #[test]
    fn the_first_failure_is_named() {
        let mut times = Vec::new();
        let error = timed("fmt", &mut times, || -> Result<()> {
            anyhow::bail!("untidy")
        })
        .expect_err("it failed");
        assert_eq!(format!("{error:#}"), "the step `fmt` failed: untidy");
        assert_eq!(times.len(), 1);
    }
}
