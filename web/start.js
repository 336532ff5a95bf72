// The one way to start the check: for our own page, alone or in a frame (loader.js), and within a host's page (embed.js).

/** How a configuration, pack or language may be called by an address or an attribute. No path, so nothing from elsewhere. */
const NAME = /^[\w-]{1,40}$/;

/** The questions unless others are asked for. */
const USUAL = "practitioner";

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

/**
 * Leaves at once, where quick exit is set: what is on the page goes first. The app made an entry of the browser's history for
 * each screen, so the first of them is what the other address replaces; in a frame the whole page goes there.
 */
export const leaving = (scope, page) =>
  scope.addEventListener("click", (event) => {
    const exit = event.target.closest?.("[data-exit]");
    if (!exit) return;
    event.preventDefault();
    page.replaceChildren();
    const go = () => top.location.replace(exit.href);
    const depth = top === window && history.state;
    if (!(depth > 0)) return go();
    addEventListener("popstate", go);
    history.go(-depth);
  });

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
  const settings = NAME.test(config ?? "") ? at("config." + config + ".json") : at("config.json");
  // Whoever takes the check gets help all the same: that of the configuration which the release came with.
  const refused = (error) => {
    console.error("compassion-check: " + settings + " is not used. Open index.html?check-config to see why.", error);
    return fetchText(at("config.default.json"));
  };
  const texts = "locales/" + nearest(names.languages, lang ?? undefined);
  const [{ app, later }, ...given] = await Promise.all([
    bring(at, names),
    fetchText(named(pack, "packs/", USUAL)),
    fetchText(settings).catch(refused),
    fetchText(at(texts + ".json")),
  ]);
  // After an attempt that failed the cache is not asked: it may hold the page of a network that wants a sign-in.
  let cache;
  const host = {
    root,
    mode,
    pack: given[0],
    base: at("./"),
    config: given[1],
    locale: given[2],
    ...early?.(),
    later: (told) =>
      Promise.all([later(cache), fetchText(at(texts + ".later.json"), { cache })]).then(
        ([, text]) => told(text),
        () => told(undefined, (cache = "reload")),
      ),
    dress: (name, value) => {
      host.root.closest(":root, .inline").style.setProperty(name, value);
    },
    keys: (heard) =>
      host.root.getRootNode().addEventListener("keyup", ({ key, shiftKey }) => heard(key + shiftKey)),
    tell: (event) => {
      const screen = host.root.querySelector("[data-screen]")?.dataset.screen;
      const step = host.root.querySelector("progress")?.value + 1;
      tell?.(event, step ? { screen, step } : { screen });
    },
  };
  try {
    // Unless another one is asked for, the configuration says which questions: this page, or the one before, is that of the
    // usual ones.
    const own = JSON.parse(host.config).pack;
    if (!pack && own && own !== USUAL) {
      host.pack = await fetchText(named(own, "packs/", USUAL));
      host.answer = undefined;
    }
  } catch (error) {
    console.error("compassion-check:", error);
  }
  try {
    return app.start(host);
  } catch (error) {
    if (!/^config/.test(error.message)) throw error;
    host.config = await refused(error);
    return app.start(host);
  }
};
