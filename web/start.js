// Starts the check: on our own page, alone or in a frame (loader.js), and inline on a host's page (embed/inline.js).
import { NAME, configFile, helpFile } from "./file-names.js";
import { fetchFile, withIdleTimeout } from "./request.js";

/* global DEFAULT_LANGUAGE, DEFAULT_PACK */
// The build writes these in, from crates/site-config/src/lib.rs. The first is the language of the prerendered page, and
// of packs without a language in their file name. The second is the pack to use if neither the page nor the
// configuration names one.

/**
 * The requested languages, most important first: from the address or the host's page, then the person's earlier choice.
 */
const requestedLanguages = (lang) => {
  try {
    return [lang, localStorage.getItem("compassion-check/language")];
  } catch {
    // Storage is blocked, so no language was stored.
    return [lang];
  }
};

/**
 * The best match for the languages `wanted` among those `offered`. `de` matches `de-AT`. `undefined` if none matches.
 */
const nearest = (wanted, offered) => {
  for (const tag of wanted) {
    const find = (name) => offered.find((offer) => offer.toLowerCase() === name?.toLowerCase());
    const found = find(tag) ?? find(tag?.split("-")[0]);
    if (found) return found;
  }
};

/** The language to show: a requested one, or else one of the browser's. `undefined` if none of them is offered. */
export const chooseLanguage = (lang, offered) => nearest([...requestedLanguages(lang), ...navigator.languages], offered);

/**
 * The text of a file that may change without changing its name. It is revalidated with the server each time: without
 * caching headers browsers guess how long a file is fresh, and may use an old one for months.
 */
const fetchText = async (url, { cache = "no-cache", signal } = {}) => (await fetchFile(url, { cache, signal })).text();

/** The app, which is fetched once for all checks on a page. Its `loadSecondModule` fetches the second module. */
let program;
let attempts = 0;
/** Makes the next check that starts fetch the app again. */
export const forgetProgram = () => (program = undefined);
export const loadProgram = (toUrl, names) =>
  (program ??= withIdleTimeout(async (signal) => {
    // A browser does not import a script again that failed or is still loading, so another attempt needs a new address.
    const again = attempts++ ? "?" + attempts : "";
    const binary = fetchFile(toUrl(names.wasm), { cache: again ? "reload" : "default", signal });
    binary.catch(() => {});
    const app = await import(toUrl(names.glue) + again);
    const exports = await app.default({ module_or_path: binary });
    app.stopped.then(forgetProgram);
    let secondModule;
    const loadSecondModule = (cache) =>
      (secondModule ??= withIdleTimeout((signal) =>
        fetchFile(toUrl(names.later), { cache, signal })
          .then((response) => response.arrayBuffer())
          .then((bytes) => WebAssembly.instantiate(bytes, { __wasm_split: exports })),
      ).catch((error) => {
        secondModule = undefined;
        throw error;
      }));
    return { app, loadSecondModule };
  }).catch((error) => {
    forgetProgram();
    throw error;
  }));

/**
 * Starts a check. All files are fetched in parallel. The promise rejects if the check cannot start because a file is
 * missing, is damaged or does not arrive. Nothing that failed is cached, so calling this again tries again.
 * @param {object} options
 * @param {string} options.base the address of our folder
 * @param {{glue: string, wasm: string, later: string, languages: string[], pack: string}} options.names the file names
 *   of the release, and the pack whose first question is in the prerendered page
 * @param {Element?} options.root the element to mount the app in; its content stays until the check is ready
 * @param {"page" | "frame" | "inline"} options.mode
 * @param {string?} options.lang a language tag, of any length
 * @param {string?} options.config `x` stands for `config.x.json` in our folder; what is not a plain name stands for
 *   `config.json`
 * @param {string?} options.pack `x` stands for `packs/x.json` in our folder; without it the configuration chooses the
 *   pack
 * @param {((lang: string) => void)?} options.onLanguage called with the language of the check as soon as it is known
 * @param {((cache?: RequestCache) => Promise)?} options.loadStyles loads the style sheet of the lazy screens, if it
 *   does not come with the page; after a failure it is called again
 * @param {((app: object) => object | Promise<object>)?} options.prepare called once, when everything has loaded and
 *   was parsed; returns the taps made so far, and the root if there was none before (see `src/app/start.rs`)
 * @param {(event: "ready" | "step" | "complete", detail: {screen?: string, step?: number, top?: number}) => void}
 *   options.onEvent called when something happened in the check; `top` is where the heading is in the window
 * @param {() => void} options.onStopped called when an error has stopped the app
 * @param {(name: string, written: string) => void} options.reportColour called for each colour of the configuration
 *   that is not shown as it is written; `name` is the custom property
 * @param {(() => void)?} options.print prints the check; by default it prints the page
 * @returns {Promise<{host: object, send: (order: string) => void, applyLanguage: () => void,
 *   setLanguage: (lang: string) => void, loadSecondModule: () => Promise}>} `host` is what the app was given, `send`
 *   gives it orders (see `src/app/start.rs`), `applyLanguage` sets `lang` and `dir` on the root, `setLanguage` changes
 *   the language if it is offered, and `loadSecondModule` loads the second module
 */
