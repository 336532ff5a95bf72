// What a web server, or something between it and the browser, may do to our files: the rules behind `?check-config`.

/**
 * Whether a `Content-Security-Policy` keeps WebAssembly from running on our own pages. Each of several policies, with commas between
 * them, has to allow it.
 * @param {string?} header its value
 */
export const forbidsWebAssembly = (header) =>
  (header ?? "").split(",").some((policy) => {
    const directives = policy.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
    const sources = (wanted) => directives.find(([name]) => name === wanted);
    const scripts = sources("script-src") ?? sources("default-src");
    return scripts !== undefined && !scripts.some((source) => /^'(wasm-)?unsafe-eval'$/.test(source));
  });

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
