// What a web server, or something between it and the browser, may do to our files: the rules behind `?check-config`.

/**
 * Each of several policies, with commas between them, as what looks up a directive: its name and sources. Of two of one name the first
 * counts.
 */
const policies = (header) =>
  (header ?? "").split(",").map((policy) => {
    const directives = policy.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
    return (...names) => names.map((wanted) => directives.find(([name]) => name === wanted)).find(Boolean);
  });

/**
 * Whether a `Content-Security-Policy` keeps WebAssembly from running on our own pages. Each of several policies has to allow it.
 * @param {string?} header its value
 */
export const forbidsWebAssembly = (header) =>
  policies(header).some((directive) => {
    const scripts = directive("script-src", "default-src");
    return scripts !== undefined && !scripts.some((source) => /^'(wasm-)?unsafe-eval'$/.test(source));
  });

/**
 * What in a `Content-Security-Policy` keeps the service worker from being registered, and what it should say.
 * @param {string?} header its value
 * @param {string} host that of the page: sources that name it may allow more than `'self'` says
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
 * Whether headers keep the page out of every frame, or out of those of other origins, and what says so. Many hosts send
 * `X-Frame-Options` for all sites unasked. A list of sites in a policy was made on purpose, so nothing is said about that.
 * @param {string?} header the value of `Content-Security-Policy`; where that has `frame-ancestors`, browsers pass over the other one
 * @param {string?} options the value of `X-Frame-Options`
 */
export const forbidsFrames = (header, options) => {
  const ancestors = policies(header)
    .map((directive) => directive("frame-ancestors"))
    .filter(Boolean);
  const old = (options ?? "").toLowerCase().split(",").map((value) => value.trim());
  const isOld = (value) => !ancestors.length && old.includes(value);
  const none = ancestors.find(([, ...sources]) => sources.every((source) => source === "'none'"));
  if (none || isOld("deny")) return ["framesNone", none?.join(" ") ?? "X-Frame-Options: DENY"];
  if (isOld("sameorigin")) return ["framesOwn", "X-Frame-Options: SAMEORIGIN"];
  return undefined;
};

/** The files of a release with their SHA-256, from the first line of `sw.js` (`xtask/src/build/offline.rs`); `undefined` if that is gone. */
export const released = (worker) => {
  try {
    return JSON.parse(/^self\.release=(.*);$/m.exec(worker)[1]).files;
  } catch {
    return undefined;
  }
};

/** Types that browsers insist on, by the end of a file's name. */
const TYPES = [
  [".wasm", ["application/wasm"]],
  [".js", ["text/javascript", "application/javascript", "application/x-javascript"]],
  [".css", ["text/css"]],
  [".html", ["text/html"]],
  [".webmanifest", ["application/manifest+json", "application/json"]],
];

/**
 * The type a file should have, if it has another.
 * @param {string?} type the value of `Content-Type`
 */
export const wrongType = (file, type) => {
  const [, right] = TYPES.find(([end]) => file.endsWith(end)) ?? [];
  const [sent] = (type ?? "").toLowerCase().split(";");
  return right && !right.includes(sent.trim()) ? right[0] : undefined;
};
