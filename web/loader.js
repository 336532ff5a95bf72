// Starts the check on our own page, alone or in a frame, and keeps the taps made meanwhile.
import { leaving } from "./away.js";
import { QUIET, ask, within } from "./request.js";
import { choose, start } from "./start.js";
import { counts } from "./taps.js";

const { css, glue, wasm, later, frame, languages, pack, beside } = document.currentScript.dataset;
const base = document.baseURI;
/** By its whole address: in a frame without an origin this script has no base of its own. */
const importBeside = () => import(new URL(beside, base));
const wanted = new URLSearchParams(location.search);
const mode = parent === window ? "page" : "frame";
// Whoever edits the configuration is sent to a page of its own.
const checking = wanted.has("check-config");
if (checking) location.replace("check-config.html" + location.search);
const $ = (id) => document.getElementById(id);

const page = document.documentElement;
page.dataset.mode = mode;
const names = { glue, wasm, later, languages: languages.split(" "), pack };
const lang = wanted.get("lang");
const nearest = choose(lang, names.languages);
if (nearest && nearest !== page.lang) page.dataset.waits = "";
const speaks = (tag) => tag === page.lang && delete page.dataset.waits;

/** What only a frame needs: it talks with the host's page. */
const framed = mode === "frame" ? import(new URL(frame, base)) : undefined;
const tell = (...told) => framed?.then((frame) => frame.tell(...told));

/**
 * Until the page as it was built has been seen: to fetch, read and draw before that would only make everybody wait for it. What
 * nobody looks at is never painted, nor is what waits for its language, and a browser may not say so: not for ever.
 */
const seen = new Promise((go) => {
  if (document.hidden || "waits" in page.dataset) return go();
  const look = (list) => list.getEntriesByName("first-contentful-paint").length && go();
  new PerformanceObserver(look).observe({ type: "paint", buffered: true });
  setTimeout(go, 300);
});

/** Until the page has been parsed: this script may be here before the elements that it shows and hides. */
const parsed = new Promise((go) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", go) : go()));
/** Set once the page has said that the check cannot run. */
let failed = false;
// From now on we say what is wrong. Until here a style rule did, after a while: this script may not have arrived (styles/late.css).
// What is wrong may have been said before the rest of the page was here.
parsed.then(() => {
  $("broken").hidden = !failed;
  if (failed) $("app").hidden = true;
  $("broken").classList.remove("late");
});

let sheet;
/**
 * Brings the style sheet. Up to the pause the check needs no more than the styles in the page itself, so the sheet comes with the code of
 * the later screens. They are not shown before it is there: the chart on the result cannot be read without it.
 *
 * It is fetched as everything else is, and not by a link: while a link hangs, Firefox holds back whatever else the page asks for.
 */
const bringSheet = (cache) =>
  (sheet ??= within(async (signal) => {
    const url = new URL(css, base);
    const text = await (await ask(url, { cache, signal })).text();
    // Empty, or the page of a network that wants a sign-in.
    if (!/^\s*[^\s<]/.test(text)) throw Error("no style sheet: " + url);
    if ("adoptedStyleSheets" in document) {
      const made = new CSSStyleSheet();
      made.replaceSync(text);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, made];
    } else {
      // Before 2023 scripts could not make style sheets. By now the browser has this one.
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
      await new Promise((go, failed) => {
        const end = () => {
          link.remove();
          failed(Error("no style sheet: " + url));
        };
        signal.addEventListener("abort", end);
        const here = () => {
          signal.removeEventListener("abort", end);
          go();
        };
        Object.assign(link, { onload: here, onerror: end });
        document.body.append(link);
      });
    }
  }).catch((error) => {
    sheet = undefined;
    throw error;
  }));
/** Whether the styles in the page hold: a site's own policy may forbid them. */
const hasStyles = () => getComputedStyle(page).getPropertyValue("--paper") !== "";
/** A check without any styles could not be read, so it waits for the sheet. */
const styled = parsed.then(() => hasStyles() || bringSheet());
// Whoever waits for it hears of it.
styled.catch(() => {});

