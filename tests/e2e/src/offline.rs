//! The service worker as the page sees it: its caches, and its updates.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{App, State};
use crate::wait::{until, until_true};

/// Returns what the page can see of its worker.
const WORKER: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const names = await caches.keys();
  const state = names.find((name) => name.endsWith('/state'));
  const written = (state ? await (await caches.open(state)).keys() : []).map(({ url }) => url.split('?')[1].split('=')[0]);
  const count = async (name) => [name, (await (await caches.open(name)).keys()).length];
  return {
    // If one install is in a subfolder of another, the outer one's worker may answer first.
    controls: registration?.scope === new URL('./', location).href
      && navigator.serviceWorker.controller === registration.active,
    active: Boolean(registration?.active),
    waiting: Boolean(registration?.waiting),
    installing: Boolean(registration?.installing),
    tried: written.includes('next'),
    refused: written.includes('refused'),
    pages: written.filter((kind) => kind === 'client').length,
    caches: Object.fromEntries(await Promise.all(names.map(count))),
  };
})().then(done, (error) => done(String(error)));";

/// Checks for a newer version, as the browser does when the page is opened. Waits until there is none, or it has been installed or refused.
const UPDATE: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(() => {});
  const worker = registration.installing;
  if (!worker) return registration.waiting ? 'waiting' : 'none';
  return new Promise((settled) => worker.addEventListener('statechange', () => {
    if (worker.state !== 'installing') settled(worker.state);
  }));
})().then(done, (error) => done(String(error)));";

/// Fetches a file and returns its status and text.
const GET: &str = "
const done = arguments[arguments.length - 1];
fetch(arguments[0]).then(async (response) => [response.status, await response.text()])
  .then(done, () => done(null));";

/// The state of the service worker, as far as the page can see it.
#[derive(Debug, Clone, Deserialize)]
pub struct Worker {
    /// Whether it controls the page.
    pub controls: bool,
    /// Whether a worker is active.
    pub active: bool,
    /// Whether a newer worker waits to take over.
    pub waiting: bool,
    /// Whether a newer worker is being installed.
    pub installing: bool,
    /// Whether there is a newer set of configuration, packs and texts that no page has accepted or refused yet.
    pub tried: bool,
    /// Whether such a set has been refused.
    pub refused: bool,
    /// The number of pages whose version it knows.
    pub pages: usize,
    /// The number of files in each cache of the origin.
    pub caches: std::collections::BTreeMap<String, usize>,
}

impl Worker {
    /// The number of versions whose files are cached.
    pub fn versions(&self) -> usize {
        let names = self.caches.keys().filter_map(|name| name.split('/').nth(2));
        names
            .filter(|last| *last != "state")
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    }
}

impl App {
    /// Opens the page with its service worker and waits until the worker is installed.
    pub async fn open_with_worker(&mut self) -> Result<State> {
        self.site.allow_worker();
        let state = self.open().await?;
        self.until_worker_controls().await?;
        Ok(state)
    }

    /// Waits until the worker controls the page.
    pub async fn until_worker_controls(&self) -> Result<Worker> {
        self.until_worker("a service worker that controls the page", |worker| {
            worker.active && worker.controls && !worker.installing
        })
        .await
    }

    /// Reads the state of the worker.
    pub async fn worker(&self) -> Result<Worker> {
        let seen = self.browser()?.run_async(WORKER, vec![]).await?;
        serde_json::from_value(seen.clone()).with_context(|| seen.to_string())
    }

    /// Waits until the worker's state satisfies `condition`.
    pub async fn until_worker(
        &self,
        what: &str,
        condition: impl Fn(&Worker) -> bool,
    ) -> Result<Worker> {
        let found = until(what, async || {
            Ok(Some(self.worker().await?).filter(&condition))
        })
        .await;
        match found {
            Ok(worker) => Ok(worker),
            Err(error) => Err(error.context(format!("seen: {:?}", self.worker().await?))),
        }
    }

    /// Checks for a newer version. Returns the state of its worker, such as `installed` or `redundant`, or `none`.
    pub async fn update_worker(&self) -> Result<String> {
        let state = self.browser()?.run_async(UPDATE, vec![]).await?;
        Ok(state.as_str().context("a state")?.to_owned())
    }

    /// The status and text of a file as the page gets it, or `None` if the request fails.
    pub async fn fetch(&self, name: &str) -> Result<Option<(u16, String)>> {
        let got = self.browser()?.run_async(GET, vec![json!(name)]).await?;
        Ok(serde_json::from_value::<Option<(u16, String)>>(got)?)
    }

    /// The label of the start button.
    pub async fn start_label(&self) -> Result<String> {
        self.text("[data-action=start]").await
    }

    /// Opens a path inside the page's folder and waits until a matching element is visible.
    pub async fn open_path(&self, path: &str, css: &str) -> Result<()> {
        self.browser()?.open(&(self.site.url() + path)).await?;
        until_true(&format!("{css} at {path}"), async || {
            self.is_visible(css).await
        })
        .await
    }

    /// Sets the member of the served configuration at this JSON pointer.
    pub fn set_config(&self, pointer: &str, value: Value) -> Result<()> {
        let mut config: Value = serde_json::from_str(&self.site.read("config.json")?)?;
        *config.pointer_mut(pointer).context("a member")? = value;
        self.site.put("config.json", config.to_string())
    }

    /// Fails if a cache holds the key of anything the person has stored.
    pub async fn caches_hold_no_record(&self) -> Result<()> {
        const SEARCH: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const text = await (await cache.match(request)).text();
      const kept = Object.keys(localStorage).filter((key) => !key.includes('/pack/')).map((key) => key.split('/').pop()).filter((id) => id.length > 8);
      if (kept.some((id) => text.includes(id) || request.url.includes(id))) found.push(request.url);
    }
  }
  return found;
})().then(done, (error) => done([String(error)]));";
        let found = self.browser()?.run_async(SEARCH, vec![]).await?;
        ensure!(
            found == json!([]),
            "a cached file contains stored data: {found}"
        );
        Ok(())
    }
}
