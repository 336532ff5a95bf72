//! `cargo xtask serve`: set up, build, serve, and say where once it answers.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::build::{self, Mode};
use crate::project::Project;
use crate::server::{Options, Server};
use crate::tools;

/// The port people are told about; the next free one is taken where it is in use.
const PORT: u16 = 8080;

/// How many ports after the usual one are tried.
const TRIES: u16 = 50;

/// Builds and serves until interrupted.
pub fn serve(project: &Project, port: Option<u16>, release: bool) -> Result<()> {
    if let Some(port) = port {
        // Told before the build rather than after it.
        std::net::TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("port {port} cannot be had"))?;
    }
    let tools = tools::for_build(project)?;
    let folder = if release {
        build::release(project, &tools, &project.path("dist"))?
    } else {
        let folder: PathBuf = project.target("dist-serve");
        build::build(project, &tools, Mode::Quick, &folder)?;
        folder
    };
    let server = start(&folder, port)?;
    check(&server)?;
    println!("\nThe check is at {}   (Ctrl+C stops it)", server.url());
    loop {
        std::thread::park();
    }
}

/// A named port is meant; the usual one gives way.
fn start(folder: &std::path::Path, port: Option<u16>) -> Result<Server> {
    let at = |port| {
        let options = Options {
            port,
            ..Options::default()
        };
        Server::start(folder, options)
    };
    match port {
        Some(port) => at(port),
        None => (PORT..PORT + TRIES)
            .find_map(|port| at(port).ok())
            .with_context(|| format!("no port from {PORT} to {} is free", PORT + TRIES - 1)),
    }
}

/// Asks for the page as a browser would, before anyone is told that it is there.
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
