// The check in a frame: its side of the talk with the host's page (the other is embed/frame.js; docs/embed.md has the protocol).
// Only loader.js loads this, and only in a frame.
import { reasonOf } from "./embed/reason.js";
import { sameSite } from "./site.js";
import { paint } from "./theme.js";

/** Each message is an object with this version. */
const VERSION = 1;

/** A tap or key this long ago, in milliseconds, is what a step came from: only then may the host's page be scrolled. */
const RECENT = 1000;

/** After so long without the host leaving, in milliseconds, another way is tried. */
const GOING = 1500;

const page = document.documentElement;

/** The host's page, by its origin, once it has answered. Where an origin says nothing ("null"), the window alone has to do. */
let host;
let met;
let lang;
/** What it wants us to look like, and the rules it is held to, once they are here. */
let brand;
let rules;
const meeting = new Promise((resolve) => (met = resolve));
const send = (type, more, to = host) => parent.postMessage({ compassionCheck: VERSION, type, ...more }, to);
const target = (origin) => (origin === "null" ? "*" : origin);

let tapped = -RECENT;
for (const event of ["click", "keydown"]) addEventListener(event, () => (tapped = performance.now()), true);

// The height follows the content and never the other way round (styles/page.css): no loop.
let height;
const measure = () => {
  const now = Math.ceil(page.getBoundingClientRect().height);
  if (now !== height) send("height", { height: (height = now) });
};

/**
 * Tells the host what it may know: that something happened, the name of the screen, the number of the step, how far down it begins;
 * of an error only which kind it is.
 */
export const tell = async (type, { error, ...detail } = {}) => {
  const own = performance.now() - tapped < RECENT;
  await meeting;
  // Before it is shown, so that nothing moves then.
  measure();
  send(type, { ...detail, ...(error && { reason: reasonOf(error) }), tapped: own });
};

/**
 * Listens to the host, and makes itself known.
 * @param {(lang: string) => void} speak hears of the language of the host's page
 */
export const listen = (speak) => {
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || data?.compassionCheck !== VERSION || data.type !== "host") return;
    // The first to answer is the host; another origin in the same window is not.
    const first = !host;
    if (!first && target(origin) !== host) return;
    host = target(origin);
    brand = [data.theme, data.dark];
    paint(page, ...brand, rules);
    if (!first) {
      // Only what has changed: the person may have chosen another one since.
      if (typeof data.lang === "string" && data.lang !== lang) speak((lang = data.lang));
      return;
    }
    lang = data.lang;
    // From now on the frame is as high as what is in it.
    page.style.overflow = "hidden";
    new ResizeObserver(measure).observe(page);
    met();
  });
  // Says nothing but that it is there: this may be any page.
  send("hello", {}, target(location.ancestorOrigins?.[0] ?? "null"));
};

/**
 * Leaves for `url`, and the host's page with it. That page does so by itself; where none listens the browser may let us, and
 * otherwise at least this frame goes: nobody is left with a blank.
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
      // A sandbox may forbid it.
      return next();
    }
    setTimeout(next, GOING);
  };
  setTimeout(next, host ? GOING : 0);
};

/**
 * Whether the browser keeps what is stored here apart from our own page: it does below a page of another site. Browsers name
 * the pages around a frame. Names say most; between `a.example.org` and `b.example.org` the browser is asked whether this frame
 * may have its own site's cookies. That alone would not do: where a browser allows third-party cookies it says yes, and still
 * keeps storage apart. A sandboxed frame has no storage at all, which the app says itself.
 */
const apart = async () => {
  if (self.origin === "null") return false;
  const above = [...(location.ancestorOrigins ?? [])];
  // Where browsers name no page, or as Firefox none that hides itself as referrer: the one right around has answered by now.
  if (!above[0]?.startsWith("http")) above[0] = host ?? "";
  const same = above.map((origin) => (origin.startsWith("http") ? sameSite(location, new URL(origin)) : undefined));
  if (same.includes(false)) return true;
  if (!same.includes(undefined)) return false;
  return !((await document.hasStorageAccess?.().catch(() => false)) ?? true);
};

/** Holds the host's colours to the rules of `app` from now on. */
export const hold = (app) => {
  rules = app;
  if (brand) paint(page, ...brand, rules);
};

/** Where the check has a page of its own, if what is stored here is kept apart from it. */
export const fullPage = async () => {
  if (!(await apart())) return undefined;
  const full = new URL(location);
  full.searchParams.delete("embed");
  return full.href;
};
