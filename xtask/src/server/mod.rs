//! A static file server on loopback: for `cargo xtask serve` and for the end-to-end tests.
//!
//! It does what a good static host does (types, precompressed files, revalidation), remembers what
//! was asked of it, and can hold a file back or refuse it, so that a test can look at the page
//! before a file has come, without guessing how long that takes.

mod gates;
mod mime;
mod resolve;
mod respond;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

pub use gates::{Hold, Refusal};

/// How long closing the socket may take at most.
const CLOSING: Duration = Duration::from_secs(2);

/// How to serve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// A path the files appear under, such as `/tools/check`; empty for the root.
    pub prefix: String,
}

/// One request that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// Path and query as they were sent.
    pub path: String,
}

/// A running server; it stops when dropped.
pub struct Server {
    shared: Arc<Shared>,
    // Nothing but `drop` takes it.
    listener: Option<Arc<tiny_http::Server>>,
    address: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    root: PathBuf,
    prefix: String,
    log: Mutex<Vec<Request>>,
    gates: gates::Gates,
}

impl Server {
    /// Serves the files below `root` on 127.0.0.1.
    pub fn start(root: &Path, options: Options) -> Result<Self> {
        let root = root
            .canonicalize()
            .with_context(|| format!("no folder to serve at {}", root.display()))?;
        let listener = tiny_http::Server::http((Ipv4Addr::LOCALHOST, options.port))
            .map_err(|error| anyhow!("could not listen on port {}: {error}", options.port))?;
        let address = listener
            .server_addr()
            .to_ip()
            .context("not an IP address")?;
        let listener = Arc::new(listener);
        let prefix = options.prefix.trim_matches('/');
        let shared = Arc::new(Shared {
            root,
            prefix: if prefix.is_empty() {
                String::new()
            } else {
                format!("/{prefix}")
            },
            log: Mutex::default(),
            gates: gates::Gates::default(),
        });
        let (accepting, serving) = (Arc::clone(&listener), Arc::clone(&shared));
        let thread = std::thread::spawn(move || {
            while let Ok(request) = accepting.recv() {
                let shared = Arc::clone(&serving);
                // A thread each: a file held back must not stand in the way of the others.
                std::thread::spawn(move || shared.handle(request));
            }
        });
        Ok(Self {
            shared,
            listener: Some(listener),
            address,
            thread: Some(thread),
        })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of the page, with its closing slash.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.address, self.shared.prefix)
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.log).clone()
    }

    /// Forgets the requests so far.
    pub fn clear_log(&self) {
        lock(&self.shared.log).clear();
    }

    /// Holds back every file whose path ends so, until the guard is dropped.
    pub fn hold(&self, ending: &str) -> Hold {
        self.shared.gates.hold(ending)
    }

    /// Answers 503 for every file whose path ends so, until the guard is dropped.
    pub fn refuse(&self, ending: &str) -> Refusal {
        self.shared.gates.refuse(ending)
    }
}

impl Drop for Server {
    /// Returns once the port can be had again, so that a test can come back under the same origin.
    fn drop(&mut self) {
        self.shared.gates.close();
        if let Some(listener) = self.listener.take() {
            listener.unblock();
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        // tiny_http closes its socket in a thread of its own and says nothing when it has.
        let start = Instant::now();
        while TcpListener::bind(self.address).is_err() && start.elapsed() < CLOSING {
            std::thread::yield_now();
        }
    }
}

impl Shared {
    fn handle(&self, request: tiny_http::Request) {
        lock(&self.log).push(Request {
            method: request.method().to_string(),
            path: request.url().to_owned(),
        });
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        self.gates.wait(path);
        let response = if self.gates.refuses(path) {
            respond::plain(503)
        } else {
            respond::answer(&self.root, &self.prefix, &request)
        };
        // The browser may have gone away meanwhile, which is its right.
        let _ = request.respond(response);
    }
}

/// A panicking request thread leaves the list of requests as good as it was.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Server").field(&self.url()).finish()
    }
}
