// The service worker. After the first load the check works offline, and a newer version is used only once the person
// agrees.
//
// The build adds a first line, `self.release`. It has the digest of the build, and each file with its SHA-256, which is
// empty for files that an organisation may edit in place. These are the caches. They are not shared with other
// installations of the check:
// - `<base><digest>`: the files of one version.
// - `<base><digest>/<set>`: configuration, help lines, packs and texts. Each set is consistent. When online, the newest is used.
// - `<base>state`: which page runs on which version and set, and which sets are good. It is stored, as browsers may
//   stop a worker at any time.
// No cache ever holds anything that a person has answered or written.
//
// Other pages of the origin can write into these caches, and a device can damage what it stores. So a cached file is
// served only if its SHA-256 is the one in the build. For other files it is the one recorded when the file was fetched,
// in the same cache. That finds damage, but not a page of the origin that writes both a file and its SHA-256; that file
// is served until the next load that gets a whole set from the server.
import { fetchFile, withIdleTimeout } from "./request.js";

/* global LAST_RESORT */
// A whole page, which the build writes in. As part of this script it cannot be damaged in a cache.
const lastResort = () => {
  // Without the second header a cross-origin isolated page would not show this in a frame.
  const headers = { "content-type": "text/html; charset=utf-8", "cross-origin-embedder-policy": "require-corp" };
  return new Response(LAST_RESORT, { status: 503, headers });
};

const { digest, files } = self.release;
const { registration, clients, caches } = self;
const scope = new URL(registration.scope);
const base = "compassion-check/" + encodeURIComponent(scope.pathname) + "/";
const currentVersion = base + digest;
const firstSet = currentVersion + "/0";

// For how long a page waits for a newer set before it starts with the last good one, in milliseconds.
const TEXTS_TIMEOUT = 3000;

const url = (name) => scope.href + name;
const isBuilt = (name) => Object.hasOwn(files, name);
const isEditable = (name) => /^(config(\.[\w-]+)?|(packs|locales|help)\/.+)\.json$/.test(name);
// A file with its hash in the name. If it is not in the build, it is from another version that some page still runs on.
const HASHED = /^[^/]+-([0-9a-f]{8})\.\w+$/;
const isHashed = (name) => HASHED.test(name);

// The header of a cached response with the SHA-256 that it had when it was fetched.
const HASH_HEADER = "compassion-check-sha256";

// A file from a cache, if it is there and undamaged. For a file of another version, the hash in its name is the start
// of its SHA-256.
async function find(cacheName, name) {
  const cached = await caches.match(url(name), { cacheName, ignoreVary: true });
  if (!cached) return undefined;
  const sha256 = files[name] || HASHED.exec(name)?.[1] || cached.headers.get(HASH_HEADER);
  try {
    if (sha256 && (await hash(await cached.clone().arrayBuffer())).startsWith(sha256)) return cached;
  } catch {
    // The cached file cannot be read.
  }
  return undefined;
}

// A key-value store in a cache, under addresses that no page requests.
const state = {
  address: (kind, name) => url("?" + kind + "=" + encodeURIComponent(name)),
  open: () => caches.open(base + "state"),
  get: async (kind, name) => (await (await state.open()).match(state.address(kind, name)))?.text(),
  put: async (kind, name, text) => (await state.open()).put(state.address(kind, name), new Response(text)),
  drop: async (kind, name) => (await state.open()).delete(state.address(kind, name)),
  all: async (kind) => {
    const names = (await (await state.open()).keys()).map((request) => new URL(request.url).searchParams.get(kind));
    return Promise.all(names.filter((name) => name !== null).map(async (name) => [name, await state.get(kind, name)]));
  },
};

const hash = async (body) =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", body)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Whether a file is as it was built. A file that may be edited has to be JSON, so that the sign-in page of a network is
// not accepted.
function isGood(name, body, sha256) {
  if (files[name]) return sha256 === files[name];
  if (/json$|manifest$/.test(name)) JSON.parse(new TextDecoder().decode(body));
  return true;
}

// Fetches a file from the server. If the browser's cache holds a damaged copy, the file is fetched again without the
// cache.
async function fetchGood(name) {
  for (const cache of ["no-cache", "reload"]) {
    const [response, body] = await withIdleTimeout(async (signal) => {
      const response = await fetchFile(url(name), { cache, signal });
      return [response, await response.arrayBuffer()];
    });
    const sha256 = await hash(body);
    if (isGood(name, body, sha256)) {
      // A new response, as browsers refuse a redirected one for a page. These headers do not apply to the decoded body.
      const headers = new Headers(response.headers);
      for (const header of ["content-encoding", "content-length", "vary"]) headers.delete(header);
      headers.set(HASH_HEADER, sha256);
      return { sha256, response: () => new Response(body, { headers }) };
    }
  }
  throw Error(name + ": not as it was built");
}

