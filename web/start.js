// The one way to start the check: for our own page, alone or in a frame (loader.js), and within a host's page (embed.js).

/** How a configuration, pack or language may be called by an address or an attribute. No path, so nothing from elsewhere. */
const NAME = /^[\w-]{1,40}$/;

/** The language we have that is nearest to the one wanted: `de-AT` gets `de`; English when there is none. */
const nearest = (languages, wanted = "") =>
  languages.find((have) => have.toLowerCase() === wanted.toLowerCase()) ??
  languages.find((have) => have === wanted.split("-")[0].toLowerCase()) ??
  "en";

const fetchText = async (url, how) => {
  const response = await fetch(url, how);
  if (!response.ok) throw Error(url + ": " + response.status);
  return response.text();
};

/** The code, fetched once however many checks stand on a page; `later` makes attempts to bring the rest of it. */
let program;
const bring = (at, names) =>
  (program ??= (async () => {
    const binary = fetch(at(names.wasm));
    const app = await import(at(names.glue));
    const exports = await app.default({ module_or_path: binary });
    let rest;
    const later = (cache) =>
      (rest ??= fetch(at(names.later), { cache })
        .then((response) => response.arrayBuffer())
        .then((bytes) => WebAssembly.instantiate(bytes, { a: exports }))
        .catch((error) => {
          rest = undefined;
          throw error;
        }));
    return { app, later };
  })().catch((error) => {
    program = undefined;
    throw error;
  }));

/**
 * Starts a check. Everything is asked for at once; what comes of it is a promise that fails when the check cannot start.
 * @param {object} how
 * @param {string} how.base the address of our folder
 * @param {{glue: string, wasm: string, later: string, languages: string[]}} how.names what a release calls its files
 * @param {Element?} how.root the element to live in; what is in it stays until the check is ready
 * @param {"page" | "frame" | "inline"} how.mode
 * @param {string?} how.lang a language tag, of any length
 * @param {string?} how.config `x` stands for `config.x.json` in our folder, anything but a plain name for `config.json`
 * @param {string?} how.pack `x` stands for `packs/x.json` in our folder
 * @param {(() => object)?} how.early asked once, when everything has come: the taps made until then, and the root if it was
 *   not there before (see `src/platform/boot.rs`)
 * @param {(event: "ready" | "step" | "complete", detail: {screen: string, step?: number}) => void} how.tell
 */
export const start = async ({ base, names, root, mode, lang, config, pack, early, tell }) => {
  const at = (path) => new URL(path, base).href;
  const named = (name, before, usual) => at(before + (NAME.test(name ?? "") ? name : usual) + ".json");
  const texts = "locales/" + nearest(names.languages, lang ?? undefined);
  const [{ app, later }, ...given] = await Promise.all([
    bring(at, names),
    fetchText(named(pack, "packs/", "practitioner")),
    fetchText(NAME.test(config ?? "") ? at("config." + config + ".json") : at("config.json")),
    fetchText(at(texts + ".json")),
  ]);
  // After an attempt that failed the cache is not asked: it may hold the page of a network that wants a sign-in.
  let cache;
  const host = {
    root,
    mode,
    pack: given[0],
    config: given[1],
    locale: given[2],
    ...early?.(),
    later: (told) =>
      Promise.all([later(cache), fetchText(at(texts + ".later.json"), { cache })]).then(
        ([, text]) => told(text),
        () => told(undefined, (cache = "reload")),
      ),
    tell: (event) => {
      const screen = host.root.querySelector("[data-screen]")?.dataset.screen;
      const step = host.root.querySelector("progress")?.value + 1;
      tell?.(event, step ? { screen, step } : { screen });
    },
  };
  return app.start(host);
};
