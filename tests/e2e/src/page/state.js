// Returns what the page shows. Only visible elements count, because all prerendered screens are in the document.
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const root = window.rootE2e ?? document;
// Collects uncaught errors and rejections. These are handlers, because the tests count the listeners on a host's page.
if (!window.errorsE2e) {
  window.errorsE2e = [];
  const keep = (error) => window.errorsE2e.push(String(error?.stack ? `${error} ${error.stack}` : error));
  window.onerror ??= (message, _file, _line, _column, error) => void keep(error ?? message);
  window.onunhandledrejection ??= ({ reason }) => void keep(reason);
}
const one = (selector) => [...root.querySelectorAll(selector)].find(seen);
const screen = one("[data-screen]");
const question = one("[data-question]");
const pressed = one("[data-answer][aria-pressed=true]");
const active = root.activeElement;
return {
  ready: root.querySelector("[data-ready]") !== null,
  lazy: root.querySelector("[data-later]:not(script)")?.dataset.later ?? null,
  screen: screen?.dataset.screen ?? null,
  question: question?.dataset.question ?? null,
  pressed: pressed?.dataset.answer ?? null,
  heading: active?.hasAttribute("data-heading") ?? false,
  focus: active?.dataset.action ?? active?.dataset.answer ?? active?.tagName.toLowerCase() ?? "",
  notice: one("[data-notice]")?.dataset.notice ?? null,
  actions: [...root.querySelectorAll("[data-action]")].filter(seen).map((element) => element.dataset.action),
  title: document.title,
  url: location.href,
  errors: window.errorsE2e,
};
