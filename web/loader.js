// Starts the check on our own page, alone or in a frame, and remembers the taps made before the app has loaded.
import { tapCounts } from "./early-taps.js";
import { handleQuickExit } from "./quick-exit.js";
import { IDLE_TIMEOUT, fetchFile, withIdleTimeout } from "./request.js";
import { chooseLanguage, start } from "./start.js";

const { css, glue, wasm, later, frame, languages, pack, extras } = document.currentScript.dataset;
const base = document.baseURI;
/** The address is absolute, as this script has no base address in a frame with an opaque origin. */
const importExtras = () => import(new URL(extras, base));
const parameters = new URLSearchParams(location.search);
const mode = parent === window ? "page" : "frame";
// `?check-config` opens the page for editors of the configuration.
const isEditor = parameters.has("check-config");
if (isEditor) location.replace("check-config.html" + location.search);
const $ = (id) => document.getElementById(id);

const page = document.documentElement;
page.dataset.mode = mode;
const names = { glue, wasm, later, languages: languages.split(" "), pack };
const lang = parameters.get("lang");
const likelyLanguage = chooseLanguage(lang, names.languages);
if (likelyLanguage && likelyLanguage !== page.lang) page.dataset.waits = "";
const onLanguage = (tag) => tag === page.lang && delete page.dataset.waits;

/** The script that exchanges messages with the host's page. Only a frame needs it. */
const frameModule = mode === "frame" ? import(new URL(frame, base)) : undefined;
const emitToHost = (...event) => frameModule?.then((frame) => frame.emit(...event));

/**
 * Resolves once the prerendered page has been painted. Fetching, parsing and drawing before that would only delay it. A
 * hidden page is never painted, nor is one that waits for its language. Some browsers do not report the paint, so there
 * is a time limit.
 */
const painted = new Promise((resolve) => {
  if (document.hidden || "waits" in page.dataset) return resolve();
  const checkEntries = (list) => list.getEntriesByName("first-contentful-paint").length && resolve();
  new PerformanceObserver(checkEntries).observe({ type: "paint", buffered: true });
  setTimeout(resolve, 300);
});

/** Resolves once the page has been parsed. This script may run before the elements that it shows and hides exist. */
const parsed = new Promise((resolve) =>
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", resolve) : resolve(),
);
/** Whether the page has said that the check cannot run. */
let failed = false;
// From here on this script shows errors. Before it arrived, a style rule showed the page of last resort after a while
// (styles/late.css). An error may have been shown already, before the rest of the page was parsed.
parsed.then(() => {
  $("broken").hidden = !failed;
  if (failed) $("app").hidden = true;
  $("broken").classList.remove("late");
});

let sheet;
/**
 * Loads the style sheet. Up to the pause the check needs only the styles in the page itself, so the sheet is loaded
 * with the second module. The lazy screens wait for it, as the chart on the result cannot be read without it.
 *
 * It is fetched by script, as a link that hangs makes Firefox delay every other request of the page.
 */
const loadStyles = (cache) =>
  (sheet ??= withIdleTimeout(async (signal) => {
    const url = new URL(css, base);
    const text = await (await fetchFile(url, { cache, signal })).text();
    // Throws if the text is empty, or is the sign-in page of a network.
    if (!/^\s*[^\s<]/.test(text)) throw Error("no style sheet: " + url);
    if ("adoptedStyleSheets" in document) {
      const constructed = new CSSStyleSheet();
      constructed.replaceSync(text);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, constructed];
    } else {
      // In browsers before 2023 scripts cannot make style sheets. This link is answered from the cache.
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
      await new Promise((resolve, reject) => {
        const fail = () => {
          link.remove();
          reject(Error("no style sheet: " + url));
        };
        signal.addEventListener("abort", fail);
        const loaded = () => {
          signal.removeEventListener("abort", fail);
          resolve();
        };
        Object.assign(link, { onload: loaded, onerror: fail });
        document.body.append(link);
      });
    }
  }).catch((error) => {
    sheet = undefined;
    throw error;
  }));
/** Whether the styles in the page apply. The policy of a site may forbid them. */
const hasStyles = () => getComputedStyle(page).getPropertyValue("--paper") !== "";
/**
 * Resolves once the check is styled. Without the styles in the page it waits for the sheet, as it could not be read.
 */
const styled = parsed.then(() => hasStyles() || loadStyles());
// The code that awaits it handles the failure.
styled.catch(() => {});

let started;
let answer;
// When the first question was shown and where the tap was that showed it; and where the last tap was. A click whose
// `detail` is 0 has no place: it came from a key, a switch or a screen reader.
let questionShown;
let lastTap = {};
const handleTap = ({ target, detail, clientX: x, clientY: y }) => {
  const button = target.closest("[data-action=start], [data-answer]");
  if (!button) return;
  const time = performance.now();
  if (button.dataset.answer) {
    if (detail && !tapCounts(questionShown, { time, x, y })) return;
    for (const other of $("first").querySelectorAll("[data-answer]")) other.setAttribute("aria-pressed", other === button);
    answer = button.dataset.answer;
  } else {
    started = "yes";
    // The first question in the page is that of the default pack, not of the one in the address.
    if (parameters.get("pack")) return;
    questionShown = { time, x, y };
    $("intro").hidden = true;
    $("first").hidden = false;
    $("first").querySelector("[data-heading]").focus();
    scrollTo(0, 0);
  }
  lastTap = detail ? { tapX: String(Math.round(x)), tapY: String(Math.round(y)) } : {};
};
addEventListener("click", handleTap);
/**
 * Clears the taps if the page is left before the app has loaded. The browser may keep the page and show it again on
 * Back.
 */
