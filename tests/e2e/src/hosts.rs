//! The demo's host pages, served around a test's copy of the check, with `page/watch.js` before any other script.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xtask::build::offline;
use xtask::demo::{self, DemoOptions, Host, Variant};
use xtask::server::{Folder, Refusal, Server};

use crate::app::App;
use crate::programs::checkout;

/// A server of host pages, on another origin than the check's, with a second copy of the check on its own origin.
pub struct Hosts {
    /// All host pages.
    pub all: Vec<Host>,
    /// Refuses the service worker, because these tests look at network requests and not at offline use.
    _no_worker: Refusal,
    server: Server,
}

impl Hosts {
    /// Serves the host pages around the check that `app` serves.
    pub fn start(app: &App) -> Result<Self> {
        let checkout = checkout()?;
        let setting = DemoOptions {
            check: app.site.url(),
            dist: app.site.folder().to_owned(),
            folders: vec![Folder {
                path: "e2e".to_owned(),
                root: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/page"),
            }],
            scripts: vec!["/e2e/watch.js".to_owned()],
            ..DemoOptions::default()
        };
        let server = demo::start(&checkout, setting)?;
        Ok(Self {
            all: demo::hosts(&checkout)?,
            _no_worker: server.refuse(offline::WORKER),
            server,
        })
    }

    /// The host with this name.
    pub fn named(&self, name: &str) -> Result<&Host> {
        let host = self.all.iter().find(|host| host.name == name);
        host.with_context(|| format!("no host is named {name}"))
    }

    /// The address of a host page.
    pub fn url(&self, host: &str, variant: &Variant) -> String {
        format!("{}{host}?{}", self.server.url(), variant.query())
    }

    /// The same page on another site than the check's. [`url`](Self::url) differs only in its origin.
    pub fn cross_site_url(&self, host: &str, variant: &Variant) -> String {
        self.url(host, variant)
            .replacen("127.0.0.1", "localhost", 1)
    }

    /// The server, for holding back or refusing its files.
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl std::fmt::Debug for Hosts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Hosts").field(&self.server).finish()
    }
}
