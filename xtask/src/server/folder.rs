//! One folder, served by tower-http's `ServeDir`: types, precompressed files, conditional requests.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use http_body_util::BodyExt;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::http::uri::PathAndQuery;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback, TokioBackend};

use super::answer::{NO_STORE, plain};
use super::options::Caching;

/// A folder and the path under which it is served.
pub(super) struct Mount {
    /// Empty, or `/a/b`.
    pub(super) prefix: String,
    caching: Caching,
    files: ServeDir<DefaultServeDirFallback, Inside>,
}

impl Mount {
    pub(super) fn new(prefix: String, root: &Path, caching: Caching) -> Result<Self> {
        let root = root
            .canonicalize()
            .with_context(|| format!("no folder to serve at {}", root.display()))?;
        let inside = Inside(root.clone().into());
        let files = ServeDir::with_backend(root, inside)
            .precompressed_br()
            .precompressed_gzip()
            .redirect_path_prefix(&*prefix);
        Ok(Self {
            prefix,
            caching,
            files,
        })
    }

    /// Whether a path belongs to this folder.
    pub(super) fn has(&self, path: &str) -> bool {
        let rest = path.strip_prefix(&*self.prefix);
        rest.is_some_and(|rest| match rest {
            // Without a prefix, this would be an empty path, which is not valid.
            "" => !self.prefix.is_empty(),
            _ => rest.starts_with('/'),
        })
    }

    /// The answer for a path that it [`has`](Self::has).
    pub(super) async fn answer(
        &self,
        method: &Method,
        uri: &Uri,
        mut headers: HeaderMap,
    ) -> Response<Bytes> {
        let whole = uri.path_and_query().map_or("", PathAndQuery::as_str);
        let Some(rest) = whole.strip_prefix(&*self.prefix) else {
            return plain(StatusCode::NOT_FOUND);
        };
        if !rest.starts_with('/') {
            // The folder's path without its closing slash. Relative addresses would be wrong there.
            let mut answer = plain(StatusCode::TEMPORARY_REDIRECT);
            if let Ok(there) = HeaderValue::try_from(format!("{}/{rest}", self.prefix)) {
                answer.headers_mut().insert(header::LOCATION, there);
            }
            return answer;
        }
        if self.caching == Caching::LastModifiedOnly {
            headers.remove(header::IF_NONE_MATCH);
        }
        let mut answer = match self.file(method, rest, headers).await {
            Ok(answer) if answer.status() != StatusCode::NOT_FOUND => answer,
            _ => return plain(StatusCode::NOT_FOUND),
        };
        let found = answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED;
        let headers = answer.headers_mut();
        match self.caching {
            _ if !found => drop(headers.insert(header::CACHE_CONTROL, NO_STORE)),
            Caching::Ask => {
                let ask = HeaderValue::from_static("no-cache");
                headers.insert(header::CACHE_CONTROL, ask);
            }
            Caching::LastModifiedOnly => drop(headers.remove(header::ETAG)),
        }
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        answer
    }

    async fn file(
        &self,
        method: &Method,
        path: &str,
        headers: HeaderMap,
    ) -> Result<Response<Bytes>> {
        let mut request = Request::builder().method(method).uri(path).body(())?;
        *request.headers_mut() = headers;
        let (head, body) = self.files.clone().try_call(request).await?.into_parts();
        Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
    }
}

/// The files below one folder. A symbolic link that leads out of it counts as not found.
#[derive(Clone)]
struct Inside(Arc<Path>);

impl Inside {
    async fn real(self, path: PathBuf) -> io::Result<PathBuf> {
        let path = tokio::fs::canonicalize(path).await?;
        if path.starts_with(&self.0) {
            Ok(path)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }
}

impl Backend for Inside {
    type File = <TokioBackend as Backend>::File;
    type Metadata = <TokioBackend as Backend>::Metadata;
    type OpenFuture = <TokioBackend as Backend>::OpenFuture;
    type MetadataFuture = <TokioBackend as Backend>::MetadataFuture;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let real = self.clone().real(path);
        Box::pin(async { TokioBackend.open(real.await?).await })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let real = self.clone().real(path);
        Box::pin(async { TokioBackend.metadata(real.await?).await })
    }
}