const forgetTaps = () => {
  // Once the app is drawn, it does this itself.
  if (!$("first")) return;
  started = answer = undefined;
  $("intro").hidden = !($("first").hidden = true);
  for (const button of $("first").querySelectorAll("[data-answer]")) button.setAttribute("aria-pressed", false);
  for (const radio of document.querySelectorAll("[name=keep]")) radio.checked = radio.defaultChecked;
};
addEventListener("pagehide", forgetTaps);

/**
 * Leaves for `url`. On our own page the app adds a history entry for each screen, so this first goes back to the first
 * of them and then replaces it.
 */
const leaveFor = (url) => {
  const replace = () => location.replace(url);
  // The frame's script may be missing or not have arrived yet.
  if (frameModule) return Promise.race([frameModule, new Promise((_, reject) => setTimeout(reject, 1000))]).then((frame) => frame.exit(url), replace);
  const depth = Math.min(history.state, history.length - 1);
  if (!(depth > 0)) return replace();
  // While Firefox fires `popstate`, its history is still at the entry before.
  addEventListener("popstate", () => setTimeout(replace));
  history.go(-depth);
  // Browsers keep about fifty entries. Going back further does nothing, so there is a time limit.
  setTimeout(replace, 2000);
};
handleQuickExit(window, () => document.body, leaveFor);

// Shows the page of last resort, with help. Otherwise the page would still look usable after the app has stopped.
const showBroken = async (error) => {
  if (failed) return;
  failed = true;
  console.error("compassion-check: stopped. Open index.html?check-config to see whether files or settings are at fault.", error);
  // This element comes first in the page. What follows it may never arrive.
  if (!$("broken")) await parsed;
  delete page.dataset.waits;
  $("app")?.setAttribute("hidden", "");
  $("broken").classList.remove("late");
  $("broken").hidden = false;
  if (answer) $("broken").querySelector("[data-unkept]").hidden = false;
  if (started) $("broken").querySelector("[data-heading]").focus();
  forgetTaps();
  removeEventListener("pagehide", forgetTaps);
  // An app that has stopped cannot clear its own root when the page is left.
  addEventListener("pagehide", () => $("app")?.replaceChildren());
  // The help on this page is from the build. The configuration may have newer help.
  importExtras().then(({ help }) => help($("broken"), parameters.get("config"))).catch(() => {});
  emitToHost("error", { error });
};

const begin = () =>
  start({
    base,
    names,
    mode,
    lang,
    onLanguage,
    loadStyles,
    config: parameters.get("config"),
    pack: parameters.get("pack"),
    prepare: async (rules) => {
      const frame = await frameModule;
      frame?.applyColourRules(rules);
      const fullPage = await frame?.fullPage();
      await styled;
      removeEventListener("click", handleTap);
      removeEventListener("pagehide", forgetTaps);
      delete page.dataset.waits;
      // The choice that is checked in the prerendered page may be older than the configuration. So only a changed
      // choice counts.
      const keep = document.querySelector("[name=keep]:checked:not([checked])")?.value;
      const state = { root: $("app"), started, answer, ...lastTap, keep, fullPage };
      answer = undefined;
      return state;
    },
    onEvent: emitToHost,
    onStopped: () => showBroken("stopped"),
    reportColour: (...colour) => importExtras().then(({ report }) => report(page, ...colour)),
  });
/**
 * Never starts the check, as the page is about to be replaced by the page for editors. Rejects if that does not arrive.
 */
const neverStarts = (_, reject) => setTimeout(reject, IDLE_TIMEOUT, Error("check-config.html does not arrive"));
const running = isEditor ? new Promise(neverStarts) : painted.then(begin);
running
  .catch((error) => {
    const urls = [location.href, css, glue, wasm, later];
    showBroken(error);
    // After a timeout there is nothing to replace. Otherwise the browser's cache may hold a damaged file, or a page
    // that names files of an earlier release. So "Try again" first fetches them without the cache, for a few seconds at
    // most.
    if (error.name === "TimeoutError") return;
    const refetch = async (url) => (await fetch(new URL(url, base), { cache: "reload" })).arrayBuffer();
    addEventListener("click", (event) => {
      if (!event.target.closest("[data-action=try-again]")) return;
      event.preventDefault();
      const all = Promise.allSettled(urls.map(refetch));
      Promise.race([all, new Promise((resolve) => setTimeout(resolve, 5000))]).then(() => location.reload());
    });
  })
  // The service worker is registered even if the check failed, as the pages without the app work offline, too.
  .then(async (check) => {
    const { worker } = await importExtras();
    worker($("app"), check);
  });
frameModule?.then(({ listen }) => listen((lang) => running.then(({ setLanguage }) => setLanguage(lang))));
