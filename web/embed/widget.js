// One check on a host's page: when it loads, what shows meanwhile, and what the page is told.
import { helpLinks } from "./help.js";
import { inFrame } from "./frame.js";
import { inline } from "./inline.js";

/** Attributes that say which check; on a `<div>` also with `data-` before them. `lang` is looked for around the element, too. */
export const ATTRIBUTES = ["mode", "config", "pack"];

/** So far from what is seen it begins to load. */
const NEAR = "600px";

/** So long it may take, in milliseconds, before the ways to help are shown as well. It is waited for all the same. */
const PATIENCE = 30_000;

/** Neither a reset of the host's, nor one with `!important`, takes the element's box away. Width, margin and place are the host's. */
const OWN = ":host{display:block!important}:host([hidden]){display:none!important}";

/** Whether a shadow root takes style sheets made by script: since 2023. Without them there are only frames. */
const ADOPTS = "adoptedStyleSheets" in Document.prototype;

const sheet = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

let own;
const waiting = new WeakMap();
const near =
  "IntersectionObserver" in window
    ? new IntersectionObserver(
        (entries) => {
          for (const { isIntersecting, target } of entries) if (isIntersecting) waiting.get(target)?.();
        },
        { rootMargin: NEAR },
      )
    : undefined;

export class Widget {
  constructor(element) {
    this.element = element;
    this.shadow = element.attachShadow({ mode: "closed" });
    this.sheets = ADOPTS ? [(own ??= sheet(OWN))] : [];
    if (ADOPTS) this.shadow.adoptedStyleSheets = this.sheets;
    // What the editor put inside the element.
    this.slot = document.createElement("slot");
    this.shadow.append(this.slot);
  }

  /** On the page: for the first time, or again. */
  connect() {
    if (this.here) return;
    this.here = true;
    if (this.check) this.check.enter();
    else this.await();
  }

  /** Off the page, or only moved within it: that is seen once the script that does so has ended. */
  disconnect() {
    setTimeout(() => {
      if (this.element.isConnected || !this.here) return;
      this.here = false;
      this.stopWaiting();
      if (this.check && !this.check.leave()) this.check = undefined;
    });
  }

  /** Something around or on the element has changed. */
  change() {
    if (!this.check) return;
    const before = this.settings;
    const now = this.read();
    if (ATTRIBUTES.some((name) => before[name] !== now[name])) {
      this.drop();
      this.load();
    } else this.check.update(now);
  }

  read() {
    const { element } = this;
    const value = (name) => element.getAttribute(name) ?? element.getAttribute("data-" + name) ?? undefined;
    const language = (near) =>
      near.closest("[lang]")?.getAttribute("lang") ?? (near.getRootNode().host && language(near.getRootNode().host));
    this.settings = {
      mode: value("mode") === "inline" && ADOPTS ? "inline" : "frame",
      config: value("config"),
      pack: value("pack"),
      lang: element.getAttribute("data-lang") ?? language(element),
    };
    return this.settings;
  }

  await() {
    const begin = () => {
      this.stopWaiting();
      this.load();
    };
    if (!near) return begin();
    waiting.set(this.element, begin);
    near.observe(this.element);
  }

  stopWaiting() {
    near?.unobserve(this.element);
    waiting.delete(this.element);
    clearTimeout(this.timer);
  }

  load() {
    const settings = this.read();
    this.show(undefined);
    this.timer = setTimeout(() => this.fail(), PATIENCE);
    this.check = (settings.mode === "inline" ? inline : inFrame)(this);
  }

  drop() {
    this.stopWaiting();
    this.check?.leave(true);
    this.check = undefined;
  }

  /** Shows the check, or without one what the editor put there. */
  show(check) {
    clearTimeout(this.timer);
    this.slot.style.display = check ? "none" : "contents";
    this.help?.remove();
    this.help = undefined;
    this.check?.show?.(Boolean(check));
  }

  /** It cannot be shown: what the editor put there comes back, and the ways to help with it. */
  fail(error) {
    if (error) console.error("compassion-check:", error);
    this.show(undefined);
    this.emit("error", {});
    this.help = helpLinks(this.settings.config);
    this.shadow.append(this.help);
  }

  /** Tells the page. `detail` is the name of a screen and the number of a step, and nothing else. */
  emit(type, { screen, step }) {
    const detail = Object.fromEntries(Object.entries({ screen, step }).filter(([, value]) => value !== undefined));
    const how = { bubbles: true, composed: true, detail };
    this.element.dispatchEvent(new CustomEvent("compassion-check:" + type, how));
  }

  /** Something happened in the check. */
  hear(type, detail) {
    if (type === "ready") this.show(this.check);
    this.emit(type, detail);
  }
}
