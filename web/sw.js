// The service worker: after the first load everything works with the network off, and a newer version comes in only when the
// person says so.
//
// The build writes the line before this one: the digest of the whole build, and each file with its SHA-256, empty for what an
// organisation may edit in place. The caches, all of them of this install's own:
// - `<base><digest>`: the files of one version.
// - `<base><digest>/<set>`: what is read newest when online (configuration, packs, texts), one consistent set in each.
// - `<base>state`: which page runs on which of them, and which sets are good. Browsers end a worker whenever they like, so it
//   is written down.
// Nothing a person has answered or written is ever in one of them.
//
// Other pages of the origin can write into these caches, and a device can damage what it stores. So a file is served from one only
// while it is what was fetched: its SHA-256 is the build's, or else the one that was taken down when it came. The second lies in the
// same cache. It finds what was damaged, but a page of the origin can write a file and its sum anew, and is believed until the next
// load that gets a whole set from the server.
import { ask, within } from "./request.js";

/* global LAST_RESORT */
// A whole page, written in by the build: it cannot be damaged, as it is part of this script.
const lastResort = () => {
  // The second header as on a server for isolated pages: such a page would not show it in a frame otherwise.
  const headers = { "content-type": "text/html; charset=utf-8", "cross-origin-embedder-policy": "require-corp" };
  return new Response(LAST_RESORT, { status: 503, headers });
};

const { digest, files } = self.release;
const { registration, clients, caches } = self;
const scope = new URL(registration.scope);
const base = "compassion-check/" + encodeURIComponent(scope.pathname) + "/";
const own = base + digest;
const first = own + "/0";

// How long a page waits for newer texts before it begins with the last good ones, in milliseconds.
const PATIENCE = 3000;

const url = (name) => scope.href + name;
const isOurs = (name) => Object.hasOwn(files, name);
const isLive = (name) => /^(config(\.[\w-]+)?|(packs|locales)\/.+)\.json$/.test(name);
// Another version's file, asked for by a page that still runs on it.
const HASHED = /^[^/]+-([0-9a-f]{8})\.\w+$/;
const isHashed = (name) => HASHED.test(name);

// The header in which a cached file carries the SHA-256 it had when it was fetched.
const SUM = "compassion-check-sha256";

// A file in a cache, if it is there and still what it was. The name of another version's file begins its SHA-256.
async function find(cacheName, name) {
  const held = await caches.match(url(name), { cacheName, ignoreVary: true });
  if (!held) return undefined;
  const sum = files[name] || HASHED.exec(name)?.[1] || held.headers.get(SUM);
  try {
    if (sum && (await hash(await held.clone().arrayBuffer())).startsWith(sum)) return held;
  } catch {
    // It cannot even be read.
  }
  return undefined;
}

// Short texts under addresses that nobody asks for.
const state = {
  at: (kind, name) => url("?" + kind + "=" + encodeURIComponent(name)),
  open: () => caches.open(base + "state"),
  get: async (kind, name) => (await (await state.open()).match(state.at(kind, name)))?.text(),
  put: async (kind, name, text) => (await state.open()).put(state.at(kind, name), new Response(text)),
  drop: async (kind, name) => (await state.open()).delete(state.at(kind, name)),
  all: async (kind) => {
    const held = (await (await state.open()).keys()).map((request) => new URL(request.url).searchParams.get(kind));
    return Promise.all(held.filter((name) => name !== null).map(async (name) => [name, await state.get(kind, name)]));
  },
};

const hash = async (body) =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", body)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Whether a file is what it should be: as built, or, where it may be edited, at least no sign-in page of some network.
function isGood(name, body, sum) {
  if (files[name]) return sum === files[name];
  if (/json$|manifest$/.test(name)) JSON.parse(new TextDecoder().decode(body));
  return true;
}

// A file from the server, asked for anew; a browser's cache that holds a damaged copy is passed over.
async function fetched(name) {
  for (const cache of ["no-cache", "reload"]) {
    const [response, body] = await within(async (signal) => {
      const response = await ask(url(name), { cache, signal });
      return [response, await response.arrayBuffer()];
    });
    const sum = await hash(body);
    if (isGood(name, body, sum)) {
      // Without the redirect it may have come by, which pages are refused, and without what was undone on the way.
      const headers = new Headers(response.headers);
      for (const undone of ["content-encoding", "content-length", "vary"]) headers.delete(undone);
      headers.set(SUM, sum);
      return { sum, response: () => new Response(body, { headers }) };
    }
  }
  throw Error(name + ": not as it was built");
}

