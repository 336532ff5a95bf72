// What the page shows: only what can be seen counts, for the prerendered screens are all in the document.
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const root = window.rootE2e ?? document;
const one = (selector) => [...root.querySelectorAll(selector)].find(seen);
const screen = one("[data-screen]");
const question = one("[data-question]");
const pressed = one("[data-answer][aria-pressed=true]");
const active = root.activeElement;
return {
  ready: root.querySelector("[data-ready]") !== null,
  later: root.querySelector("[data-later]:not(script)")?.dataset.later ?? null,
  screen: screen?.dataset.screen ?? null,
  question: question?.dataset.question ?? null,
  pressed: pressed?.dataset.answer ?? null,
  heading: active?.hasAttribute("data-heading") ?? false,
  focus: active?.dataset.action ?? active?.dataset.answer ?? active?.tagName.toLowerCase() ?? "",
  notice: one("[data-notice]")?.dataset.notice ?? null,
  actions: [...root.querySelectorAll("[data-action]")].filter(seen).map((element) => element.dataset.action),
  title: document.title,
  url: location.href,
};
