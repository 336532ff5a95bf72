//! A copy of `dist/` that a test may damage, and its server.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use xtask::build::first_styles::source;
use xtask::build::{files, offline};
use xtask::server::{Caching, Header, Hold, Options, Refusal, Server};

use crate::programs::Programs;

/// The files of the first load that a page cannot do without, as patterns.
pub const FIRST_LOAD: [&str; 5] = [
    ".wasm",
    "app-*.js",
    "packs/practitioner.first.json",
    "config.json",
    "locales/en.json",
];

/// A served copy of the built page.
///
/// The service worker is refused at first, because most tests look at what comes over the network. [`Site::allow_worker`] serves it.
pub struct Site {
    dist: PathBuf,
    no_worker: Option<Refusal>,
    // Dropped before the folder it serves.
    server: Option<Server>,
    port: u16,
    prefix: String,
    caching: Caching,
    dated_files: Cell<u32>,
    headers: Vec<Header>,
    folder: TempDir,
}

impl Site {
    /// Copies the built page and serves it under `prefix`, or at the root if that is empty.
    pub fn start(programs: &Programs, prefix: &str) -> Result<Self> {
        let folder = TempDir::new()?;
        copy(&programs.dist, folder.path())?;
        let mut site = Self {
            dist: programs.dist.clone(),
            no_worker: None,
            server: None,
            port: 0,
            prefix: prefix.to_owned(),
            caching: Caching::default(),
            dated_files: Cell::new(0),
            // The check is also embedded in pages of other origins.
            headers: Header::cross_origin(),
            folder,
        };
        site.serve()?;
        site.no_worker = site.refuse(offline::WORKER);
        Ok(site)
    }

    /// Starts the server again at the same address, after [`Site::stop`].
    pub fn serve(&mut self) -> Result<()> {
        let options = Options {
            port: self.port,
            prefix: self.prefix.clone(),
            caching: self.caching,
            headers: self.headers.clone(),
            ..Options::default()
        };
        let server = Server::start(self.folder.path(), options)?;
        self.port = server.port();
        self.server = Some(server);
        Ok(())
    }

    /// Adds a header for every path with this ending.
    pub fn add_header(
        &mut self,
        ending: &'static str,
        name: &'static str,
        value: &'static str,
    ) -> Result<()> {
        let [ending, name, value] = [ending, name, value].map(Into::into);
        self.headers.push(Header {
            ending,
            name,
            value,
        });
        self.restart()
    }

    /// Serves files that are years old without any caching headers, like a web server that nobody has configured.
    pub fn serve_without_cache_headers(&mut self) -> Result<()> {
        self.caching = Caching::LastModifiedOnly;
        for file in files::list(self.folder.path())? {
            self.set_old_date(&self.folder.path().join(file))?;
        }
        self.restart()
    }

    /// Gives a file a date years ago, one day later at each call: HTTP dates are in whole seconds.
    fn set_old_date(&self, file: &Path) -> Result<()> {
        const DAY: Duration = Duration::from_secs(86_400);
        let day = self.dated_files.get();
        self.dated_files.set(day + 1);
        let time = SystemTime::UNIX_EPOCH + DAY * 5000 + DAY * day;
        let file = fs::File::options().write(true).open(file)?;
        Ok(file.set_modified(time)?)
    }

    /// Makes the page give up on its files after two seconds instead of twenty, in its scripts and its style sheet.
    pub fn shorten_timeouts(&self) -> Result<()> {
        self.set_timeouts("2e3", "2s")
    }

    /// Makes the page wait for its files for longer than any scenario lasts.
    pub fn lengthen_timeouts(&self) -> Result<()> {
        self.set_timeouts("2e6", "2000s")
    }

    fn set_timeouts(&self, milliseconds: &str, seconds: &str) -> Result<()> {
        for (pattern, from, to) in [
            ("loader-*.js", "2e4", milliseconds),
            ("extras-*.js", "2e4", milliseconds),
            ("sw.js", "2e4", milliseconds),
            ("app-*.css", "20s", seconds),
        ] {
            let text = self.read(pattern)?;
            ensure!(text.contains(from), "{pattern} has no {from}");
            self.put(pattern, text.replace(from, to))?;
        }
        // The style rule is also in the page's inline styles, whose hash the policy lists.
        let page = self.read("index.html")?;
        let styles = first_styles(&page)?;
        let changed = styles.replace("20s", seconds);
        ensure!(changed != styles, "the first styles have no 20s");
        let allowed = page.replace(&source(styles), &source(&changed));
        self.put("index.html", allowed.replace(styles, &changed))
    }

    fn restart(&mut self) -> Result<()> {
        self.server = None;
        let without_worker = self.no_worker.take().is_some();
        self.serve()?;
        if without_worker {
            self.no_worker = self.refuse(offline::WORKER);
        }
        Ok(())
    }

    /// Stops the server, so that nothing answers at the page's address.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Serves the service worker from now on.
    pub fn allow_worker(&mut self) {
        self.no_worker = None;
    }

    /// The served folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The page's address.
    pub fn url(&self) -> String {
        let prefix = self.prefix.trim_matches('/');
        let slash = if prefix.is_empty() { "" } else { "/" };
        format!("http://127.0.0.1:{}{slash}{prefix}/", self.port)
    }

