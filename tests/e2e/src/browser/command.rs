//! The commands that start the drivers, and a command of Firefox's own.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use reqwest::Method;
use serde_json::json;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};
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
                .args(["--websocket-port", "0"])
                // Between two trials a script of the browser itself deletes what it has stored.
                .arg("--allow-system-access");
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

/// Where Firefox runs the scripts that its driver is given from now on.
#[derive(Debug, Clone, Copy)]
pub(super) enum SetContext {
    /// In the browser itself.
    Browser,
    /// In the page.
    Page,
}

impl FormatRequestData for SetContext {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let context = match self {
            Self::Browser => "chrome",
            Self::Page => "content",
        };
        RequestData::new(Method::POST, format!("/session/{session}/moz/context"))
            .add_body(json!({ "context": context }))
    }
}
