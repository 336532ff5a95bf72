//! Measures the app with a thousand checks on the device: `cargo run -p e2e --bin bench`
//!
//! Runs in Chromium as a small phone, not throttled. The figures go to standard output or, as JSON, to the file given as the only argument.
//! `BENCH_PROFILE=1` also prints where the time goes when the history is opened. `cargo xtask bench` builds first and measures everything.

mod meter;
mod operations;
mod profile;
mod seed;

use std::process::ExitCode;

use anyhow::{Context, Result};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::process::kill_children_on_interrupt;
use e2e::programs::Programs;
use xtask::bench::{Figure, table};
use xtask::tools::browsers::Engine;

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<()> {
    let programs = Programs::find_for(vec![Engine::Chromium])?;
    kill_children_on_interrupt()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let figures = runtime.block_on(measure(&programs))?;
    match std::env::args_os().nth(1) {
        Some(file) => std::fs::write(file, serde_json::to_vec_pretty(&figures)?)?,
        None => println!("{}", table(&figures)),
    }
    Ok(())
}

async fn measure(programs: &Programs) -> Result<Vec<Figure>> {
    let app = App::start(programs, Engine::Chromium, BrowserOptions::default()).await?;
    app.open().await?;
    seed::fill(&app).await.context("storing the checks")?;
    let mut figures = operations::start(&app).await.context("the start")?;
    figures.extend(operations::history(&app).await.context("history")?);
    if std::env::var_os("BENCH_PROFILE").is_some_and(|value| value == "1") {
        print!("{}", profile::of_history(&app).await?);
    }
    figures.extend(operations::note(&app).await.context("a note")?);
    figures.extend(operations::backup(&app).await.context("a backup")?);
    figures.extend(operations::answer(&app).await.context("an answer")?);
    Ok(figures)
}
