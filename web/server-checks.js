// Checks for what a web server, or a proxy, may do to our files. `?check-config` shows what they find.

/**
 * The policies of a header, of which there may be several. Each is a function that returns the first of the named
 * directives that it has. If a directive appears twice, the first one counts.
 */
const policies = (header) =>
  (header ?? "").split(",").map((policy) => {
    const directives = policy.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
    return (...names) => names.map((wanted) => directives.find(([name]) => name === wanted)).find(Boolean);
  });

/**
 * Whether a `Content-Security-Policy` prevents WebAssembly on our own pages. If there are several policies, each has
 * to allow it.
 * @param {string?} header its value
 */
export const forbidsWebAssembly = (header) =>
  policies(header).some((directive) => {
    const scripts = directive("script-src", "default-src");
    return scripts !== undefined && !scripts.some((source) => /^'(wasm-)?unsafe-eval'$/.test(source));
  });

/**
 * The directive of a `Content-Security-Policy` that keeps the service worker from being registered, and what it should
 * say instead; `undefined` if there is none.
 * @param {string?} header its value
 * @param {string} host the host of the page: a source that names it allows the worker even without `'self'`
 */
export const forbidsWorker = (header, host) => {
  const isParent = (source) => /\/\/\*\.|^\*\./.test(source) && ("." + host).endsWith(source.split("*")[1]);
  const allows = (source) => /^('self'|\*|https?:)$/.test(source) || source.includes(host) || isParent(source);
  for (const directive of policies(header)) {
    const workers = directive("worker-src", "child-src", "script-src", "default-src");
    if (workers && !workers.slice(1).some(allows)) return [workers.join(" "), "worker-src 'self'"];
    const types = directive("trusted-types");
    if (types && !types.includes("compassion-check") && !types.includes("*"))
      return [types.join(" "), "trusted-types compassion-check"];
  }
  return undefined;
};

/**
 * Whether headers keep the page out of every frame (`framesNone`) or out of those of other origins (`framesOwn`), and
 * which header does. Many hosts send `X-Frame-Options` for all sites without being asked. A policy that lists some
 * sites was written on purpose, so it is not reported.
 * @param {string?} header the value of `Content-Security-Policy`; if it has `frame-ancestors`, browsers ignore the
 *   other header
 * @param {string?} options the value of `X-Frame-Options`
 */
export const forbidsFrames = (header, options) => {
  const ancestors = policies(header)
    .map((directive) => directive("frame-ancestors"))
    .filter(Boolean);
  const frameOptions = (options ?? "").toLowerCase().split(",").map((value) => value.trim());
  const hasOption = (value) => !ancestors.length && frameOptions.includes(value);
  const none = ancestors.find(([, ...sources]) => sources.every((source) => source === "'none'"));
  if (none || hasOption("deny")) return ["framesNone", none?.join(" ") ?? "X-Frame-Options: DENY"];
  if (hasOption("sameorigin")) return ["framesOwn", "X-Frame-Options: SAMEORIGIN"];
  return undefined;
};

/**
 * The files of a release with their SHA-256, from the first line of `sw.js` (`xtask/src/build/offline.rs`); `undefined`
 * if that line is missing.
 */
export const releasedFiles = (worker) => {
  try {
    return JSON.parse(/^self\.release=(.*);$/m.exec(worker)[1]).files;
  } catch {
    return undefined;
  }
};

/** The content types that browsers insist on, by file extension. The first is the one to recommend. */
const TYPES = [
  [".wasm", ["application/wasm"]],
  [".js", ["text/javascript", "application/javascript", "application/x-javascript"]],
  [".css", ["text/css"]],
  [".html", ["text/html"]],
  [".webmanifest", ["application/manifest+json", "application/json"]],
];

/**
 * The type a file should have, if it was sent with one that browsers refuse.
 * @param {string?} type the value of `Content-Type`
 */
export const wrongType = (file, type) => {
  const [, accepted] = TYPES.find(([extension]) => file.endsWith(extension)) ?? [];
  const [sent] = (type ?? "").toLowerCase().split(";");
  return accepted && !accepted.includes(sent.trim()) ? accepted[0] : undefined;
};