// The same for what a build did not know of, such as an organisation's own pack: nothing when it is there no more.
const fetchedIfThere = (name) =>
  fetched(name).catch((error) => {
    if (error.status !== 404 && error.status !== 410) throw error;
  });

const isGone = (name) =>
  within((signal) => ask(url(name), { cache: "no-store", signal })).then(
    () => false,
    (error) => {
      if (!error.status) throw error;
      return [404, 410].includes(error.status);
    },
  );

// Whether the server still has this very version: only then its texts fit the rest.
const isServed = () =>
  within(async (signal) => (await (await ask(url("release.json"), { cache: "no-store", signal })).json()).digest === digest);

// The check was taken off the site: it must not live on here.
async function leaveIfWithdrawn() {
  if ((await isGone("release.json")) && (await isGone("sw.js"))) await registration.unregister();
}

// What is read, decided and written about sets and pages is done by one at a time: a set must not be removed while it is chosen.
let queue = Promise.resolve();
const alone = (job) => (queue = queue.then(job, job));

// The set that pages have started on, and a newer one that none has yet.
async function lastSet() {
  const last = await state.get("last", own);
  return last && (await caches.has(last)) ? last : first;
}
const nextSet = () => state.get("next", own);

// The names in a set that a build did not know of.
async function addedTo(set) {
  const requests = (await caches.has(set)) ? await (await caches.open(set)).keys() : [];
  return requests.map((request) => request.url.slice(scope.href.length)).filter((name) => !isOurs(name));
}

// --- Coming in: all of it, or nothing.

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const before = await caches.has(own);
  try {
    const [fixed, set] = [await caches.open(own), await caches.open(first)];
    const added = (await Promise.all((await state.all("last")).map(([, last]) => addedTo(last)))).flat();
    const put = async (name, got) => got && (isOurs(name) && !isLive(name) ? fixed : set).put(url(name), got.response());
    const done = await Promise.allSettled([
      ...Object.keys(files).map(async (name) => put(name, await fetched(name))),
      ...added.map(async (name) => put(name, await fetchedIfThere(name))),
    ]);
    const failed = done.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    if (!(await isServed())) throw Error("the server has another version by now");
    if (!(await caches.has(own))) throw Error("what was fetched is gone");
  } catch (error) {
    // A page may still run on the same version, from an earlier time.
    if (!before) await Promise.all([own, first].map((name) => caches.delete(name)));
    throw error;
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
  else event.waitUntil(told(event.source.id, event.data));
});

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  // Pages that came from the network, before there was a worker: what they run on is here now.
  for (const client of await clients.matchAll({ includeUncontrolled: true })) {
    if (client.url.startsWith(scope.href) && !(await state.get("client", client.id)))
      await state.put("client", client.id, own + "\n" + first);
  }
  await clients.claim();
  await alone(tidy);
}

// A page tells whether the check has started, and what it fetched: on a first load there was no worker yet to see it.
async function told(id, { started, fetched }) {
  const set = await alone(async () => {
    // A page that came past the worker has no set of its own. Nor has one that was left before this was read: its place is
    // cleared away by then, and what it ran on cannot be told any more.
    const [version, set] = (await state.get("client", id))?.split("\n") ?? [own, await lastSet()];
    if (version !== own) return;
    if (started) await state.put("last", own, set);
    // It may read as JSON and still be none that a check can be made of: better the set before than no check.
    else if (set !== (await lastSet())) await state.put("refused", set, "");
    if (set === (await nextSet())) await state.drop("next", own);
    return set;
  });
  if (started && set) await keep(set, fetched);
}

