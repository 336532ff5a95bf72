//! The demo: pages of many kinds of host that show the check, each made when it is requested.
//!
//! The pages, their index and the end-to-end tests are made from one list, `demo/hosts/hosts.json`. The style sheets of
//! frameworks come from `node_modules`, under `/npm/`, and our own from `demo/hosts/files`. A page has no inline
//! scripts or styles, so that it works under any policy. The query says how to show the check, and the page is made
//! accordingly.

mod article;
mod host;
mod variant;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::build::files;
use crate::server::{Folder, Header, Options, Page, Pages, Server};

use article::Article;
pub use host::{Element, Host};
pub use variant::{Mode, Variant};

/// The folder of the list and what belongs to it, in the checkout.
const FOLDER: &str = "demo/hosts";

/// The path under which the server of the host pages has its own copy of the check.
const OWN: &str = "check";

/// How to serve host pages.
#[derive(Debug, Clone, Default)]
pub struct DemoOptions {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The address of the check, with its closing slash.
    pub check: String,
    /// The folder of the built check, for pages that have it on their own origin.
    pub dist: PathBuf,
    /// Other folders to serve.
    pub folders: Vec<Folder>,
    /// Addresses of scripts that each page loads first.
    pub scripts: Vec<String>,
}

/// Serves the host pages of a checkout; their index is at the root.
pub fn start(checkout: &Path, options: DemoOptions) -> Result<Server> {
    let demo = Demo::read(checkout, options.check, options.scripts)?;
    let own = |path: &str, root: PathBuf| Folder {
        path: path.to_owned(),
        root,
    };
    let mut folders = options.folders;
    folders.push(own("npm", checkout.join("node_modules")));
    folders.push(own(OWN, options.dist));
    let options = Options {
        port: options.port,
        folders,
        // Pages of the same origin need no permission to read the server's own copy of the check. But a page under
        // `Cross-Origin-Embedder-Policy` shows a frame only if the frame has that header, too.
        headers: Header::isolated(),
        pages: Some(Arc::new(demo)),
        ..Options::default()
    };
    Server::start(&checkout.join(FOLDER), options)
}

/// The list of hosts.
pub fn hosts(checkout: &Path) -> Result<Vec<Host>> {
    json(&checkout.join(FOLDER).join("hosts.json"))
}

fn json<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T> {
    serde_json::from_str(&files::read_text(file)?).with_context(|| file.display().to_string())
}

/// Every page, as it was when the server started.
#[derive(Debug)]
struct Demo {
    hosts: Vec<(Host, Article, String)>,
    index: String,
    check: String,
    scripts: Vec<String>,
}

impl Demo {
    fn read(checkout: &Path, check: String, scripts: Vec<String>) -> Result<Self> {
        let folder = checkout.join(FOLDER);
        let template = |name: &str| files::read_text(&folder.join("pages").join(name));
        let mut all = Vec::new();
        for host in hosts(checkout)? {
            let article: Article = json(&folder.join(&host.article))?;
            let template = template(&host.page)?;
            all.push((host, article, template));
        }
        Ok(Self {
            hosts: all,
            index: template("index.html")?,
            check,
            scripts,
        })
    }

    fn index(&self) -> Page {
        let hosts = self.hosts.iter().map(|(host, ..)| {
            let link = |variant: Variant| {
                format!(
                    r#"<a href="/{}?{}">{}</a>"#,
                    host.name,
                    variant.query(),
                    variant.name()
                )
            };
            let ways = host.modes().iter().flat_map(|mode| {
                let boxes = host.boxes.iter();
                let boxed = boxes.map(|name| Variant::new(*mode, false).in_box(name));
                Variant::all(*mode).into_iter().chain(boxed)
            });
            format!(
                "<dt>{}</dt><dd>{} {}</dd>",
                article::escape(&host.title),
                article::escape(&host.about),
                ways.map(link).collect::<Vec<_>>().join(" · ")
            )
        });
        Page {
            html: fill(
                &self.index,
                &[
                    ("check", self.check.clone()),
                    ("hosts", hosts.collect::<String>()),
                ],
            ),
            headers: Vec::new(),
        }
    }

    fn host(&self, host: &Host, article: &Article, template: &str, variant: &Variant) -> Page {
        let own = format!("/{OWN}/");
        let check = if variant.own { &own } else { &self.check };
        let scripts = self.scripts.iter().map(|address| {
            let address = article::escape(address);
            format!(r#"<script src="{address}"></script>"#)
        });
        let styles = host.styles.iter().map(|address| {
            let address = article::escape(address);
            format!(r#"<link rel="stylesheet" href="{address}" />"#)
        });
        let one = host.boxed(article, check, variant);
        let between = article::html(&article.between, &host.classes);
        let widgets = vec![one; host.widgets].join(&between);
        let html = fill(
            template,
            &[
                ("lang", article::escape(&article.lang)),
                ("dir", article::escape(&article.dir)),
                ("organisation", article::escape(&article.organisation)),
                ("home", article::escape(&article.home)),
                ("section", article::escape(&article.section)),
                ("skip", article::escape(&article.skip)),
                ("title", article::escape(&article.title)),
                ("footer", article::escape(&article.footer)),
                ("head", scripts.chain(styles).collect()),
                ("before", article::html(&article.before, &host.classes)),
                ("widget", widgets),
                ("after", article::html(&article.after, &host.classes)),
            ],
        );
        let origin = if variant.own {
            "'self'"
        } else {
            check.trim_end_matches('/')
        };
        let policy = host.policy(variant.mode);
        let policy = policy.map(|policy| policy.replace("{check}", origin));
        let header = |policy| (Cow::Borrowed("Content-Security-Policy"), policy);
        let more = host.headers.iter();
        let more = more.map(|(name, value)| (Cow::Owned(name.clone()), value.clone()));
        Page {
            html,
            headers: policy.map(header).into_iter().chain(more).collect(),
        }
    }
}

impl Pages for Demo {
    fn page(&self, path: &str, query: &str) -> Option<Page> {
        let name = path.strip_prefix('/')?;
        if name.is_empty() {
            return Some(self.index());
        }
        let (host, article, template) = self.hosts.iter().find(|(host, ..)| host.name == name)?;
        Some(self.host(host, article, template, &Variant::read(query)))
    }
}

/// Replaces each `{{name}}` with its value.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    values
        .iter()
        .fold(template.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
}

#[cfg(test)]
mod tests;
