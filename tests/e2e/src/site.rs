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

/// The files of the first load that a page cannot do without, by their endings.
pub const FIRST_LOAD: [&str; 5] = [
    ".wasm",
    "app-*.js",
    "packs/practitioner.first.json",
    "config.json",
    "locales/en.json",
];

/// A served copy of the built page.
///
/// Without its service worker, as most tests look at what comes over the network; [`Site::allow_worker`] is for the others.
pub struct Site {
    dist: PathBuf,
    no_worker: Option<Refusal>,
    // Before the folder it serves.
    server: Option<Server>,
    port: u16,
    prefix: String,
    caching: Caching,
    dated: Cell<u32>,
    headers: Vec<Header>,
    folder: TempDir,
}

impl Site {
    /// Copies and serves, under `prefix` or at the root.
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
            dated: Cell::new(0),
            // Pages of other origins show the check, too.
            headers: Header::cross_origin(),
            folder,
        };
        site.begin()?;
        site.no_worker = site.refuse(offline::WORKER);
        Ok(site)
    }

    /// Serves again after [`Site::stop`], at the same address.
    pub fn begin(&mut self) -> Result<()> {
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

    /// Serves with this header, too, for every path that ends so.
    pub fn send(
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
        self.begin_again()
    }

    /// Serves as a web server does that nobody has set up, with files that are years old.
    pub fn serve_unsaid(&mut self) -> Result<()> {
        self.caching = Caching::Unsaid;
        for file in files::list(self.folder.path())? {
            self.date(&self.folder.path().join(file))?;
        }
        self.begin_again()
    }

    /// Dates a file to some day years ago, each time a day later: HTTP tells times apart by whole seconds.
    fn date(&self, file: &Path) -> Result<()> {
        const DAY: Duration = Duration::from_secs(86_400);
        let day = self.dated.get();
        self.dated.set(day + 1);
        let time = SystemTime::UNIX_EPOCH + DAY * 5000 + DAY * day;
        let file = fs::File::options().write(true).open(file)?;
        Ok(file.set_modified(time)?)
    }

    /// Lets the page lose patience after two seconds rather than twenty, in its scripts and its style sheet.
    pub fn hurry(&self) -> Result<()> {
        self.wait_for_files("2e3", "2s")
    }

    /// Lets the page wait for its files for longer than any scenario lasts.
    pub fn take_time(&self) -> Result<()> {
        self.wait_for_files("2e6", "2000s")
    }

    fn wait_for_files(&self, milliseconds: &str, seconds: &str) -> Result<()> {
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
        // The page has the style rule in its first styles, too, which its policy knows by their hash.
        let page = self.read("index.html")?;
        let styles = first_styles(&page)?;
        let changed = styles.replace("20s", seconds);
        ensure!(changed != styles, "the first styles have no 20s");
        let allowed = page.replace(&source(styles), &source(&changed));
        self.put("index.html", allowed.replace(styles, &changed))
    }

    fn begin_again(&mut self) -> Result<()> {
        self.server = None;
        let without_worker = self.no_worker.take().is_some();
        self.begin()?;
        if without_worker {
            self.no_worker = self.refuse(offline::WORKER);
        }
        Ok(())
    }

    /// Stops the server: nothing answers at the page's address any more.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// Serves the service worker from now on, too.
    pub fn allow_worker(&mut self) {
        self.no_worker = None;
    }

    /// The folder that is served.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The page's address.
    pub fn url(&self) -> String {
        let prefix = self.prefix.trim_matches('/');
        let slash = if prefix.is_empty() { "" } else { "/" };
        format!("http://127.0.0.1:{}{slash}{prefix}/", self.port)
    }

    /// The paths asked for so far, without icons and manifest: when a browser fetches those is its own affair.
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

    /// Forgets them.
    pub fn forget_requests(&self) {
        if let Some(server) = &self.server {
            server.clear_log();
        }
    }

    /// Holds back every file whose path ends so.
    pub fn hold(&self, ending: &str) -> Option<Hold> {
        self.server.as_ref().map(|server| server.hold(ending))
    }

    /// Sends the first half of every file whose path ends so, and the rest once the guard is dropped.
    pub fn halve(&self, ending: &str) -> Option<Hold> {
        self.server.as_ref().map(|server| server.halve(ending))
    }

    /// Answers 503 for every file whose path ends so.
    pub fn refuse(&self, ending: &str) -> Option<Refusal> {
        self.server.as_ref().map(|server| server.refuse(ending))
    }

    /// Every file that the service worker has to get: those it keeps, and the one that says which release they are of.
    pub fn files(&self) -> Result<Vec<String>> {
        let all = files::list(self.folder.path())?.into_iter();
        let names = all.map(|path| path.to_string_lossy().replace('\\', "/"));
        let needed = |name: &String| offline::is_kept(name) || name == offline::RELEASE;
        Ok(names.filter(needed).collect())
    }

    /// A second version, as a build makes it: with other words on its start button, and with another name for the second
    /// module, so that the server has the first version's no more. Returns that name.
    pub fn deploy(&self) -> Result<String> {
        let folder = self.folder.path();
        let (old, new) = (self.name("later-*.wasm")?, "later-00000000.wasm".to_owned());
        let page = self.read("index.html")?;
        self.put("index.html", page.replace(&old, &new))?;
        let locale = self.read("locales/en.json")?;
        self.put(
            "locales/en.json",
            locale.replace("\"Start\"", "\"Now: Start\""),
        )?;
        fs::copy(folder.join(&old), folder.join(&new))?;
        self.remove(&old)?;
        self.seal()?;
        Ok(new)
    }

    /// Makes what is served now a version of its own.
    pub fn seal(&self) -> Result<()> {
        offline::reseal(self.folder.path()).map(drop)
    }

    /// Serves a file that no build knows of.
    pub fn add(&self, name: &str, text: &str) -> Result<()> {
        files::write(&self.folder.path().join(name), text.as_bytes())
    }

    /// A second copy of the page, in a folder of this one's: its address.
    pub fn beside(&self, name: &str) -> Result<String> {
        copy(&self.dist, &self.folder.path().join(name))?;
        Ok(format!("{}{name}/", self.url()))
    }

    /// The name of the file that matches: `app-*.js` is what begins and ends so.
    pub fn name(&self, pattern: &str) -> Result<String> {
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

    /// A file as it is served now.
    pub fn read(&self, pattern: &str) -> Result<String> {
        Ok(fs::read_to_string(
            self.folder.path().join(self.name(pattern)?),
        )?)
    }

    /// Serves this in place of a file.
    pub fn put(&self, pattern: &str, content: impl AsRef<[u8]>) -> Result<()> {
        self.remove(pattern)?;
        let file = self.folder.path().join(self.name(pattern)?);
        fs::write(&file, content)?;
        if self.caching == Caching::Unsaid {
            self.date(&file)?;
        }
        Ok(())
    }

    /// Serves this pack in place of the default one, as put there by hand: in one part.
    pub fn put_pack(&self, text: &str) -> Result<()> {
        self.remove("packs/practitioner.first.json")?;
        self.put("packs/practitioner.json", text)
    }

    /// Serves the configuration, changed.
    pub fn configure(&self, change: impl FnOnce(&mut serde_json::Value)) -> Result<()> {
        let mut config = serde_json::from_str(&self.read("config.json")?)?;
        change(&mut config);
        self.put("config.json", config.to_string())
    }

    /// Takes a file away, with its compressed neighbours.
    pub fn remove(&self, pattern: &str) -> Result<()> {
        let file = self.folder.path().join(self.name(pattern)?);
        for path in [".br", ".gz", ""].map(|suffix| with_suffix(&file, suffix)) {
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Puts a file back as it was built.
    pub fn restore(&self, pattern: &str) -> Result<()> {
        self.remove(pattern)?;
        let name = self.name(pattern)?;
        fs::copy(self.dist.join(&name), self.folder.path().join(&name))?;
        Ok(())
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Site").field(&self.url()).finish()
    }
}

/// The styles that stand in a page.
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