    /// The paths requested so far, without icons and the manifest, which browsers fetch whenever they like.
    pub fn requests(&self) -> Vec<String> {
        let all = self.server.iter().flat_map(Server::requests);
        let own_affair = |path: &str| {
            let file = path.rsplit('/').next().unwrap_or_default();
            file.starts_with("icon") || file == "favicon.ico" || file == "manifest.webmanifest"
        };
        all.map(|request| request.path)
            .filter(|path| !own_affair(path))
            .collect()
    }

    /// Clears the list of requests.
    pub fn forget_requests(&self) {
        if let Some(server) = &self.server {
            server.clear_log();
        }
    }

    /// Holds back every response whose path ends with `ending`, until the guard is dropped.
    pub fn hold(&self, ending: &str) -> Option<Hold> {
        self.server.as_ref().map(|server| server.hold(ending))
    }

    /// Sends only the first half of every file whose path ends with `ending`, and the rest once the guard is dropped.
    pub fn hold_halfway(&self, ending: &str) -> Option<Hold> {
        self.server.as_ref().map(|server| server.halve(ending))
    }

    /// Answers 503 for every path that ends with `ending`, until the guard is dropped.
    pub fn refuse(&self, ending: &str) -> Option<Refusal> {
        self.server.as_ref().map(|server| server.refuse(ending))
    }

    /// Every file that the service worker has to fetch: those it caches, and the one that names the release.
    pub fn worker_files(&self) -> Result<Vec<String>> {
        let all = files::list(self.folder.path())?.into_iter();
        let names = all.map(|path| path.to_string_lossy().replace('\\', "/"));
        let needed = |name: &String| offline::is_kept(name) || name == offline::RELEASE;
        Ok(names.filter(needed).collect())
    }

    /// Serves a second version: Start reads differently, and the lazy module has another name, as after a build. Returns that name.
    pub fn deploy_second_version(&self) -> Result<String> {
        let folder = self.folder.path();
        let (old, new) = (
            self.file_name("later-*.wasm")?,
            "later-00000000.wasm".to_owned(),
        );
        let page = self.read("index.html")?;
        self.put("index.html", page.replace(&old, &new))?;
        let locale = self.read("locales/en.json")?;
        self.put(
            "locales/en.json",
            locale.replace("\"Start\"", "\"Now: Start\""),
        )?;
        fs::copy(folder.join(&old), folder.join(&new))?;
        self.remove(&old)?;
        self.update_release()?;
        Ok(new)
    }

    /// Makes what is served now a version of its own.
    pub fn update_release(&self) -> Result<()> {
        offline::update_release(self.folder.path()).map(drop)
    }

    /// Serves an additional file that is not part of the build.
    pub fn add(&self, name: &str, text: &str) -> Result<()> {
        files::write(&self.folder.path().join(name), text.as_bytes())
    }

    /// Adds a second copy of the page in a subfolder, and returns its address.
    pub fn add_second_copy(&self, name: &str) -> Result<String> {
        copy(&self.dist, &self.folder.path().join(name))?;
        Ok(format!("{}{name}/", self.url()))
    }

    /// The name of the built file that matches a pattern such as `app-*.js`.
    pub fn file_name(&self, pattern: &str) -> Result<String> {
        let (start, end) = pattern.split_once('*').unwrap_or(("", pattern));
        if pattern.contains('/') || self.dist.join(pattern).is_file() {
            return Ok(pattern.to_owned());
        }
        self.dist
            .read_dir()?
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .find(|name| name.starts_with(start) && name.ends_with(end))
            .with_context(|| format!("dist/ has no {pattern}"))
    }

    /// The content of a file as it is served now.
    pub fn read(&self, pattern: &str) -> Result<String> {
        Ok(fs::read_to_string(
            self.folder.path().join(self.file_name(pattern)?),
        )?)
    }

    /// Replaces a file.
    pub fn put(&self, pattern: &str, content: impl AsRef<[u8]>) -> Result<()> {
        self.remove(pattern)?;
        let file = self.folder.path().join(self.file_name(pattern)?);
        fs::write(&file, content)?;
        if self.caching == Caching::LastModifiedOnly {
            self.set_old_date(&file)?;
        }
        Ok(())
    }

    /// Replaces the default pack by this one, in a single part, as an organisation would put it there by hand.
    pub fn put_pack(&self, text: &str) -> Result<()> {
        self.remove("packs/practitioner.first.json")?;
        self.put("packs/practitioner.json", text)
    }

    /// Changes the served configuration.
    pub fn configure(&self, change: impl FnOnce(&mut serde_json::Value)) -> Result<()> {
        let mut config = serde_json::from_str(&self.read("config.json")?)?;
        change(&mut config);
        self.put("config.json", config.to_string())
    }

    /// Removes a file and its compressed copies.
    pub fn remove(&self, pattern: &str) -> Result<()> {
        let file = self.folder.path().join(self.file_name(pattern)?);
        for path in [".br", ".gz", ""].map(|suffix| with_suffix(&file, suffix)) {
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Restores a file as it was built.
    pub fn restore(&self, pattern: &str) -> Result<()> {
        self.remove(pattern)?;
        let name = self.file_name(pattern)?;
        fs::copy(self.dist.join(&name), self.folder.path().join(&name))?;
        Ok(())
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Site").field(&self.url()).finish()
    }
}

/// The content of a page's inline `<style>`.
pub fn first_styles(page: &str) -> Result<&str> {
    let styles = page.split_once("<style>").map(|(_, rest)| rest);
    let styles = styles.and_then(|rest| rest.split_once("</style>"));
    Ok(styles.context("a page has first styles")?.0)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
