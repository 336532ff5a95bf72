//! A virtual display for WebKit, which has no headless mode.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::programs::Programs;

/// The screen is small because the pointer rests in its middle: without a window manager, the window under the pointer has focus. Windows
/// may be larger than the screen.
const SCREEN: &str = "600x600x24";

/// A virtual display, closed on drop.
///
/// Each browser has its own, because of two windows on one display only one has focus.
#[derive(Debug)]
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts a display. The server picks a free number and reports it; `xvfb-run -a` guesses one, and two of them collide.
    pub fn open(programs: &Programs) -> Result<Self> {
        let mut server = Command::new(programs.program("E2E_XVFB")?)
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                SCREEN,
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Xvfb")?;
        let output = server
            .stdout
            .take()
            .context("Xvfb did not report a display")?;
        let mut display = Self {
            server,
            name: String::new(),
        };
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    /// The display's name, such as `:1`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
