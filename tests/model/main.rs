//! Two to five tabs of one browser, played at random over the very runtime of the app: no finished check is ever lost.
//!
//! A harness of its own, so that its figures stand in the output of `cargo test`. `MODEL_RUNS` sets how many runs there are,
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

/// So many runs unless something else is asked for.
const RUNS: u64 = 2_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn main() -> ExitCode {
    // Asked by tools what tests there are, it has one.
    if std::env::args().any(|argument| argument == "--list") {
        println!("model: test");
        return ExitCode::SUCCESS;
    }
    // A filter, as for the other tests.
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
    let mut told = tabs::Told::default();
    for seed in seeds {
        if let Err(why) = tabs::play(seed, &mut told) {
            eprintln!("MODEL_SEED={seed}: {why}");
            return ExitCode::FAILURE;
        }
    }
    println!(
        "tabs on one store: {} runs, {} actions, {} finished checks, {} of them made twice, lost: 0",
        told.runs, told.actions, told.finished, told.twice
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
