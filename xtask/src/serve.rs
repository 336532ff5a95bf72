//! `cargo xtask serve`: sets up, builds and serves the check, and prints the address once the server answers.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::{self, Mode};
use crate::demo;
use crate::project::Project;
use crate::server::{Header, Options, Server};
use crate::tools::{self, npm};

/// The default port. If it is in use, the next free one is taken.
const PORT: u16 = 8080;

/// How many ports in a row are tried.
const TRIES: u16 = 50;

/// What to build and serve.
#[derive(Debug, Clone, Copy, Default)]
pub struct ServeOptions {
    /// The port, 0 for a free one. `None` takes the default port or the next free one.
    pub port: Option<u16>,
    /// Whether to make a release build, as an organisation installs it.
    pub release: bool,
    /// Whether to serve host pages as well.
    pub demo: bool,
}

/// Builds and serves until interrupted.
pub fn serve(project: &Project, options: ServeOptions) -> Result<()> {
    if let Some(port) = options.port {
        // Fail before the build rather than after it.
        std::net::TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("port {port} cannot be had"))?;
    }
    let tools = tools::for_build(project)?;
    if options.demo {
        npm::ensure(project)?;
    }
    let folder = if options.release {
        build::release(project, &tools, &project.path("dist"))?
    } else {
        let folder: PathBuf = project.target("dist-serve");
        build::build(project, &tools, Mode::Quick, &folder)?;
        folder
    };
    let server = start(&folder, options)?;
    check(&server)?;
    println!(
        "\nThe check is at {}   (Ctrl+C stops everything)",
        server.url()
    );
    let hosts = options.demo.then(|| hosts(project, &folder, &server));
    if let Some(hosts) = hosts.transpose()? {
        println!("The host pages are at {}", hosts.url());
        println!(
            "                  and at {} as another site",
            localhost_url(&hosts)
        );
        wait(&hosts)
    } else {
        wait(&server)
    }
}

/// Waits until the process is interrupted. Borrows the server, so that it is not dropped before.
fn wait(_serving: &Server) -> ! {
    loop {
        std::thread::park();
    }
}

/// Serves the check on the port that the user named, or else on the first free one from the default on.
fn start(folder: &Path, options: ServeOptions) -> Result<Server> {
    let headers = if options.demo {
        Header::cross_origin()
    } else {
        Vec::new()
    };
    let at = |port| {
        let options = Options {
            port,
            headers: headers.clone(),
            ..Options::default()
        };
        Server::start(folder, options)
    };
    match options.port {
        Some(port) => at(port),
        None => first_free(PORT, at),
    }
}

/// Starts a server on the first free port, counting up from `first`.
fn first_free(first: u16, at: impl Fn(u16) -> Result<Server>) -> Result<Server> {
    let last = first.saturating_add(TRIES - 1);
    (first..=last)
        .find_map(|port| at(port).ok())
        .with_context(|| format!("no port from {first} to {last} is free"))
}

/// Serves the host pages on a port of their own. They show the check that `server` serves.
fn hosts(project: &Project, dist: &Path, server: &Server) -> Result<Server> {
    let options = demo::DemoOptions {
        check: server.url(),
        dist: dist.to_owned(),
        ..demo::DemoOptions::default()
    };
    let hosts = first_free(server.port().saturating_add(1), |port| {
        let options = demo::DemoOptions {
            port,
            ..options.clone()
        };
        demo::start(project.root(), options)
    })?;
    check(&hosts)?;
    Ok(hosts)
}

/// The address of the same pages with `localhost` for `127.0.0.1`. To a browser that is another site.
fn localhost_url(hosts: &Server) -> String {
    hosts.url().replacen("127.0.0.1", "localhost", 1)
}

/// Requests the page as a browser would, before its address is printed.
fn check(server: &Server) -> Result<()> {
    let url = server.url();
    let mut response = ureq::get(&url)
        .call()
        .with_context(|| format!("{url} does not answer"))?;
    if !response.body_mut().read_to_string()?.contains("<html") {
        bail!("{url} answers with something other than the page");
    }
    Ok(())
}
