//! How each driver is started.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use xtask::tools::browsers::Engine;

use crate::programs::Programs;

/// The driver of an engine, told where to listen and where to keep what it keeps.
pub(super) fn of(
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
            // Two drivers at once must not both want the usual port of the other protocol.
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
                // On a graphics card, or what stands in for one, the same page is not painted twice the same to the pixel.
                .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
                .env_remove("GTK_THEME")
                .env_remove("WAYLAND_DISPLAY");
            command
        }
    })
}
