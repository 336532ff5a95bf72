// The one way to start the check: for our own page, alone or in a frame (loader.js), and within a host's page (embed.js).
import { NAME, configFile } from "./names.js";
import { ask, within } from "./request.js";

/** The language a pack's plain file is in, and that of the page as it was built. */
const HOME = "en";

/** The questions unless others are asked for, by the page or in the configuration. */
const USUAL = "practitioner";

/** What was said of the language, best first: by the address or the host's page, and by the person on an earlier visit. */
const said = (lang) => {
  try {
    return [lang, localStorage.getItem("compassion-check/language")];
  } catch {
    // Nothing can be kept here, so nothing was.
    return [lang];
  }
};

/** Of the languages `offered` the nearest to the first of those `wanted` that has one: `de-AT` is content with `de`. */
const nearest = (wanted, offered) => {
  for (const tag of wanted) {
    const near = (other) => offered.find((have) => have.toLowerCase() === other?.toLowerCase());
    const found = near(tag) ?? near(tag?.split("-")[0]);
    if (found) return found;
  }
};

/** The one to speak: what was said, or else what the browser is set to. */
export const choose = (lang, offered) => nearest([...said(lang), ...navigator.languages], offered);

/**
 * The text of a file that may change under its name. The server is asked each time whether it has: a browser that is told nothing
 * about how long it may keep a file guesses, and keeps an old one for months.
 */
const fetchText = async (url, { cache = "no-cache", signal } = {}) => (await ask(url, { cache, signal })).text();

/** The code, fetched once however many checks stand on a page; `later` makes attempts to bring the rest of it. */
let program;
let attempts = 0;
/** The next check to start gets a program of its own. */
export const anew = () => (program = undefined);
export const bring = (at, names) =>
  (program ??= within(async (signal) => {
    // A browser remembers a script that failed, or that it still waits for. Under another address it asks anew.
    const again = attempts++ ? "?" + attempts : "";
    const binary = ask(at(names.wasm), { cache: again ? "reload" : "default", signal });
    binary.catch(() => {});
    const app = await import(at(names.glue) + again);
    const exports = await app.default({ module_or_path: binary });
    app.stopped.then(anew);
    let rest;
    const later = (cache) =>
      (rest ??= within((signal) =>
        ask(at(names.later), { cache, signal })
          .then((response) => response.arrayBuffer())
          .then((bytes) => WebAssembly.instantiate(bytes, { __wasm_split: exports })),
      ).catch((error) => {
        rest = undefined;
        throw error;
      }));
    return { app, later };
  }).catch((error) => {
    anew();
    throw error;
  }));

/**
 * Starts a check. Everything is asked for at once; what comes of it is a promise that fails when the check cannot start, be it that a
 * file is missing, damaged or does not arrive. To call it again is to try again: nothing that failed is kept.
 * @param {object} how
 * @param {string} how.base the address of our folder
 * @param {{glue: string, wasm: string, later: string, languages: string[], pack: string}} how.names what a release calls
 *   its files, and the questions its page was made with
 * @param {Element?} how.root the element to live in; what is in it stays until the check is ready
 * @param {"page" | "frame" | "inline"} how.mode
 * @param {string?} how.lang a language tag, of any length
 * @param {string?} how.config `x` stands for `config.x.json` in our folder, anything but a plain name for `config.json`
 * @param {string?} how.pack `x` stands for `packs/x.json` in our folder; without it the configuration says which
 * @param {((lang: string) => void)?} how.speaks told which language it will be, as soon as that is clear
 * @param {((cache?: RequestCache) => Promise)?} how.styles brings the style sheet of the later screens, if it does not come with the
 *   start; once it has failed, to call it again is to try again
 * @param {((app: object) => object | Promise<object>)?} how.early asked once, when everything has come and has been read: the taps made
 *   until then, and the root if it was not there before (see `src/platform/boot.rs`)
 * @param {(event: "ready" | "step" | "complete", detail: {screen?: string, step?: number, top?: number}) => void} how.tell hears
 *   what happened, and where in the window the heading is by then
 * @param {() => void} how.stopped hears that the app has stopped, by whatever error
 * @param {(() => void)?} how.print prints what is shown; without it the page is printed
 * @returns {Promise<{host: object, order: (order: string) => void, says: () => void, speak: (lang: string) => void,
 *   whole: () => Promise}>} what the app was given; what takes orders (see `src/platform/boot.rs`); says the language on the root;
 *   changes to a language, if it is offered; is kept once all of the code is here
 */
