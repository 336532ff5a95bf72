//! How to serve: on which port, which folders, which extra headers, and which pages are made on request.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// How to serve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The path under which the files are served, such as `/tools/check`; empty for the root.
    pub prefix: String,
    /// Other folders, each under a path of its own below the prefix.
    pub folders: Vec<Folder>,
    /// What browsers are told about how long they may keep a file.
    pub caching: Caching,
    /// Headers in addition to those that every file has.
    pub headers: Vec<Header>,
    /// Pages made on request. They take precedence over files.
    pub pages: Option<Arc<dyn Pages>>,
}

/// What browsers are told about how long they may keep a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Caching {
    /// To ask each time, with its `ETag`, whether their copy is still current.
    #[default]
    Ask,
    /// Only when the file was last changed, like a web server with default settings. Browsers guess the rest from that.
    LastModifiedOnly,
}

/// A folder to serve in addition to the first one.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The path under which it is served, such as `npm`.
    pub path: String,
    /// Where it is.
    pub root: PathBuf,
}

/// A header of every file whose path has a certain ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The end of the path, such as `.wasm`; empty for every file.
    pub ending: Cow<'static, str>,
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its value.
    pub value: Cow<'static, str>,
}

/// The endings of the files that a page of another origin reads to show the check.
const SHARED: [&str; 5] = [".js", ".css", ".json", ".wasm", ".svg"];

impl Header {
    /// The headers that let pages of any other origin read the check. Without them a page could not show it inline, or
    /// even load `embed.js`, because browsers fetch module scripts with CORS. None of the files is secret, so every
    /// origin is allowed. The headers of [`isolated`](Self::isolated) are included.
    pub fn cross_origin() -> Vec<Self> {
        let allow = |ending| Self {
            ending: Cow::Borrowed(ending),
            name: Cow::Borrowed("Access-Control-Allow-Origin"),
            value: Cow::Borrowed("*"),
        };
        SHARED
            .map(allow)
            .into_iter()
            .chain(Self::isolated())
            .collect()
    }

    /// The headers that let a page under `Cross-Origin-Embedder-Policy: require-corp` show the check in a frame. Our
    /// page must then send that header, too, and follow it. In a sandboxed frame it has an opaque origin, so it may
    /// load even its own files only if they allow all origins.
    pub fn isolated() -> Vec<Self> {
        let header = |ending, name, value| Self {
            ending: Cow::Borrowed(ending),
            name: Cow::Borrowed(name),
            value: Cow::Borrowed(value),
        };
        vec![
            header(".html", "Cross-Origin-Embedder-Policy", "require-corp"),
            header("", "Cross-Origin-Resource-Policy", "cross-origin"),
        ]
    }
}

/// Makes pages on request.
pub trait Pages: std::fmt::Debug + Send + Sync {
    /// The page at this path, which begins with `/`, for this query, which may be empty; `None` if there is none.
    fn page(&self, path: &str, query: &str) -> Option<Page>;
}

/// A page that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The whole document.
    pub html: String,
    /// Extra headers, such as a content security policy.
    pub headers: Vec<(Cow<'static, str>, String)>,
}