// Like `fetchGood`, for a file that is not in the build, such as an organisation's own pack. Resolves to `undefined` if
// the server no longer has it.
const fetchIfPresent = (name) =>
  fetchGood(name).catch((error) => {
    if (error.status !== 404 && error.status !== 410) throw error;
  });

const isGone = (name) =>
  withIdleTimeout((signal) => fetchFile(url(name), { cache: "no-store", signal })).then(
    () => false,
    (error) => {
      if (!error.status) throw error;
      return [404, 410].includes(error.status);
    },
  );

// Whether the server still has this version. Only then do its texts fit the other files.
const isServed = () =>
  withIdleTimeout(async (signal) => (await (await fetchFile(url("release.json"), { cache: "no-store", signal })).json()).digest === digest);

// Unregisters the worker if the check was removed from the site.
async function unregisterIfRemoved() {
  if ((await isGone("release.json")) && (await isGone("sw.js"))) await registration.unregister();
}

// Runs jobs on sets and pages one after another, so that no set is removed while a page is being assigned to it.
let queue = Promise.resolve();
const exclusively = (job) => (queue = queue.then(job, job));

// `lastSet` is the last set on which a page has started the check. `nextSet` is a newer one that no page has started on
// yet.
async function lastSet() {
  const last = await state.get("last", currentVersion);
  return last && (await caches.has(last)) ? last : firstSet;
}
const nextSet = () => state.get("next", currentVersion);

// The files in a set that are not in the build.
async function extraFiles(set) {
  const requests = (await caches.has(set)) ? await (await caches.open(set)).keys() : [];
  return requests.map((request) => request.url.slice(scope.href.length)).filter((name) => !isBuilt(name));
}

// --- Installing: all files, or none.

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const existed = await caches.has(currentVersion);
  try {
    const [fixed, set] = [await caches.open(currentVersion), await caches.open(firstSet)];
    const extra = (await Promise.all((await state.all("last")).map(([, last]) => extraFiles(last)))).flat();
    const put = async (name, file) => file && (isBuilt(name) && !isEditable(name) ? fixed : set).put(url(name), file.response());
    const results = await Promise.allSettled([
      ...Object.keys(files).map(async (name) => put(name, await fetchGood(name))),
      ...extra.map(async (name) => put(name, await fetchIfPresent(name))),
    ]);
    const failed = results.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    if (!(await isServed())) throw Error("the server has another version by now");
    if (!(await caches.has(currentVersion))) throw Error("what was fetched is gone");
  } catch (error) {
    // If the cache was there before, a page may still run on it.
    if (!existed) await Promise.all([currentVersion, firstSet].map((name) => caches.delete(name)));
    throw error;
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
  else event.waitUntil(handleReport(event.source.id, event.data));
});

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  // Pages loaded before there was a worker run on this version.
  for (const client of await clients.matchAll({ includeUncontrolled: true })) {
    if (client.url.startsWith(scope.href) && !(await state.get("client", client.id)))
      await state.put("client", client.id, currentVersion + "\n" + firstSet);
  }
  await clients.claim();
  await exclusively(cleanUp);
}

// Handles the report of a page: whether the check has started, and what the page fetched. On a first load, the worker
// did not see its requests.
async function handleReport(id, { started, fetched }) {
  const set = await exclusively(async () => {
    // A page loaded without the worker is not assigned to any set. Nor is one that was closed before its report
    // arrived, as its assignment may have been removed by then.
    const [version, set] = (await state.get("client", id))?.split("\n") ?? [currentVersion, await lastSet()];
    if (version !== currentVersion) return;
    if (started) await state.put("last", currentVersion, set);
    // The files of the set are JSON, but the app cannot use them. Pages continue with the set before it.
    else if (set !== (await lastSet())) await state.put("refused", set, "");
    if (set === (await nextSet())) await state.drop("next", currentVersion);
    return set;
  });
  if (started && set) await cacheFetched(set, fetched);
}

