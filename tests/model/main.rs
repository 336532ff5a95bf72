//! Two to five tabs of one browser, driven at random with the app's own runtime: no finished check is ever lost.
//!
//! It has its own test harness, so that `cargo test` prints its figures. `MODEL_RUNS` sets the number of runs,
//! `MODEL_FROM` the seed of the first, and `MODEL_SEED` repeats one that failed.

#[allow(dead_code, unused_imports, reason = "the native tests use all of it")]
#[path = "../native/common.rs"]
mod common;
mod laws;
#[path = "../native/synthetic_packs.rs"]
#[allow(dead_code, reason = "the native tests use all of it")]
mod synthetic_packs;
mod tabs;
mod walk;

use std::process::ExitCode;

/// How many runs there are without `MODEL_RUNS`.
const RUNS: u64 = 2_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn main() -> ExitCode {
    // Tools ask for a list of the tests. There is one.
    if std::env::args().any(|argument| argument == "--list") {
        println!("model: test");
        return ExitCode::SUCCESS;
    }
    // A filter on the test's name, as other test harnesses take it.
    let filter = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    if filter.is_some_and(|filter| !"model".contains(&filter)) {
        return ExitCode::SUCCESS;
    }
    let seeds = match number("MODEL_SEED") {
        Some(seed) => seed..seed + 1,
        None => {
            let first = number("MODEL_FROM").unwrap_or(0);
            first..first + number("MODEL_RUNS").unwrap_or(RUNS)
        }
    };
    let mut totals = tabs::Totals::default();
    for seed in seeds {
        if let Err(why) = tabs::play(seed, &mut totals) {
            eprintln!("MODEL_SEED={seed}: {why}");
            return ExitCode::FAILURE;
        }
    }
    println!(
        "tabs on one store: {} runs, {} actions, {} finished checks, {} of them made twice, lost: 0",
        totals.runs, totals.actions, totals.finished, totals.twice
    );
    match walk::throw_everywhere() {
        Ok(calls) => {
            println!(
                "a whole walk, with each of its {calls} storage calls throwing in turn, lost: 0"
            );
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
