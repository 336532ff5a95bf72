// Starts the check on our own page, alone or in a frame, and keeps the taps made meanwhile.
import { leaving, start } from "./start.js";

const { glue, wasm, later, languages, offline } = document.currentScript.dataset;
const wanted = new URLSearchParams(location.search);
const mode = wanted.has("embed") ? "frame" : "page";
document.documentElement.dataset.mode = mode;
const $ = (id) => document.getElementById(id);

let started;
let answer;
const tap = ({ target }) => {
  const button = target.closest("[data-action=start], [data-answer]");
  if (!button) return;
  if (button.dataset.answer) {
    for (const other of $("first").querySelectorAll("[data-answer]")) other.setAttribute("aria-pressed", other === button);
    answer = button.dataset.answer;
  } else {
    started = "yes";
    // The first question in the page is that of the usual pack.
    if (wanted.get("pack")) return;
    $("intro").hidden = true;
    $("first").hidden = false;
    $("first").querySelector("[data-heading]").focus();
    scrollTo(0, 0);
  }
};
addEventListener("click", tap);
leaving(window, document.body);

// The page looks alive after the binary has stopped: say so, and keep the way to help open.
const broken = (error) => {
  console.error("compassion-check:", error);
  $("app").hidden = true;
  $("broken").hidden = false;
};
addEventListener("error", ({ error }) => error instanceof window.WebAssembly?.RuntimeError && broken("stopped"));

start({
  base: document.baseURI,
  names: { glue, wasm, later, languages: languages.split(" ") },
  mode,
  lang: wanted.get("lang"),
  config: wanted.get("config"),
  pack: wanted.get("pack"),
  early: () => {
    removeEventListener("click", tap);
    // What the page was made with may be older than the configuration: only what the person changed counts.
    const keep = document.querySelector("[name=keep]:checked:not([checked])")?.value;
    return { root: $("app"), started, answer, keep };
  },
})
  .catch(broken)
  // Whether the check works or not: the pages that need no script are kept for later, too.
  .then(() => import(offline))
  .then((worker) => worker.default($("app")));
