// Runs first on every host page of the tests and records what happens there. It changes nothing: a shadow root stays as closed as it was. A
// closed root keeps everybody out, WebDriver too, so the only clean way in is to keep the root when it is made.
(() => {
  const watch = { events: [], dashed: [], messages: [], violations: [], errors: [], focused: 0, scrolled: 0, asked: 0 };
  Object.defineProperty(window, "watch", { value: watch });
  const NAMES = ["ready", "step", "complete", "error"].map((name) => "compassion-check:" + name);
  const WIDGETS = "compassion-check, [data-compassion-check]";
  watch.widgets = () => [...document.querySelectorAll(WIDGETS)];

  const roots = new WeakMap();
  // axe-core has to see into the check, so the tests open the root for it.
  const opened = new URLSearchParams(location.search).has("open");
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, opened ? { ...init, mode: "open" } : init);
    roots.set(this, { root, mode: init.mode });
    return root;
  };
  watch.root = (index) => roots.get(watch.widgets()[index])?.root;
  watch.mode = (index) => roots.get(watch.widgets()[index])?.mode;
  watch.frame = (index) => {
    const widget = watch.widgets()[index];
    return widget ? (roots.get(widget)?.root ?? widget).querySelector("iframe") : document.querySelectorAll("iframe")[index];
  };

  for (const name of NAMES) {
    const heard = ({ detail, target }) =>
      watch.events.push({ name: name.slice(17), detail: JSON.stringify(detail), index: watch.widgets().indexOf(target) });
    document.addEventListener(name, heard, true);
    // Each event is also sent under a second name, with a hyphen instead of the colon.
    const again = ({ detail }) => watch.dashed.push([name.slice(17), JSON.stringify(detail)]);
    document.addEventListener(name.replace(":", "-"), again, true);
  }
  addEventListener("message", ({ data, origin }) => watch.messages.push({ data: JSON.stringify(data), origin }));
  document.addEventListener("securitypolicyviolation", (event) => {
    // The policies of some hosts block the fonts of their own framework.
    if (event.effectiveDirective !== "font-src") watch.violations.push(event.effectiveDirective + " " + event.blockedURI);
  });
  addEventListener("error", ({ message }) => watch.errors.push(String(message)));
  addEventListener("unhandledrejection", ({ reason }) => watch.errors.push(String(reason)));
  document.addEventListener("focusin", () => (watch.focused += 1), true);
  document.addEventListener("scroll", () => (watch.scrolled += 1), true);

  // Counts how often the check's scripts scroll the page. The tests themselves scroll only to elements inside the check.
  const ask = (object, name, counts) => {
    const scroll = object[name];
    object[name] = function (...how) {
      if (counts(this)) watch.asked += 1;
      return scroll.apply(this, how);
    };
  };
  ask(Element.prototype, "scrollIntoView", (element) => element.matches(WIDGETS));
  for (const name of ["scroll", "scrollTo", "scrollBy"]) ask(window, name, () => true);

  // The current listeners on the page's own objects.
  const listeners = [];
  watch.listeners = () => listeners.map(({ target, type }) => `${target.constructor.name} ${type}`);
  const global = (target) => [window, document, document.documentElement, document.body].includes(target);
  const flag = (options) => (typeof options === "object" ? Boolean(options?.capture) : Boolean(options));
  const forget = (target, type, listener, options) => {
    const same = (one) =>
      one.target === target && one.type === type && one.listener === listener && one.capture === flag(options);
    const at = listeners.findIndex(same);
    if (at >= 0) listeners.splice(at, 1);
  };
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (listener && global(target)) {
      const ours = [target, type, listener, options];
      forget(...ours);
      listeners.push({ target, type, listener, capture: flag(options) });
      options?.signal && add.call(options.signal, "abort", () => forget(...ours));
      options?.once && add.call(target, type, () => forget(...ours), { once: true, capture: flag(options) });
    }
    return add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (global(target)) forget(target, type, listener, options);
    return remove.call(target, type, listener, options);
  };

  // Everything a script could change on a page outside its own element.
  const globals = Object.keys(window);
  // Frames are globals by number. WebDriver and the tests leave globals as well.
  const known = (name) => globals.includes(name) || /^(\d+|ret_nodes|se_\w+|\$?cdc_\w+|rootE2e|errorsE2e)$/.test(name);
  watch.surroundings = () => {
    // In a separate document no custom element is upgraded.
    const page = document.implementation.createHTMLDocument("").importNode(document.documentElement, true);
    for (const widget of page.querySelectorAll(WIDGETS)) widget.replaceWith("widget");
    for (const frame of page.querySelectorAll("iframe")) frame.replaceWith("frame");
    return {
      markup: page.outerHTML,
      adopted: document.adoptedStyleSheets.length,
      globals: Object.keys(window).filter((name) => !known(name)),
      title: document.title,
      url: location.href,
      entries: history.length,
      state: history.state,
    };
  };
  /** What has changed, one a line. */
  watch.changes = () => {
    if (!watch.before) return ["the page was never recorded"];
    const now = watch.surroundings();
    const differs = ([name, before]) => {
      const [a, b] = [before, now[name]].map((value) => JSON.stringify(value));
      if (a === b) return [];
      let same = 0;
      while (a[same] === b[same]) same += 1;
      return [`${name} from ${a.slice(Math.max(same - 20, 0), same + 200)} to ${b.slice(Math.max(same - 20, 0), same + 200)}`];
    };
    return Object.entries(watch.before).flatMap(differs);
  };
  // At `interactive` the page has been parsed, and no module has run.
  document.addEventListener("readystatechange", () => (watch.before ??= watch.surroundings()), { once: true });
})();