export const start = async (how) => {
  const { base, names, root, mode, lang, config, pack, early, speaks, styles, tell, stopped, print = () => window.print() } = how;
  const at = (path) => new URL(path, base).href;
  const url = at(configFile(config));
  // Whoever takes the check gets help all the same: that of the copy which lies beside the configuration.
  let fallback;
  const refused = (error, signal) => {
    // What did not arrive may be as good as ever.
    if (signal.aborted) throw error;
    fallback = true;
    console.error("compassion-check: " + url + " is not used. Open index.html?check-config to see why.", error);
    return fetchText(at("config.default.json"), { signal });
  };
  // Unless the page asks for questions the configuration says which; mostly those that the page was made with.
  const asks = NAME.test(pack ?? "");
  const made = "packs/" + names.pack;
  let file = asks ? "packs/" + pack : made;
  // The first part of a pack is its questions: enough until there is a result. A pack put here by hand is in one part.
  const part = async (name, whole, how) => {
    if (!whole) {
      try {
        return await fetchText(at(name + ".first.json"), how);
      } catch {
        // All of it does as well.
      }
    }
    return fetchText(at(name + ".json"), how);
  };
  // A pack that was not translated may all the same be in this language by itself.
  const questions = async (tag, whole, how) => {
    const from = file;
    if (tag === HOME) return part(from, whole, how);
    try {
      return await part(from + "." + tag, whole, how);
    } catch (error) {
      const plain = await part(from, whole, how);
      if (JSON.parse(plain).lang !== tag) throw error;
      return plain;
    }
  };
  const inLanguage = (tag, whole, how) =>
    Promise.all([questions(tag, whole, how), fetchText(at("locales/" + tag + ".json"), how), tag]);
  let offered;
  const texts = async (settings, signal) => {
    // Asked for before it is known what the organisation offers: mostly it is right, and everything comes side by side.
    const guess = nearest(said(lang), names.languages) ?? HOME;
    const tried = {};
    const attempt = (tag) => (tried[file + tag] ??= inLanguage(tag, false, { signal }));
    attempt(guess).catch(() => {});
    const { languages, pack: own } = await settings.then(JSON.parse).catch(() => ({}));
    offered = [languages].flat().filter((tag) => names.languages.includes(tag));
    const tag = choose(lang, offered) ?? offered[0] ?? HOME;
    speaks?.(tag);
    const inAny = () => attempt(tag).catch(() => attempt(HOME));
    if (asks) return inAny();
    file = "packs/" + (NAME.test(own ?? "") ? own : USUAL);
    return inAny().catch((error) => {
      if (file === made || signal.aborted) throw error;
      console.error("compassion-check: the pack that " + url + " names is not used.", error);
      file = made;
      return inAny();
    });
  };
  const [{ app, later }, configuration, given] = await within((signal) => {
    // What is no JSON, or nothing that has members, is noticed before anything is taken from it.
    const settings = fetchText(url, { signal })
      .then((text) => (JSON.parse(text).pack, text))
      .catch((error) => refused(error, signal));
    const given = texts(settings, signal);
    return Promise.all([bring(at, names), settings, given]);
  });
  app.stopped.then(stopped);
  // After an attempt that failed the cache is not asked: it may hold the page of a network that wants a sign-in.
  let cache;
  let tag = given[2];
  const moreOf = (tag, how) => fetchText(at("locales/" + tag + ".later.json"), how);
  // The style sheet of the later screens, and their code.
  const laterParts = () => Promise.all([styles?.(cache), later(cache)]);
  let asked;
  const host = {
    root,
    mode,
    pack: given[0],
    base: at("./"),
    config: configuration,
    locale: given[1],
    later: async (told) => {
      const of = tag;
      try {
        const [pack, more] = await within((signal) => {
          const how = { cache, signal };
          return Promise.all([questions(of, true, how), moreOf(of, how), laterParts()]);
        });
        // Another language may have come meanwhile, with all of its pack.
        if (of === tag) host.pack = pack;
        told(of === tag ? more : await within((signal) => moreOf(tag, { signal })));
      } catch {
        cache = "reload";
        told();
      }
    },
    // Of several languages asked for in a row, the last one counts.
    speak: async (other, told) => {
      asked = other;
      try {
        const [[pack, locale], more] = await within((signal) => {
          const how = { cache, signal };
          return Promise.all([inLanguage(other, true, how), moreOf(other, how), laterParts()]);
        });
        if (asked !== other) return;
        tag = other;
        Object.assign(host, { pack, locale });
        told(more);
      } catch {
        cache = "reload";
        if (asked === other) told();
      }
    },
    setProperty: (name, value) => host.root.closest(":root, .inline").style.setProperty(name, value),
    keys: (heard) =>
      host.root.getRootNode().addEventListener("keyup", ({ key, shiftKey }) => host.root.isConnected && heard(key + shiftKey)),
    emit: (event) => {
      if (event === "language") return says();
      if (event === "print") return print();
      const find = (what) => host.root.querySelector(what);
      const screen = find("[data-screen]")?.dataset.screen;
      const step = find("progress")?.value + 1;
      tell?.(event, { screen, step: step || undefined, top: find("[data-heading]")?.getBoundingClientRect().top });
    },
  };
  // What is to be said of the language: of what is ours, and on our own page of all of it.
  const says = () => {
    const { lang, dir } = JSON.parse(host.locale);
    const ours = mode === "inline" ? [host.root] : [host.root, document.documentElement];
    for (const element of ours) Object.assign(element, { lang, dir });
    if (ours.length > 1) document.title = JSON.parse(host.pack).title;
  };
  let order;
  try {
    order = app.start(host);
  } catch (error) {
    if (error.cause !== "config") throw error;
    host.config = await within((signal) => refused(error, signal));
    order = app.start(host);
  }
  // A breath between reading and drawing: a tap or a scroll in between need not wait for both.
  await new Promise((go) => setTimeout(go));
  Object.assign(host, await within(async () => early?.(app)));
  // An answer was given to the first question of the page.
  if (file !== made) host.answer = undefined;
  order("enter");
  if (fallback) host.root.dataset.fallback = "";
  says();
  const speak = (wanted) => {
    const other = nearest([wanted], offered);
    if (other && other !== tag) order(other);
  };
  return { host, order, says, speak, whole: later };
};