async function keep(set, urls) {
  const names = urls.filter((at) => at.startsWith(scope.href)).map((at) => at.slice(scope.href.length).split(/[?#]/)[0]);
  for (const name of names) {
    if (name && !isOurs(name) && !isHashed(name) && !(await find(set, name))) await add(set, name).catch(() => {});
  }
}

async function add(cacheName, name) {
  const got = await fetched(name);
  await (await caches.open(cacheName)).put(url(name), got.response());
  return got.response();
}

// --- Which version and which set a page runs on: decided once for each load.

const decisions = new Map();
// Pages that were there: once they are no more, nothing is kept for them.
const seen = new Set();

async function decide(event, id) {
  // Asked for by no page, as a manifest's icons are.
  if (!id) return [own, await lastSet()];
  if (!decisions.has(id)) decisions.set(id, decided(event, id));
  return decisions.get(id);
}

async function decided(event, id) {
  const known = await state.get("client", id);
  if (known) return known.split("\n");
  const before = await alone(async () => {
    const set = (await nextSet()) ?? (await lastSet());
    await state.put("client", id, own + "\n" + set);
    return set;
  });
  const attempt = renewed(before);
  event.waitUntil(attempt.catch(leaveIfWithdrawn).catch(() => {}));
  const newest = attempt.catch(() => before);
  const set = await Promise.race([newest, new Promise((done) => setTimeout(done, PATIENCE, before))]);
  if (set !== before) await state.put("client", id, own + "\n" + set);
  return [own, set];
}

// The newest set, if the server still has this version, all of the set arrived whole, and no page failed on it.
async function renewed(before) {
  const listed = Object.keys(files).filter(isLive);
  const all = await Promise.all([
    ...listed.map(async (name) => [name, await fetched(name)]),
    ...(await addedTo(before)).map(async (name) => [name, await fetchedIfThere(name)]),
  ]);
  // Asked last: what came before it is of this version, too.
  if (!(await isServed())) throw Error("the server has another version by now");
  const got = all.filter(([, it]) => it);
  const isSame = async ([name, it]) => {
    const held = await find(before, name);
    return held && (await hash(await held.arrayBuffer())) === it.sum;
  };
  if (got.length === all.length && (await Promise.all(got.map(isSame))).every(Boolean)) return before;
  // Named by what is in it, so that it is known again.
  const content = got.map(([name, it]) => name + " " + it.sum);
  const set = own + "/" + (await hash(new TextEncoder().encode(content.sort().join("\n")))).slice(0, 16);
  if ((await state.get("refused", set)) !== undefined) throw Error("no check could be made of it");
  await alone(async () => {
    const cache = await caches.open(set);
    await Promise.all(got.map(([name, it]) => cache.put(url(name), it.response())));
    await state.put("next", own, set);
  });
  return set;
}

// Removes what no page runs on any more.
async function tidy() {
  const names = await caches.keys();
  // A page that is just being opened is not listed yet. It may be seen while the list is on its way, so only one that was seen
  // before the list was asked for is known to be gone when it is not in it.
  const before = new Set(seen);
  const alive = (await clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id);
  alive.forEach((id) => seen.add(id));
  const used = new Set([own, base + "state", await lastSet(), await nextSet()]);
  for (const [id, home] of await state.all("client")) {
    if (alive.includes(id) || (decisions.has(id) && !before.has(id))) home.split("\n").forEach((name) => used.add(name));
    else await state.drop("client", id);
  }
  // A version that is being fetched, or waits, has no pages yet.
  if (registration.installing || registration.waiting) return;
  const unused = names.filter((name) => name.startsWith(base) && !used.has(name));
  await Promise.all(unused.flatMap((name) => [caches.delete(name), state.drop("last", name), state.drop("next", name)]));
}

// --- Answering.

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, href } = new URL(request.url);
  // What is not to be stored is wanted from the server: an editor looks at what is really there.
  if (request.method !== "GET" || request.cache === "no-store" || !href.startsWith(scope.href)) return;
  const name = pathname.slice(scope.pathname.length) || "index.html";
  if (request.mode === "navigate") {
    if (!isOurs(name)) return;
    // Begun at once, as the page will ask for its texts in a moment.
    if (name === "index.html") event.waitUntil(decide(event, event.resultingClientId).then(() => alone(tidy)));
    event.respondWith(page(request, name));
  } else if (isLive(name)) {
    event.respondWith(live(event, name));
  } else if (isOurs(name) || isHashed(name)) {
    event.respondWith(fixed(event, name));
  } else if (["image", "font"].includes(request.destination)) {
    event.respondWith(brand(event, name));
  }
});

// A page that cannot be had any more still says so, with help, be it that the network is off, hangs or has another version.
async function page(request, name) {
  try {
    return (await find(own, name)) ?? (await add(own, name));
  } catch (error) {
    if (error.name === "TimeoutError") return lastResort();
    return within(() => fetch(request)).catch(lastResort);
  }
}

async function live(event, name) {
  const [, set] = await decide(event, event.clientId);
  return (await find(set, name)) ?? add(set, name);
}

async function fixed(event, name) {
  seen.add(event.clientId);
  const [version] = ((await state.get("client", event.clientId)) ?? own).split("\n");
  const held = (await find(version, name)) ?? (await find(own, name));
  if (held) return held;
  // Fetched anew, and kept for the next time, where it is as it was built. Otherwise it is what a page without a worker would get.
  return isOurs(name) ? add(own, name).catch(() => fetch(event.request)) : fetch(event.request);
}

// A logo that the configuration names.
async function brand(event, name) {
  const home = await state.get("client", event.clientId);
  return (home && (await find(home.split("\n")[1], name))) ?? fetch(event.request);
}
