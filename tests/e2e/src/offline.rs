//! The service worker, seen from the page: what it holds, and what becomes of a newer version.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{App, State};
use crate::wait::{until, until_true};

/// What the page can see of its worker.
const WORKER: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const names = await caches.keys();
  const state = names.find((name) => name.endsWith('/state'));
  const written = (state ? await (await caches.open(state)).keys() : []).map(({ url }) => url.split('?')[1].split('=')[0]);
  const count = async (name) => [name, (await (await caches.open(name)).keys()).length];
  return {
    // In a folder within another install's, that one's worker may be the first to answer.
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

/// Asks for a newer version, as the browser does when the page is opened, and waits until there is none or it has been
/// taken in or refused.
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

/// What a page gets when it asks for a file.
const GET: &str = "
const done = arguments[arguments.length - 1];
fetch(arguments[0]).then(async (response) => [response.status, await response.text()])
  .then(done, () => done(null));";

/// What the page can see of its worker.
#[derive(Debug, Clone, Deserialize)]
pub struct Worker {
    /// Whether the page is its page.
    pub controls: bool,
    /// Whether one is at work.
    pub active: bool,
    /// Whether a newer one waits.
    pub waiting: bool,
    /// Whether a newer one is being taken in.
    pub installing: bool,
    /// Whether a newer set of configuration, packs and texts is here that no page has found good or refused yet.
    pub tried: bool,
    /// Whether one was refused.
    pub refused: bool,
    /// How many pages it knows the version of.
    pub pages: usize,
    /// Every cache of the origin, and how many files it holds.
    pub caches: std::collections::BTreeMap<String, usize>,
}

impl Worker {
    /// How many caches hold files of a version; its configuration, packs and texts are in others.
    pub fn versions(&self) -> usize {
        let names = self.caches.keys().filter_map(|name| name.split('/').nth(2));
        names
            .filter(|last| *last != "state")
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    }
}

impl App {
    /// Opens the page with its service worker and waits until that has taken everything in.
    pub async fn open_with_worker(&mut self) -> Result<State> {
        self.site.allow_worker();
        let state = self.open().await?;
        self.worker_controls().await?;
        Ok(state)
    }

    /// Waits until the page is the worker's page.
    pub async fn worker_controls(&self) -> Result<Worker> {
        self.worker_until("a worker that answers for the page", |worker| {
            worker.active && worker.controls && !worker.installing
        })
        .await
    }

    /// What the page can see of its worker now.
    pub async fn worker(&self) -> Result<Worker> {
        let seen = self.browser()?.run_async(WORKER, vec![]).await?;
        serde_json::from_value(seen.clone()).with_context(|| seen.to_string())
    }

    /// Waits until the worker is so.
    pub async fn worker_until(&self, what: &str, so: impl Fn(&Worker) -> bool) -> Result<Worker> {
        let found = until(what, async || Ok(Some(self.worker().await?).filter(&so))).await;
        match found {
            Ok(worker) => Ok(worker),
            Err(error) => Err(error.context(format!("seen: {:?}", self.worker().await?))),
        }
    }

    /// Looks for a newer version; says what became of it.
    pub async fn update(&self) -> Result<String> {
        let state = self.browser()?.run_async(UPDATE, vec![]).await?;
        Ok(state.as_str().context("a state")?.to_owned())
    }

    /// Status and text of a file of the page's, as the page gets it; nothing when it gets none.
    pub async fn get(&self, name: &str) -> Result<Option<(u16, String)>> {
        let got = self.browser()?.run_async(GET, vec![json!(name)]).await?;
        Ok(serde_json::from_value::<Option<(u16, String)>>(got)?)
    }

    /// The words on the start button.
    pub async fn start_says(&self) -> Result<String> {
        self.text("[data-action=start]").await
    }

    /// Opens this address of the page's own folder and waits until this can be seen.
    pub async fn open_at(&self, path: &str, css: &str) -> Result<()> {
        self.browser()?.open(&(self.site.url() + path)).await?;
        until_true(&format!("{css} at {path}"), async || self.sees(css).await).await
    }

    /// The member of the served configuration at this pointer becomes `value`.
    pub fn set_config(&self, pointer: &str, value: Value) -> Result<()> {
        let mut config: Value = serde_json::from_str(&self.site.read("config.json")?)?;
        *config.pointer_mut(pointer).context("a member")? = value;
        self.site.put("config.json", config.to_string())
    }

    /// Whether the worker holds nothing of the person: no file in any cache has an answer's, a note's or a plan's key in it.
    pub async fn caches_hold_no_record(&self) -> Result<()> {
        const LOOK: &str = "
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
        let found = self.browser()?.run_async(LOOK, vec![]).await?;
        ensure!(found == json!([]), "in the caches: {found}");
        Ok(())
    }
}
