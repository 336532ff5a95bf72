//! The capabilities requested from each driver.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::tools::browsers::Engine;

use super::{BrowserOptions, Tabs};
use crate::programs::Programs;

/// The capabilities for an engine. Also writes the files it needs into the profile.
pub(super) fn for_engine(
    programs: &Programs,
    engine: Engine,
    options: BrowserOptions,
    profile: &Path,
    tabs: Tabs,
) -> Result<Value> {
    let mut capabilities = match engine {
        Engine::Chromium => chromium(programs, options, profile),
        Engine::Firefox => firefox(programs, options, profile),
        Engine::WebKit => webkit(programs, options, profile),
    }?;
    if !options.waits_for_load {
        capabilities["pageLoadStrategy"] = json!("none");
    }
    if tabs == Tabs::Restored {
        if engine == Engine::Firefox {
            let preferences = &mut capabilities["moz:firefoxOptions"]["prefs"];
            preferences["browser.sessionstore.resume_session_once"] = json!(true);
            // Load each restored tab at once, not when it is switched to.
            preferences["browser.sessionstore.restore_on_demand"] = json!(false);
        }
        if engine == Engine::Chromium {
            let args = capabilities["goog:chromeOptions"]["args"].as_array_mut();
            args.context("arguments")?
                .push(json!("--restore-last-session"));
        }
    }
    Ok(capabilities)
}

fn chromium(programs: &Programs, options: BrowserOptions, profile: &Path) -> Result<Value> {
    let profile = format!("--user-data-dir={}", profile.join("chromium").display());
    Ok(json!({
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": programs.program("E2E_CHROMIUM")?,
            // With touch, as on a phone: clicks then arrive as taps.
            "mobileEmulation": {
                "deviceMetrics": {
                    "width": options.width, "height": options.height, "pixelRatio": 1,
                    "touch": options.is_phone(), "mobile": options.is_phone(),
                }
            },
            // Containers have no user namespaces for its sandbox; the pages are our own.
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", profile,
            ],
        }
    }))
}

fn firefox(programs: &Programs, options: BrowserOptions, profile: &Path) -> Result<Value> {
    // Firefox keeps its window wider than a phone unless its own style sheet is overruled.
    let chrome = profile.join("chrome");
    std::fs::create_dir_all(&chrome)?;
    std::fs::write(
        chrome.join("userChrome.css"),
        ":root, :root * { min-width: 0 !important }",
    )?;
    Ok(json!({
        "moz:firefoxOptions": {
            "binary": programs.program("E2E_FIREFOX")?,
            "args": ["-headless", "-profile", profile],
            "prefs": {
                "toolkit.legacyUserProfileCustomizations.stylesheets": true,
                "layout.css.prefers-color-scheme.content-override": if options.dark { 0 } else { 1 },
                "dom.storage.enabled": options.storage,
                "javascript.enabled": options.script,
                "javascript.options.wasm": options.wasm,
                "browser.sessionstore.resume_from_crash": false,
                // Without these Firefox has no back/forward cache under WebDriver.
                "fission.bfcacheInParent": true,
                "docshell.shistory.bfcache.allow_unload_listeners": true,
                "browser.sessionhistory.max_total_viewers": 8,
            },
        }
    }))
}

fn webkit(programs: &Programs, options: BrowserOptions, profile: &Path) -> Result<Value> {
    // Full screen hides the tool bar, and tiny widgets let the window be narrower than the rest of it.
    let theme = profile.join("config/gtk-3.0");
    std::fs::create_dir_all(&theme)?;
    std::fs::write(
        theme.join("gtk.css"),
        "* { font-size: 3px; min-width: 0; min-height: 0; padding: 0; margin: 0; }",
    )?;
    let mut args = vec!["--automation".to_owned(), "--full-screen".to_owned()];
    args.extend(options.dark.then(|| "--dark-mode".to_owned()));
    args.push(format!("--enable-html5-local-storage={}", options.storage));
    args.push(format!("--enable-javascript={}", options.script));
    Ok(json!({
        "webkitgtk:browserOptions": { "binary": programs.program("E2E_MINIBROWSER")?, "args": args }
    }))
}
