// One check on a host's page: when it loads, what is shown meanwhile, and which events it dispatches.
import { TRY_AGAIN, helpLinks } from "./help.js";
import { inFrame } from "./frame.js";
import { inline } from "./inline.js";
import { reasonOf } from "./error-reason.js";
import { fit, makeSizer } from "./intrinsic-size.js";

/**
 * The attributes that choose the check. Each may also have `data-` in front. `lang` is looked up on the elements
 * around, too.
 */
export const ATTRIBUTES = /** @type {const} */ (["mode", "config", "pack"]);

/** Each event is dispatched under two names, with one of these between "compassion-check" and its type. */
export const SEPARATORS = /** @type {const} */ ([":", "-"]);

/** The check begins to load at this distance from the viewport. */
const LOAD_MARGIN = "600px";

/** After this time, in milliseconds, a check that is not ready shows help links. It can still become ready later. */
const HELP_DELAY = 30_000;

/**
 * Styles of the element itself. The page's rules for it override these, except those that are `!important`. So a page
 * can set width, margin and position, but no reset can remove the element's box, and no theme can outline the whole
 * check on focus or hover. In vertical writing the check stays horizontal, as its style sheets need that. Columns do
 * not split it.
 */
const HOST_RULES =
  ":host{display:block!important;outline:none!important;writing-mode:horizontal-tb!important;break-inside:avoid}:host([hidden]){display:none!important}";

/**
 * Whether scripts can make style sheets for a shadow root, as in browsers since 2023. Without them every check is in a
 * frame.
 */
const HAS_CONSTRUCTABLE_SHEETS = "adoptedStyleSheets" in Document.prototype;

/** How often, in milliseconds, to look whether a hidden check has become visible. No observer reports that. */
const VISIBILITY_INTERVAL = 500;

/**
 * Whether a person who scrolls to the element could see it. A transparent element counts: it takes taps and focus,
 * screen readers read it, and pages fade elements in like that. Some browsers before 2024 have no `checkVisibility`.
 * In those, an element in a closed `<details>` may count, too.
 */
const canBeSeen = (element) =>
  element.offsetHeight && getComputedStyle(element).visibility === "visible" && element.checkVisibility?.() !== false;

const makeSheet = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

let hostSheet;
const loaders = new WeakMap();
const nearby =
  "IntersectionObserver" in window
    ? new IntersectionObserver(
        (entries) => {
          for (const { isIntersecting, target } of entries) if (isIntersecting) loaders.get(target)?.();
        },
        { rootMargin: LOAD_MARGIN },
      )
    : undefined;

export class Widget {
  constructor(element) {
    this.element = element;
    this.shadow = element.attachShadow({ mode: "closed" });
    this.sheets = HAS_CONSTRUCTABLE_SHEETS ? [(hostSheet ??= makeSheet(HOST_RULES))] : [];
    if (HAS_CONSTRUCTABLE_SHEETS) this.shadow.adoptedStyleSheets = this.sheets;
    // The element's own content, which is shown until the check is ready.
    this.slot = document.createElement("slot");
    this.sizer = makeSizer();
    // The update runs in the next animation frame, as it may itself change a size.
    this.observer = new ResizeObserver(() => requestAnimationFrame(() => this.update()));
    this.shadow.append(this.slot, this.sizer);
  }

  /** Called when the element is added to the page, for the first time or again. */
  connect() {
    if (this.connected) return;
    this.connected = true;
    for (const observed of [this.element, document.documentElement]) this.observer.observe(observed);
    if (this.check) this.check.enter();
    else this.observe();
  }

  /**
   * Called when the element is removed from the page or moved within it. Which of the two it was is known only after
   * the script that did it has ended.
   */
  disconnect() {
    setTimeout(() => {
      if (this.element.isConnected || !this.connected) return;
      this.connected = false;
      this.observer.disconnect();
      this.container = undefined;
      this.unobserve();
      if (this.check && !this.check.leave()) this.check = undefined;
    });
  }

  /** Called when an attribute of the element, or the language around it, has changed. */
  change() {
    if (!this.check) return;
    const before = this.settings;
    const now = this.read();
    if (ATTRIBUTES.some((name) => before[name] !== now[name])) {
      this.restart();
    } else this.check.update(now);
  }