export const start = async (options) => {
  const {
    base,
    names,
    root,
    mode,
    lang,
    config,
    pack,
    prepare,
    onLanguage,
    loadStyles,
    onEvent,
    onStopped,
    reportColour,
    print = () => window.print(),
  } = options;
  const toUrl = (path) => new URL(path, base).href;
  const url = toUrl(configFile(config));
  // If the configuration cannot be used, the default one is used instead, so that everybody still gets help.
  let isFallback;
  const useDefaultConfig = (error, signal) => {
    // After a timeout the configuration may still be good.
    if (signal.aborted) throw error;
    isFallback = true;
    console.error("compassion-check: " + url + " is not used. Open index.html?check-config to see why.", error);
    return fetchText(toUrl("config.default.json"), { signal });
  };
  // If the page names no pack, the configuration chooses it. Usually it is the pack of the prerendered page.
  const isPackGiven = NAME.test(pack ?? "");
  const prerendered = "packs/" + names.pack;
  let file = isPackGiven ? "packs/" + pack : prerendered;
  // The first part of a pack has its questions, which is enough until the result. A pack that was added by hand has no
  // parts.
  const fetchPart = async (name, whole, options) => {
    if (!whole) {
      try {
        return await fetchText(toUrl(name + ".first.json"), options);
      } catch {
        // The whole pack is used instead.
      }
    }
    return fetchText(toUrl(name + ".json"), options);
  };
  // A pack without a translation may itself be written in this language.
  const fetchPack = async (tag, whole, options) => {
    const packFile = file;
    if (tag === DEFAULT_LANGUAGE) return fetchPart(packFile, whole, options);
    try {
      return await fetchPart(packFile + "." + tag, whole, options);
    } catch (error) {
      const untranslated = await fetchPart(packFile, whole, options);
      if (JSON.parse(untranslated).lang !== tag) throw error;
      return untranslated;
    }
  };
  const fetchTexts = (tag, whole, options) =>
    Promise.all([fetchPack(tag, whole, options), fetchText(toUrl("locales/" + tag + ".json"), options), tag]);
  let offered;
  const chooseTexts = async (settings, signal) => {
    // The guess is fetched in parallel with the configuration, before the offered languages are known. It is usually
    // right.
    const guess = nearest(requestedLanguages(lang), names.languages) ?? DEFAULT_LANGUAGE;
    const requests = {};
    const fetchOnce = (tag) => (requests[file + tag] ??= fetchTexts(tag, false, { signal }));
    fetchOnce(guess).catch(() => {});
    const { languages, pack: configPack } = await settings.catch(() => ({}));
    offered = [languages].flat().filter((tag) => names.languages.includes(tag));
    const tag = chooseLanguage(lang, offered) ?? offered[0] ?? DEFAULT_LANGUAGE;
    onLanguage?.(tag);
    const anyLanguage = () => fetchOnce(tag).catch(() => fetchOnce(DEFAULT_LANGUAGE));
    if (isPackGiven) return anyLanguage();
    file = "packs/" + (NAME.test(configPack ?? "") ? configPack : DEFAULT_PACK);
    return anyLanguage().catch((error) => {
      if (file === prerendered || signal.aborted) throw error;
      console.error("compassion-check: the pack that " + url + " names is not used.", error);
      file = prerendered;
      return anyLanguage();
    });
  };
  const [{ app, loadSecondModule }, configuration, texts] = await withIdleTimeout((signal) => {
    // The app parses the configuration. This reads only the two members that choose which files to fetch before the app
    // has loaded, and the language that the page waits for. Text that is not JSON, or is `null`, throws.
    const parse = (text) => {
      const { languages, pack } = JSON.parse(text);
      return { text, languages, pack };
    };
    const settings = fetchText(url, { signal })
      .then(parse)
      .catch((error) => useDefaultConfig(error, signal).then(parse));
    const texts = chooseTexts(settings, signal);
    return Promise.all([loadProgram(toUrl, names), settings, texts]);
  });
  app.stopped.then(onStopped);
  // After a failure the cache is not used, as it may hold the sign-in page of a network.
  let cache;
  let tag = texts[2];
  // Sets more help lines, if the configuration names a file of them and that can be fetched.
  const fetchMoreHelp = async () => {
    const file = !host.moreHelp && helpFile(JSON.parse(host.config).moreHelp);
    if (file) host.moreHelp = await withIdleTimeout((signal) => fetchText(toUrl(file), { cache, signal }));
  };
  // Fetches what `fetchFirst` does, the texts of the lazy screens, their style sheet and the second module. Help lines
  // that arrive later than a moment after these are left out, as nobody should wait for a result because of them.
  const fetchLater = async (tag, fetchFirst) => {
    const more = fetchMoreHelp().catch(() => {});
    const fetched = await withIdleTimeout((signal) => {
      const options = { cache, signal };
      const texts = fetchText(toUrl("locales/" + tag + ".later.json"), options);
      return Promise.all([fetchFirst(tag, true, options), texts, loadStyles?.(cache), loadSecondModule(cache)]);
    });
    await Promise.race([more, new Promise((resolve) => setTimeout(resolve, 2000))]);
    return fetched;
  };
  let requestedTag;
  let lazyTexts;
  const host = {
    root,
    mode,
    pack: texts[0],
    base: toUrl("./"),
    config: configuration.text,
    locale: texts[1],
    fetchLazy: async (done) => {
      const current = tag;
      try {
        const [pack, texts] = await fetchLater(current, fetchPack);
        // The language may have changed meanwhile. Then the whole pack and these texts have already arrived.
        if (current === tag) [host.pack, lazyTexts] = [pack, texts];
        done(lazyTexts);
      } catch {
        cache = "reload";
        done();
      }
    },
    // If several languages are chosen in a row, only the last one counts.
    fetchLanguage: async (newTag, done) => {
      requestedTag = newTag;
      try {
        const [[pack, locale], texts] = await fetchLater(newTag, fetchTexts);
        if (requestedTag !== newTag) return;
        tag = newTag;
        lazyTexts = texts;
        Object.assign(host, { pack, locale });
        done(texts);
      } catch {
        cache = "reload";
        if (requestedTag === newTag) done();
      }
    },
    setProperty: (name, value) => host.root.closest(":root, .inline").style.setProperty(name, value),
    reportColour,
    onKey: (listener) =>
      host.root.getRootNode().addEventListener("keyup", ({ key, shiftKey }) => host.root.isConnected && listener(key + shiftKey)),
    emit: (event) => {
      if (event === "language") return applyLanguage();
      if (event === "print") return print();
      const find = (selector) => host.root.querySelector(selector);
      const screen = find("[data-screen]")?.dataset.screen;
      const step = find("progress")?.value + 1;
      onEvent?.(event, { screen, step: step || undefined, top: find("[data-heading]")?.getBoundingClientRect().top });
    },
  };
  // Sets the language of the root, and on our own page that of the document and its title.
  const applyLanguage = () => {
    const { lang, dir } = JSON.parse(host.locale);
    const elements = mode === "inline" ? [host.root] : [host.root, document.documentElement];
    for (const element of elements) Object.assign(element, { lang, dir });
    if (elements.length > 1) document.title = JSON.parse(host.pack).title;
  };
  let send;
  try {
    send = app.start(host);
  } catch (error) {
    if (error.cause !== "config") throw error;
    host.config = await withIdleTimeout((signal) => useDefaultConfig(error, signal));
    send = app.start(host);
  }
  // Parsing and drawing are two tasks, so that the browser can handle a tap or a scroll between them.
  await new Promise((resolve) => setTimeout(resolve));
  Object.assign(host, await withIdleTimeout(async () => prepare?.(app)));
  // The early answer was to the first question of the prerendered page. If that is of another pack, it does not count.
  if (file !== prerendered) host.answer = undefined;
  send("enter");
  if (isFallback) host.root.dataset.fallback = "";
  applyLanguage();
  const setLanguage = (lang) => {
    const other = nearest([lang], offered);
    if (other && other !== tag) send(other);
  };
  return { host, send, applyLanguage, setLanguage, loadSecondModule };
};