let started;
let answer;
// When the first question was shown, and by a tap where; and where the last tap was made. What has no place was made by a key, a switch
// or a screen reader.
let shown;
let last = {};
const tap = ({ target, detail, clientX: x, clientY: y }) => {
  const button = target.closest("[data-action=start], [data-answer]");
  if (!button) return;
  const time = performance.now();
  if (button.dataset.answer) {
    if (detail && !counts(shown, { time, x, y })) return;
    for (const other of $("first").querySelectorAll("[data-answer]")) other.setAttribute("aria-pressed", other === button);
    answer = button.dataset.answer;
  } else {
    started = "yes";
    // The first question in the page is that of the usual pack.
    if (wanted.get("pack")) return;
    shown = { time, x, y };
    $("intro").hidden = true;
    $("first").hidden = false;
    $("first").querySelector("[data-heading]").focus();
    scrollTo(0, 0);
  }
  last = detail ? { tapX: String(Math.round(x)), tapY: String(Math.round(y)) } : {};
};
addEventListener("click", tap);
/** Left before the app is there: the browser may keep the page, and shows it on Back as it is now. */
const forget = () => {
  // Once the app is drawn, this is its own affair.
  if (!$("first")) return;
  started = answer = undefined;
  $("intro").hidden = !($("first").hidden = true);
  for (const button of $("first").querySelectorAll("[data-answer]")) button.setAttribute("aria-pressed", false);
  for (const radio of document.querySelectorAll("[name=keep]")) radio.checked = radio.defaultChecked;
};
addEventListener("pagehide", forget);

/** On our own page the app makes an entry of the browser's history for each screen: the first of them is what the address replaces. */
const go = (url) => {
  const replace = () => location.replace(url);
  // The script of a frame may be missing or still on its way.
  if (framed) return Promise.race([framed, new Promise((_, late) => setTimeout(late, 1000))]).then((frame) => frame.exit(url), replace);
  const depth = Math.min(history.state, history.length - 1);
  if (!(depth > 0)) return replace();
  // Firefox counts as if it were not there yet while it tells so.
  addEventListener("popstate", () => setTimeout(replace));
  history.go(-depth);
  // Browsers keep some fifty entries, and do nothing when asked for one before those.
  setTimeout(replace, 2000);
};
leaving(window, () => document.body, go);

// The page looks alive after the binary has stopped: say so, and keep the way to help open.
const broken = async (error) => {
  if (failed) return;
  failed = true;
  console.error("compassion-check: stopped. Open index.html?check-config to see whether files or settings are at fault.", error);
  // It comes first in the page, and the rest may never be there.
  if (!$("broken")) await parsed;
  delete page.dataset.waits;
  $("app")?.setAttribute("hidden", "");
  $("broken").classList.remove("late");
  $("broken").hidden = false;
  if (answer) $("broken").querySelector("[data-unkept]").hidden = false;
  if (started) $("broken").querySelector("[data-heading]").focus();
  forget();
  removeEventListener("pagehide", forget);
  // What has stopped can no longer empty itself.
  addEventListener("pagehide", () => $("app")?.replaceChildren());
  // What the page says of help is as it was built.
  importBeside().then(({ help }) => help($("broken"), wanted.get("config"))).catch(() => {});
  tell("error", { error });
};

const begin = () =>
  start({
    base,
    names,
    mode,
    lang,
    speaks,
    styles: bringSheet,
    config: wanted.get("config"),
    pack: wanted.get("pack"),
    early: async (rules) => {
      const frame = await framed;
      frame?.hold(rules);
      const fullPage = await frame?.fullPage();
      await styled;
      removeEventListener("click", tap);
      removeEventListener("pagehide", forget);
      delete page.dataset.waits;
      // What the page was made with may be older than the configuration: only what the person changed counts.
      const keep = document.querySelector("[name=keep]:checked:not([checked])")?.value;
      const early = { root: $("app"), started, answer, ...last, keep, fullPage };
      answer = undefined;
      return early;
    },
    tell,
    stopped: () => broken("stopped"),
  });
/** A page that is about to be replaced does not start the check. If the page for editors hangs, the page of last resort says so. */
const hangs = (_, failed) => setTimeout(failed, QUIET, Error("check-config.html does not arrive"));
const running = checking ? new Promise(hangs) : seen.then(begin);
running
  .catch((error) => {
    const urls = [location.href, css, glue, wasm, later];
    broken(error);
    // What did not arrive is nowhere. Otherwise the browser may keep a damaged copy of a file, or a page that names files of an earlier
    // release: to try again is to fetch them past those copies first, for a few seconds at most.
    if (error.name === "TimeoutError") return;
    const anew = async (url) => (await fetch(new URL(url, base), { cache: "reload" })).arrayBuffer();
    addEventListener("click", (event) => {
      if (!event.target.closest("[data-action=try-again]")) return;
      event.preventDefault();
      const all = Promise.allSettled(urls.map(anew));
      Promise.race([all, new Promise((go) => setTimeout(go, 5000))]).then(() => location.reload());
    });
  })
  // Whether the check works or not: the pages that need no script are kept for later, too.
  .then(async (check) => {
    const { report, worker } = await importBeside();
    worker($("app"), check);
    if (check) report(page, check.host.config);
  });
framed?.then(({ listen }) => listen((lang) => running.then(({ speak }) => speak(lang))));
