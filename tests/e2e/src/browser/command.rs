//! The commands that start the drivers.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use xtask::tools::browsers::Engine;

use crate::programs::Programs;

/// The command that starts the engine's driver on this port, with its files in the profile.
pub(super) fn for_engine(
    programs: &Programs,
    engine: Engine,
    port: u16,
    profile: &Path,
) -> Result<Command> {
    Ok(match engine {
        Engine::Chromium => {
            let mut command = Command::new(programs.program("E2E_CHROMEDRIVER")?);
            command.arg(format!("--port={port}"));
            command
        }
        Engine::Firefox => {
            let mut command = Command::new(programs.program("E2E_GECKODRIVER")?);
            // The driver has a second port, for WebDriver BiDi. By default it is the same each time, so two drivers would collide.
            command
                .arg(format!("--port={port}"))
                .args(["--websocket-port", "0"]);
            command
        }
        Engine::WebKit => {
            let mut command = Command::new(programs.program("E2E_WEBKITDRIVER")?);
            command.arg(format!("--port={port}"));
            for (variable, folder) in [
                ("XDG_CONFIG_HOME", "config"),
                ("XDG_DATA_HOME", "data"),
                ("XDG_CACHE_HOME", "cache"),
            ] {
                command.env(variable, profile.join(folder));
            }
            command
                // With a graphics card or its emulation, painting the same page twice can differ in single pixels.
                .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
                .env_remove("GTK_THEME")
                .env_remove("WAYLAND_DISPLAY");
            command
        }
    })
}
