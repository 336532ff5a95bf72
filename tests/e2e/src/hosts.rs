//! The host pages of the demo, served around a test's own copy of the check and watched from before anything else runs.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xtask::build::offline;
use xtask::demo::{self, Host, Setting, Variant};
use xtask::server::{Folder, Refusal, Server};

use crate::app::App;
use crate::programs::checkout;

/// A server of host pages: another origin than the check's, with a copy of the check on its own.
pub struct Hosts {
    /// The list.
    pub all: Vec<Host>,
    /// What is asked for on the network is of interest here, not what is kept for times without one.
    _no_worker: Refusal,
    server: Server,
}

impl Hosts {
    /// Serves them around the check that `app` is served from.
    pub fn start(app: &App) -> Result<Self> {
        let checkout = checkout()?;
        let setting = Setting {
            check: app.site.url(),
            dist: app.site.folder().to_owned(),
            folders: vec![Folder {
                path: "e2e".to_owned(),
                root: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/page"),
            }],
            scripts: vec!["/e2e/watch.js".to_owned()],
            ..Setting::default()
        };
        let server = demo::start(&checkout, setting)?;
        Ok(Self {
            all: demo::hosts(&checkout)?,
            _no_worker: server.refuse(offline::WORKER),
            server,
        })
    }

    /// The host of this name.
    pub fn named(&self, name: &str) -> Result<&Host> {
        let host = self.all.iter().find(|host| host.name == name);
        host.with_context(|| format!("no host is called {name}"))
    }

    /// The address of a page.
    pub fn url(&self, host: &str, variant: &Variant) -> String {
        format!("{}{host}?{}", self.server.url(), variant.query())
    }

    /// The same page as another site than the check's, where [`url`](Self::url) is only another origin.
    pub fn url_of_another_site(&self, host: &str, variant: &Variant) -> String {
        self.url(host, variant)
            .replacen("127.0.0.1", "localhost", 1)
    }

    /// The server, to hold back or refuse its files.
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl std::fmt::Debug for Hosts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Hosts").field(&self.server).finish()
    }
}
