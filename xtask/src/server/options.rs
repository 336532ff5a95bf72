//! How to serve: where, which folders, which headers beside the usual ones, and pages made when they are asked for.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// How to serve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// A path the files appear under, such as `/tools/check`; empty for the root.
    pub prefix: String,
    /// Other folders, each under a path of its own below the prefix.
    pub folders: Vec<Folder>,
    /// What browsers are told about how long they may keep a file.
    pub caching: Caching,
    /// Headers beside those that every file has.
    pub headers: Vec<Header>,
    /// Pages made when they are asked for; asked before any folder is looked into.
    pub pages: Option<Arc<dyn Pages>>,
}

/// What browsers are told about how long they may keep a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Caching {
    /// To ask each time whether their copy is still good, by its tag.
    #[default]
    Ask,
    /// Only when the file was last changed, as a web server does that nobody has set up. Browsers guess the rest from it.
    Unsaid,
}

/// A folder served beside the first one.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The path it appears under, such as `npm`.
    pub path: String,
    /// Where it is.
    pub root: PathBuf,
}

/// A header of every file whose path ends so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The end of the path, such as `.wasm`; empty for every file.
    pub ending: Cow<'static, str>,
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its value.
    pub value: Cow<'static, str>,
}

/// What the check is read from by a page of another origin.
const SHARED: [&str; 5] = [".js", ".css", ".json", ".wasm", ".svg"];

impl Header {
    /// What lets pages of any other origin read the check, so that they can show it inline, or start it at all: a module script
    /// of another origin is fetched as strictly as data. There is nothing secret in any of it, so every origin may; and
    /// [`isolated`](Self::isolated).
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

    /// What lets a page under `Cross-Origin-Embedder-Policy: require-corp` show the check in a frame. That header then binds our page,
    /// too: sandboxed without an origin, it takes no file, not even its own, that does not say that others may have it.
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

/// Makes pages.
pub trait Pages: std::fmt::Debug + Send + Sync {
    /// The page at this path, which begins with `/`, for this query, which may be empty; `None` if there is none.
    fn page(&self, path: &str, query: &str) -> Option<Page>;
}

/// A page that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The whole document.
    pub html: String,
    /// Headers beside the usual ones, such as a content security policy.
    pub headers: Vec<(Cow<'static, str>, String)>,
}
