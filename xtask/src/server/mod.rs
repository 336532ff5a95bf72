//! A static file server on loopback: for `cargo xtask serve` and for the end-to-end tests.
//!
//! hyper speaks HTTP, and tower-http finds the files and does what a good static host does: types, precompressed files,
//! revalidation. Our own additions are for tests. The server logs every request, and it can hold a file back or refuse
//! it. So a test can look at the page before a file has arrived, without guessing how long that takes.

mod answer;
mod folder;
mod gates;
mod options;

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result};
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::uri::PathAndQuery;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use answer::Body;
use folder::Mount;
pub use gates::{Hold, Refusal};
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
    /// The server stops once this is dropped.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    /// The longest prefix first.
    mounts: Vec<Mount>,
    prefix: String,
    /// Each with the ending of the paths it is for.
    headers: Vec<(String, HeaderName, HeaderValue)>,
    pages: Option<Arc<dyn Pages>>,
    log: Mutex<Vec<Request>>,
    gates: gates::Gates,
}

impl Server {
    /// Serves the files below `root` on 127.0.0.1.
    pub fn start(root: &Path, options: Options) -> Result<Self> {
        let prefix = under("", &options.prefix);
        let mut mounts = vec![Mount::new(prefix.clone(), root, options.caching)?];
        for folder in &options.folders {
            let path = under(&prefix, &folder.path);
            mounts.push(Mount::new(path, &folder.root, options.caching)?);
        }
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.prefix.len()));
        let shared = Arc::new(Shared {
            mounts,
            prefix,
            headers: options.headers.iter().map(parse).collect::<Result<_>>()?,
            pages: options.pages,
            log: Mutex::default(),
            gates: gates::Gates::default(),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .with_context(|| format!("could not listen on port {}", options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let serving = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::spawn(accept(listener, serving));
                // Always an error: the sender is dropped without sending anything.
                let _ = stopped.await;
            });
            // Dropping the runtime drops its tasks: connections are closed, and what is held back is never sent.
        });
        Ok(Self {
            shared,
            address,
            stop: Some(stop),
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

    /// Clears the log of requests.
    pub fn clear_log(&self) {
        lock(&self.shared.log).clear();
    }

    /// Holds back every file whose path ends with `ending`, until the guard is dropped.
    pub fn hold(&self, ending: &str) -> Hold {
        self.shared.gates.hold(ending)
    }

    /// Sends the first half of every file whose path ends with `ending`, and the rest once the guard is dropped.
    pub fn halve(&self, ending: &str) -> Hold {
        self.shared.gates.halve(ending)
    }

    /// Answers 503 for every file whose path ends with `ending`, until the guard is dropped.
    pub fn refuse(&self, ending: &str) -> Refusal {
        self.shared.gates.refuse(ending)
    }
}

impl Drop for Server {
    /// Returns once the port is free again, so that a test can start another server with the same origin.
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Handles every connection in a task of its own. A browser keeps several open and expects an answer on each, even
/// while another is held back.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| shared.answer(request));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // An error means that the browser has closed the connection, which it may do.
            let _ = connection.await;
        });
    }
}

impl Shared {
    async fn answer(
        &self,
        request: hyper::Request<Incoming>,
    ) -> Result<Response<Body>, Infallible> {
        let (mut request, _) = request.into_parts();
        let sent = request
            .uri
            .path_and_query()
            .map_or("", PathAndQuery::as_str);
        lock(&self.log).push(Request {
            method: request.method.to_string(),
            path: sent.to_owned(),
        });
        let path = request.uri.path().to_owned();
        self.gates.wait(&path).await;
        let halved = self.gates.halves(&path);
        if halved {
            // To a browser that has a copy, the server would send no body.
            request.headers.remove(header::IF_NONE_MATCH);
            request.headers.remove(header::IF_MODIFIED_SINCE);
        }
        let (head, body) = self.whole(&path, request).await.into_parts();
        let body = if halved {
            answer::in_two(body, self.gates.clone(), path)
        } else {
            Either::Left(Full::new(body))
        };
        Ok(Response::from_parts(head, body))
    }

    async fn whole(&self, path: &str, request: hyper::http::request::Parts) -> Response<Bytes> {
        if self.gates.refuses(path) {
            return answer::plain(StatusCode::SERVICE_UNAVAILABLE);
        }
        let page = path
            .strip_prefix(&*self.prefix)
            .zip(self.pages.as_ref())
            .and_then(|(path, pages)| pages.page(path, request.uri.query().unwrap_or_default()));
        if let Some(page) = page {
            return answer::page(page, &request.method);
        }
        let mut answer = match self.mounts.iter().find(|mount| mount.has(path)) {
            Some(mount) => {
                mount
                    .answer(&request.method, &request.uri, request.headers)
                    .await
            }
            None => answer::plain(StatusCode::NOT_FOUND),
        };
        for (ending, name, value) in &self.headers {
            if path.ends_with(&**ending) {
                answer.headers_mut().append(name.clone(), value.clone());
            }
        }
        answer
    }
}

/// A port that is free at this moment.
pub fn free_port() -> Result<u16> {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(socket.local_addr()?.port())
}

fn parse(header: &Header) -> Result<(String, HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(&*header.name)?;
    let value = HeaderValue::try_from(&*header.value)?;
    Ok((header.ending.clone().into_owned(), name, value))
}

/// `/a/b` for `b` under `/a`, and `/a` alone for the root.
fn under(prefix: &str, path: &str) -> String {
    match path.trim_matches('/') {
        "" => prefix.to_owned(),
        path => format!("{prefix}/{path}"),
    }
}

/// Locks a mutex even after a panic: a request that panicked does not damage the log.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Server").field(&self.url()).finish()
    }
}
