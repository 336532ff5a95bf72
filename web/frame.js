// The messages between the check in a frame and the host's page: the frame's side. The other side is embed/frame.js,
// and docs/embed.md describes the protocol. loader.js loads this only in a frame.
import { reasonOf } from "./embed/error-reason.js";
import { sameSite } from "./same-site.js";
import { applyTheme } from "./theme.js";

/** The version of the protocol. Each message has it. */
const VERSION = 1;

/**
 * A step was the person's own if a tap or a key came at most this long before it, in milliseconds. Otherwise the host's
 * page must not be scrolled.
 */
const RECENT_INPUT = 1000;

/** If the page is still open after this time, in milliseconds, another way to leave it is tried. */
const EXIT_TIMEOUT = 1500;

const page = document.documentElement;

/**
 * The origin of the host's page, once it has answered. An opaque origin ("null") becomes "*", and only the window is
 * compared.
 */
let host;
let resolveHost;
let lang;
/** The host's theme and whether its page is dark, and the app's rules for colours, once each has arrived. */
let theme;
let rules;
const hostKnown = new Promise((resolve) => (resolveHost = resolve));
const send = (type, more, to = host) => parent.postMessage({ compassionCheck: VERSION, type, ...more }, to);
const targetOrigin = (origin) => (origin === "null" ? "*" : origin);

let lastInput = -RECENT_INPUT;
for (const event of ["click", "keydown"]) addEventListener(event, () => (lastInput = performance.now()), true);

// The content never depends on the height of the frame (styles/page.css), so this cannot loop.
let height;
const measure = () => {
  const now = Math.ceil(page.getBoundingClientRect().height);
  if (now !== height) send("height", { height: (height = now) });
};

/**
 * Reports an event to the host. The host learns only the name of the screen, the number of the step and the position
 * of the heading, and for an error only its reason.
 */
export const emit = async (type, { error, ...detail } = {}) => {
  const isOwnInput = performance.now() - lastInput < RECENT_INPUT;
  await hostKnown;
  // The height goes first, so that nothing moves once the check is shown.
  measure();
  send(type, { ...detail, ...(error && { reason: reasonOf(error) }), tapped: isOwnInput });
};

/**
 * Begins to listen to the host, and says hello.
 * @param {(lang: string) => void} setLanguage called when the language of the host's page changes
 */
export const listen = (setLanguage) => {
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || data?.compassionCheck !== VERSION || data.type !== "host") return;
    // The first origin that answers is the host's. Messages from another page in the same window are ignored.
    const first = !host;
    if (!first && targetOrigin(origin) !== host) return;
    host = targetOrigin(origin);
    theme = [data.theme, data.dark];
    applyTheme(page, ...theme, rules);
    if (!first) {
      // Only a change counts, as the person may have chosen another language in the check.
      if (typeof data.lang === "string" && data.lang !== lang) setLanguage((lang = data.lang));
      return;
    }
    lang = data.lang;
    // From now on the frame is as high as its content.
    page.style.overflow = "hidden";
    new ResizeObserver(measure).observe(page);
    resolveHost();
  });
  // This may be any page, so it learns only that the check is here.
  send("hello", {}, targetOrigin(location.ancestorOrigins?.[0] ?? "null"));
};

/**
 * Leaves the host's page for `url`. The host's script navigates; if none listens, this frame tries to navigate the
 * whole tab, and at last itself, so that nobody is left with an empty frame.
 */
export const exit = (url) => {
  send("exit", { url }, host ?? "*");
  const steps = [
    () => top.location.replace(url),
    () => location.replace(url),
  ];
  const next = () => {
    const step = steps.shift();
    if (!step) return;
    try {
      step();
    } catch {
      // A sandboxed frame may not navigate the tab.
      return next();
    }
    setTimeout(next, EXIT_TIMEOUT);
  };
  setTimeout(next, host ? EXIT_TIMEOUT : 0);
};

/**
 * Whether this frame's storage is partitioned, that is, separate from the storage of our own page. Browsers partition
 * it if a page above the frame is from another site. Usually the host names tell that. For `a.example.org` and
 * `b.example.org` they cannot, so `hasStorageAccess` is used. It would not be enough on its own: a browser that allows
 * third-party cookies answers yes, and still partitions storage. A sandboxed frame has no storage at all; the app
 * tells the person so.
 */
const hasPartitionedStorage = async () => {
  if (self.origin === "null") return false;
  const above = [...(location.ancestorOrigins ?? [])];
  // Not every browser names the pages above, and Firefox leaves out those that send no referrer. The direct parent has
  // answered by now.
  if (!above[0]?.startsWith("http")) above[0] = host ?? "";
  const isSame = above.map((origin) => (origin.startsWith("http") ? sameSite(location, new URL(origin)) : undefined));
  if (isSame.includes(false)) return true;
  if (!isSame.includes(undefined)) return false;
  return !((await document.hasStorageAccess?.().catch(() => false)) ?? true);
};

/** Applies the app's rules for colours to the host's theme, now and from now on. */
export const applyColourRules = (app) => {
  rules = app;
  if (theme) applyTheme(page, ...theme, rules);
};

/** The address of the check outside the frame, if this frame's storage is partitioned. */
export const fullPage = async () => {
  if (!(await hasPartitionedStorage())) return undefined;
  const full = new URL(location);
  full.searchParams.delete("embed");
  return full.href;
};
