//! Takes screenshots of every screen: `cargo run -p e2e --bin shots`
//!
//! They go to `tests/e2e/shots/`, or to the folder given as the only argument, into one folder for each engine, size and colour scheme.
//! `<screen>.png` is what a person sees first; `<screen>-whole.png` is the whole page, where it is longer. Chromium takes three sizes,
//! light and dark; Firefox and WebKit take a small phone. Needs `dist/`, the browsers and their drivers, which are found as for the tests.
//! `E2E_ENGINES` selects engines, too.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::process::kill_children_on_interrupt;
use e2e::programs::{Programs, checkout};
use e2e::tour::tour;
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use xtask::tools::browsers::Engine;

const SIZES: [(u32, u32); 3] = [(360, 740), (768, 1024), (1280, 800)];

fn main() -> ExitCode {
    match shots() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn shots() -> Result<()> {
    let folder = match std::env::args_os().nth(1) {
        Some(folder) => PathBuf::from(folder),
        None => checkout()?.join("tests/e2e/shots"),
    };
    let programs = Programs::find()?;
    kill_children_on_interrupt()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for engine in programs.engines.clone() {
        let (sizes, schemes): (&[_], &[_]) = match engine {
            Engine::Chromium => (&SIZES, &[false, true]),
            Engine::Firefox | Engine::WebKit => (&SIZES[..1], &[false]),
        };
        for &(width, height) in sizes {
            for &dark in schemes {
                let options = BrowserOptions {
                    width,
                    height,
                    dark,
                    ..BrowserOptions::default()
                };
                let scheme = if dark { "dark" } else { "light" };
                let name = format!("{}-{width}x{height}-{scheme}", engine.name());
                println!("{name}");
                let taken = runtime.block_on(take(&programs, engine, options, &folder.join(&name)));
                taken.with_context(|| name)?;
            }
        }
    }
    println!("see {}", folder.display());
    Ok(())
}

async fn take(
    programs: &Programs,
    engine: Engine,
    options: BrowserOptions,
    folder: &Path,
) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let app = App::start(programs, engine, options).await?;
    tour(&app, async |app, screen| {
        app.run("scrollTo(0, 0)", vec![]).await?;
        app.settle().await?;
        std::fs::write(
            folder.join(format!("{screen}.png")),
            app.screenshot().await?,
        )?;
        let long: u32 = app
            .eval("return document.documentElement.scrollHeight", vec![])
            .await?;
        if long > options.height {
            std::fs::write(
                folder.join(format!("{screen}-whole.png")),
                whole(app, options, long).await?,
            )?;
        }
        Ok(())
    })
    .await
}

/// Takes a picture of the whole page. Firefox has a command for it; the other engines get a window as high as the page.
async fn whole(app: &App, options: BrowserOptions, long: u32) -> Result<Vec<u8>> {
    let browser = app.browser()?;
    if browser.engine == Engine::Firefox {
        return Ok(FirefoxTools::new(browser.driver.handle().clone())
            .full_screenshot_as_png()
            .await?);
    }
    browser.resize(options.width, long).await?;
    let picture = app.screenshot().await?;
    browser.resize(options.width, options.height).await?;
    Ok(picture)
}
