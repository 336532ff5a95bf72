//! A static file server on loopback: for `cargo xtask serve` and for the end-to-end tests.
//!
//! It does what a good static host does (types, precompressed files, revalidation), remembers what
//! was asked of it, and can hold a file back or refuse it, so that a test can look at the page
//! before a file has come, without guessing how long that takes.

mod gates;
mod http;
mod mime;
mod options;
mod resolve;
mod respond;

use std::collections::HashMap;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result};

pub use gates::{Hold, Refusal};
use http::{Answer, Incoming};
pub use options::{Caching, Folder, Header, Options, Page, Pages};

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
    address: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    /// Each folder by the path it appears under, the deepest path first.
    roots: Vec<(String, PathBuf)>,
    prefix: String,
    headers: Vec<Header>,
    caching: Caching,
    pages: Option<Arc<dyn Pages>>,
    log: Mutex<Vec<Request>>,
    gates: gates::Gates,
    /// Connections that are open, each by its number; nothing once the server stops.
    open: Mutex<Option<HashMap<u64, TcpStream>>>,
}

impl Server {
    /// Serves the files below `root` on 127.0.0.1.
    pub fn start(root: &Path, options: Options) -> Result<Self> {
        let prefix = under("", &options.prefix);
        let mut roots = vec![(prefix.clone(), served(root)?)];
        for folder in &options.folders {
            roots.push((under(&prefix, &folder.path), served(&folder.root)?));
        }
        roots.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .with_context(|| format!("could not listen on port {}", options.port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            roots,
            prefix,
            headers: options.headers,
            caching: options.caching,
            pages: options.pages,
            log: Mutex::default(),
            gates: gates::Gates::default(),
            open: Mutex::new(Some(HashMap::new())),
        });
        let serving = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for (number, stream) in (0..).zip(listener.incoming()) {
                let Ok(stream) = stream else { continue };
                if !serving.opened(number, &stream) {
                    return;
                }
                let shared = Arc::clone(&serving);
                std::thread::spawn(move || {
                    // The browser may have gone away meanwhile, which is its right.
                    let _ = shared.serve(&stream);
                    shared.closed(number);
                });
            }
        });
        Ok(Self {
            shared,
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

    /// Sends the first half of every file whose path ends so, and the rest once the guard is dropped.
    pub fn halve(&self, ending: &str) -> Hold {
        self.shared.gates.halve(ending)
    }

    /// Answers 503 for every file whose path ends so, until the guard is dropped.
    pub fn refuse(&self, ending: &str) -> Refusal {
        self.shared.gates.refuse(ending)
    }
}

impl Drop for Server {
    /// Returns once the port can be had again, so that a test can come back under the same origin.
    fn drop(&mut self) {
        let open = lock(&self.shared.open).take();
        for stream in open.into_iter().flat_map(HashMap::into_values) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Only now: what was held back must not be sent after all.
        self.shared.gates.close();
        // The listener waits for a connection: with this one it finds that it is to stop.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// Remembers an open connection; says whether there is still a server.
    fn opened(&self, number: u64, stream: &TcpStream) -> bool {
        match (lock(&self.open).as_mut(), stream.try_clone()) {
            (Some(open), Ok(stream)) => {
                open.insert(number, stream);
                true
            }
            (open, _) => open.is_some(),
        }
    }

    fn closed(&self, number: u64) {
        if let Some(open) = lock(&self.open).as_mut() {
            open.remove(&number);
        }
    }

    /// Answers the requests on one connection, one after another.
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let (mut from, mut to) = (BufReader::new(stream), stream);
        while let Some(mut request) = Incoming::read(&mut from)? {
            if self.gates.halves(request.target().0) {
                request.forget_copy();
                let pause = || self.gates.wait_halfway(request.target().0);
                self.answer(&request)
                    .send_in_two(&request, &mut to, pause)?;
            } else {
                self.answer(&request).send(&request, &mut to)?;
            }
            if request.is_last() {
                break;
            }
        }
        Ok(())
    }

    fn answer(&self, request: &Incoming) -> Answer {
        lock(&self.log).push(Request {
            method: request.method.clone(),
            path: request.url.clone(),
        });
        let (path, query) = request.target();
        self.gates.wait(path);
        if self.gates.refuses(path) {
            return respond::plain(503);
        }
        let page = path
            .strip_prefix(&*self.prefix)
            .zip(self.pages.as_ref())
            .and_then(|(path, pages)| pages.page(path, query));
        if let Some(page) = page {
            return respond::page(page, request);
        }
        let below = |(prefix, _): &&(String, PathBuf)| {
            path.strip_prefix(&**prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut answer = match self.roots.iter().find(below) {
            Some((prefix, root)) => respond::answer(root, prefix, request, self.caching),
            None => respond::plain(404),
        };
        for header in &self.headers {
            if path.ends_with(&*header.ending) {
                answer = answer.with(header.name.clone(), &header.value);
            }
        }
        answer
    }
}

/// `/a/b` for `b` under `/a`, and nothing more for the root.
fn under(prefix: &str, path: &str) -> String {
    match path.trim_matches('/') {
        "" => prefix.to_owned(),
        path => format!("{prefix}/{path}"),
    }
}

fn served(root: &Path) -> Result<PathBuf> {
    root.canonicalize()
        .with_context(|| format!("no folder to serve at {}", root.display()))
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
