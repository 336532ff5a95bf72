// One check on a host's page: when it loads, what shows meanwhile, and what the page is told.
import { AGAIN, helpLinks } from "./help.js";
import { inFrame } from "./frame.js";
import { inline } from "./inline.js";
import { reasonOf } from "./reason.js";
import { fit, makeSizer } from "./room.js";

/** Attributes that say which check; on a `<div>` also with `data-` before them. `lang` is looked for around the element, too. */
export const ATTRIBUTES = /** @type {const} */ (["mode", "config", "pack"]);

/** Each event is sent under two names, with one of these between its parts. */
export const MARKS = /** @type {const} */ ([":", "-"]);

/** So far from what is seen it begins to load. */
const NEAR = "600px";

/** So long it may take, in milliseconds, before the ways to help are shown as well. It is waited for all the same. */
const PATIENCE = 30_000;

/**
 * The page's rules for the element win over these, save where these are `!important`. No reset takes the element's box away, and no
 * theme that outlines whatever has focus, or is pointed at, outlines the whole check. In vertical writing it stays horizontal: its style
 * sheets are made for that. Columns do not split it. Width, margin and place are the page's to set.
 */
const OWN =
  ":host{display:block!important;outline:none!important;writing-mode:horizontal-tb!important;break-inside:avoid}:host([hidden]){display:none!important}";

/** Whether a shadow root takes style sheets made by script: since 2023. Without them there are only frames. */
const ADOPTS = "adoptedStyleSheets" in Document.prototype;

/** How often, in milliseconds, to look whether a hidden check can be seen again: no observer tells of that. */
const UNSEEN = 500;

/**
 * Whether a person who scrolls there could see it. What is transparent counts: it takes taps and focus, screen readers read it, and
 * pages let things appear that way. Before 2024 not every browser knows of `checkVisibility`: there a closed `<details>` may count, too.
 */
const canBeSeen = (element) =>
  element.offsetHeight && getComputedStyle(element).visibility === "visible" && element.checkVisibility?.() !== false;

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
    this.sizer = makeSizer();
    // In the next frame, as what follows may change a size again.
    this.sizes = new ResizeObserver(() => requestAnimationFrame(() => this.look()));
    this.shadow.append(this.slot, this.sizer);
  }

  /** On the page: for the first time, or again. */
  connect() {
    if (this.here) return;
    this.here = true;
    for (const one of [this.element, document.documentElement]) this.sizes.observe(one);
    if (this.check) this.check.enter();
    else this.await();
  }

  /** Off the page, or only moved within it: that is seen once the script that does so has ended. */
  disconnect() {
    setTimeout(() => {
      if (this.element.isConnected || !this.here) return;
      this.here = false;
      this.sizes.disconnect();
      this.tight = undefined;
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
      this.anew();
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
    this.timer = setTimeout(() => this.fail("timeout"), PATIENCE);
    this.check = (settings.mode === "inline" ? inline : inFrame)(this);
  }

  anew() {
    this.stopWaiting();
    this.check?.leave(true);
    this.check = undefined;
    this.load();
  }

  /** Shows the check, or without one what the editor put there. */
  show(check) {
    clearTimeout(this.timer);
    this.due = undefined;
    this.slot.style.display = check ? "none" : "contents";
    this.help?.remove();
    this.help = undefined;
    this.check?.show?.(Boolean(check));
  }

  /** The element may have another size than before, or another place on the page. */
  look() {
    if (!this.here) return;
    const { element, check, due } = this;
    const widths = () => [element, document.documentElement, this.tight].map((one) => one?.offsetWidth).join();
    if (widths() !== this.widths) {
      const tight = fit(element, this.sizer);
      if (tight && tight !== this.tight) this.sizes.observe(tight);
      this.tight = tight;
      this.widths = widths();
    }
    if (check?.isLost?.()) return this.fail("blocked");
    // It is ready, but nobody could see it: in a closed tab panel, say. Without a width it has no height that means anything.
    if (!due || !element.offsetWidth) return;
    this.show(check);
    if (!canBeSeen(element)) {
      this.timer = setTimeout(() => this.look(), UNSEEN);
      return (this.due = due);
    }
    this.emit("ready", due);
    // What had the focus, the button to try again, has gone.
    if (this.again) check.focus();
    this.again = false;
  }

  /** It cannot be shown: what the editor put there comes back, and the ways to help with it. `error` is for the console. */
  fail(reason, error) {
    if (error) console.error("compassion-check:", error);
    this.show(undefined);
    this.emit("error", { reason });
    const again = Object.assign(document.createElement("button"), { type: "button", lang: "en", dir: "ltr", textContent: AGAIN });
    again.addEventListener("click", () => {
      this.again = true;
      this.anew();
    });
    this.help = document.createElement("div");
    this.help.append(again, helpLinks(this.settings.config));
    this.shadow.append(this.help);
    if (this.again) again.focus();
    this.again = false;
  }

  /**
   * Tells the page, under both names: an attribute of JSX that hears an event cannot have a colon. `detail` has the name of a screen, the
   * number of a step or the reason of an error, and nothing else.
   */
  emit(type, { screen, step, reason }) {
    const all = { screen, step, reason: type === "error" ? reasonOf(reason) : undefined };
    const detail = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const how = { bubbles: true, composed: true, detail };
    for (const mark of MARKS) this.element.dispatchEvent(new CustomEvent("compassion-check" + mark + type, how));
  }

  /** Something happened in the check. */
  hear(type, detail) {
    // What has stopped while nobody could see it does not become ready.
    if (type === "error") this.due = undefined;
    if (type !== "ready") return this.emit(type, detail);
    clearTimeout(this.timer);
    this.due = detail;
    this.look();
  }
}