  read() {
    const { element } = this;
    const value = (name) => element.getAttribute(name) ?? element.getAttribute("data-" + name) ?? undefined;
    const language = (node) =>
      node.closest("[lang]")?.getAttribute("lang") ?? (node.getRootNode().host && language(node.getRootNode().host));
    this.settings = {
      mode: value("mode") === "inline" && HAS_CONSTRUCTABLE_SHEETS ? "inline" : "frame",
      config: value("config"),
      pack: value("pack"),
      lang: element.getAttribute("data-lang") ?? language(element),
    };
    return this.settings;
  }

  /** Loads the check once the element is near the viewport. */
  observe() {
    const begin = () => {
      this.unobserve();
      this.load();
    };
    if (!nearby) return begin();
    loaders.set(this.element, begin);
    nearby.observe(this.element);
  }

  unobserve() {
    nearby?.unobserve(this.element);
    loaders.delete(this.element);
    clearTimeout(this.timer);
  }

  load() {
    const settings = this.read();
    this.show(undefined);
    this.timer = setTimeout(() => this.fail("timeout"), HELP_DELAY);
    this.check = (settings.mode === "inline" ? inline : inFrame)(this);
  }

  restart() {
    this.unobserve();
    this.check?.leave(true);
    this.check = undefined;
    this.load();
  }

  /** Shows the check, or without one the element's own content. */
  show(check) {
    clearTimeout(this.timer);
    this.waiting = undefined;
    this.slot.style.display = check ? "none" : "contents";
    this.help?.remove();
    this.help = undefined;
    this.check?.show?.(Boolean(check));
  }

  /** Called when the element's size, or its place on the page, may have changed. */
  update() {
    if (!this.connected) return;
    const { element, check, waiting } = this;
    const widths = () => [element, document.documentElement, this.container].map((box) => box?.offsetWidth).join();
    if (widths() !== this.widths) {
      const container = fit(element, this.sizer);
      if (container && container !== this.container) this.observer.observe(container);
      this.container = container;
      this.widths = widths();
    }
    if (check?.isLost?.()) return this.fail("blocked");
    // A check that is ready may be invisible, as in a closed tab panel. Without a width, its height means nothing.
    if (!waiting || !element.offsetWidth) return;
    this.show(check);
    if (!canBeSeen(element)) {
      this.timer = setTimeout(() => this.update(), VISIBILITY_INTERVAL);
      return (this.waiting = waiting);
    }
    this.emit("ready", waiting);
    // The "Try again" button had the focus, and has been removed.
    if (this.retried) check.focus();
    this.retried = false;
  }

  /** Shows the element's own content again, with help links below it. `error` is logged to the console. */
  fail(reason, error) {
    if (error) console.error("compassion-check:", error);
    this.show(undefined);
    this.emit("error", { reason });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: TRY_AGAIN });
    button.addEventListener("click", () => {
      this.retried = true;
      this.restart();
    });
    // The help is marked as English, as most of its words are. The names of the lines may be in the language of the
    // host's page.
    this.help = Object.assign(document.createElement("div"), { lang: "en", dir: "ltr" });
    this.help.append(button, helpLinks(this.settings.config));
    this.shadow.append(this.help);
    if (this.retried) button.focus();
    this.retried = false;
  }

  /**
   * Dispatches an event under both names, as the name of a JSX attribute cannot contain a colon. `detail` has the name
   * of a screen, the number of a step or the reason of an error, and nothing else.
   */
  emit(type, { screen, step, reason }) {
    // A member without a value is left out.
    const detail = JSON.parse(JSON.stringify({ screen, step, reason: type === "error" ? reasonOf(reason) : undefined }));
    const options = { bubbles: true, composed: true, detail };
    for (const separator of SEPARATORS) this.element.dispatchEvent(new CustomEvent("compassion-check" + separator + type, options));
  }

  /** Called when the check reports an event. */
  onEvent(type, detail) {
    // A check that stopped before it was visible does not become ready.
    if (type === "error") this.waiting = undefined;
    if (type !== "ready") return this.emit(type, detail);
    clearTimeout(this.timer);
    // The event waits until the check is visible.
    this.waiting = detail;
    this.update();
  }
}