async function cacheFetched(set, urls) {
  const names = urls.filter((href) => href.startsWith(scope.href)).map((href) => href.slice(scope.href.length).split(/[?#]/)[0]);
  for (const name of names) {
    if (name && !isBuilt(name) && !isHashed(name) && !(await find(set, name))) await add(set, name).catch(() => {});
  }
}

async function add(cacheName, name) {
  const file = await fetchGood(name);
  await (await caches.open(cacheName)).put(url(name), file.response());
  return file.response();
}

// --- Assigning: each load of a page gets one version and one set.

const assignments = new Map();
// The ids of pages that have been open. Once a page is closed, its assignment is removed.
const seen = new Set();

async function assignment(event, id) {
  // Requests such as those for a manifest's icons belong to no page.
  if (!id) return [currentVersion, await lastSet()];
  if (!assignments.has(id)) assignments.set(id, assign(event, id));
  return assignments.get(id);
}

async function assign(event, id) {
  const known = await state.get("client", id);
  if (known) return known.split("\n");
  const before = await exclusively(async () => {
    const set = (await nextSet()) ?? (await lastSet());
    await state.put("client", id, currentVersion + "\n" + set);
    return set;
  });
  const attempt = fetchNewest(before);
  event.waitUntil(attempt.catch(unregisterIfRemoved).catch(() => {}));
  const newest = attempt.catch(() => before);
  const set = await Promise.race([newest, new Promise((resolve) => setTimeout(resolve, TEXTS_TIMEOUT, before))]);
  if (set !== before) await state.put("client", id, currentVersion + "\n" + set);
  return [currentVersion, set];
}

// Fetches the newest set. Fails if the server has another version by now, if a file does not arrive whole, or if the
// check could not start on that set before.
async function fetchNewest(before) {
  const listed = Object.keys(files).filter(isEditable);
  const all = await Promise.all([
    ...listed.map(async (name) => [name, await fetchGood(name)]),
    ...(await extraFiles(before)).map(async (name) => [name, await fetchIfPresent(name)]),
  ]);
  // This is checked last, so that all files fetched before it are of this version.
  if (!(await isServed())) throw Error("the server has another version by now");
  const found = all.filter(([, file]) => file);
  const isSame = async ([name, file]) => {
    const cached = await find(before, name);
    return cached && (await hash(await cached.arrayBuffer())) === file.sha256;
  };
  if (found.length === all.length && (await Promise.all(found.map(isSame))).every(Boolean)) return before;
  // The name of a set is the hash of its content, so a set that was refused is recognised.
  const content = found.map(([name, file]) => name + " " + file.sha256);
  const set = currentVersion + "/" + (await hash(new TextEncoder().encode(content.sort().join("\n")))).slice(0, 16);
  if ((await state.get("refused", set)) !== undefined) throw Error("no check could be made of it");
  await exclusively(async () => {
    const cache = await caches.open(set);
    await Promise.all(found.map(([name, file]) => cache.put(url(name), file.response())));
    await state.put("next", currentVersion, set);
  });
  return set;
}

// Removes versions and sets that no page runs on.
async function cleanUp() {
  const names = await caches.keys();
  // A page that is just opening is not in the list of clients yet, but may be added to `seen` while the list is
  // fetched. So a page that is not in the list is closed only if it was seen before.
  const before = new Set(seen);
  const open = (await clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id);
  open.forEach((id) => seen.add(id));
  const used = new Set([currentVersion, base + "state", await lastSet(), await nextSet()]);
  for (const [id, assigned] of await state.all("client")) {
    if (open.includes(id) || (assignments.has(id) && !before.has(id))) assigned.split("\n").forEach((name) => used.add(name));
    else await state.drop("client", id);
  }
  // A version that is being installed, or is waiting, has no pages yet.
  if (registration.installing || registration.waiting) return;
  const unused = names.filter((name) => name.startsWith(base) && !used.has(name));
  await Promise.all(unused.flatMap((name) => [caches.delete(name), state.drop("last", name), state.drop("next", name)]));
}

// --- Answering requests.

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, href } = new URL(request.url);
  // A request with `no-store` goes to the server. The page for editors makes such requests.
  if (request.method !== "GET" || request.cache === "no-store" || !href.startsWith(scope.href)) return;
  const name = pathname.slice(scope.pathname.length) || "index.html";
  if (request.mode === "navigate") {
    if (!isBuilt(name)) return;
    // The page is assigned at once, as it will request its texts in a moment.
    if (name === "index.html") event.waitUntil(assignment(event, event.resultingClientId).then(() => exclusively(cleanUp)));
    event.respondWith(page(request, name));
  } else if (isEditable(name)) {
    event.respondWith(editableFile(event, name));
  } else if (isBuilt(name) || isHashed(name)) {
    event.respondWith(builtFile(event, name));
  } else if (["image", "font"].includes(request.destination)) {
    event.respondWith(logo(event, name));
  }
});

// A page of this version. If it is neither cached nor on the server, the page of last resort is shown, which has help
// lines.
async function page(request, name) {
  try {
    return (await find(currentVersion, name)) ?? (await add(currentVersion, name));
  } catch (error) {
    if (error.name === "TimeoutError") return lastResort();
    return withIdleTimeout(() => fetch(request)).catch(lastResort);
  }
}

async function editableFile(event, name) {
  const [, set] = await assignment(event, event.clientId);
  return (await find(set, name)) ?? add(set, name);
}

async function builtFile(event, name) {
  seen.add(event.clientId);
  const [version] = ((await state.get("client", event.clientId)) ?? currentVersion).split("\n");
  const cached = (await find(version, name)) ?? (await find(currentVersion, name));
  if (cached) return cached;
  // A file that is as it was built is fetched and cached. Otherwise the page gets what it would get without a worker.
  return isBuilt(name) ? add(currentVersion, name).catch(() => fetch(event.request)) : fetch(event.request);
}

// A logo that the configuration names.
async function logo(event, name) {
  const assigned = await state.get("client", event.clientId);
  return (assigned && (await find(assigned.split("\n")[1], name))) ?? fetch(event.request);
}
