//! A small site, and how the tests request its files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

/// A small site in a folder of its own, removed afterwards.
pub(super) struct Site(PathBuf);

impl Site {
    pub(super) fn new(name: &str) -> Result<Self> {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&root)?;
        std::fs::write(root.join("index.html"), "<html>page</html>")?;
        std::fs::write(root.join("app.js"), "plain")?;
        std::fs::write(root.join("app.js.br"), "as brotli")?;
        std::fs::write(root.join("app.js.gz"), "as gzip")?;
        Ok(Self(root))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) type Answer = ureq::http::Response<ureq::Body>;

/// Sends one request with these headers. Does not follow redirects.
pub(super) fn ask(method: &str, url: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(20)))
        .proxy(None)
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(agent.run(request.body(())?)?)
}

pub(super) fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or("")
}
