// The check in a frame of our own page: the host's side of the talk (the other is ../frame.js; docs/embed.md has the protocol).
import { exit } from "../away.js";
import { isDark, themeOf } from "../theme.js";
import { BASE } from "./base.js";
import { TITLE } from "./help.js";

const VERSION = 1;

/** Something has to load into the frame within this time, in milliseconds: Firefox does not say when it blocks a frame. */
const LOAD = 10_000;

/** Once something has loaded, it has so long to make itself known: it may be an error page. */
const HELLO = 5_000;

const UNANSWERED =
  "compassion-check: the frame does not answer. Is it blocked by this page's policy (frame-src), by X-Frame-Options or frame-ancestors of the check's server, or by a tool for consent?";
const EMBEDDER = "Cross-Origin-Embedder-Policy: require-corp";

/** What the frame may tell, and the page hears of. */
export const TOLD = /** @type {const} */ (["ready", "step", "complete", "error"]);

/** Tells whoever edits the page what keeps a frame from answering. Of our own origin's headers a script can see which is missing. */
const tellWhy = async (address) => {
  let missing = EMBEDDER + " and, from another origin, Cross-Origin-Resource-Policy: cross-origin";
  if (address.origin === location.origin) {
    const sent = await fetch(address).catch(() => undefined);
    if (sent?.headers.has("Cross-Origin-Embedder-Policy")) return console.error(UNANSWERED);
    if (sent) missing = EMBEDDER + ", which is missing";
  }
  console.error(UNANSWERED + " If this page sends Cross-Origin-Embedder-Policy, index.html of the check needs " + missing + ".");
};

export const inFrame = (widget) => {
  const { element, shadow, settings } = widget;
  const address = new URL(BASE + "index.html?embed");
  for (const name of ["config", "pack", "lang"]) if (settings[name]) address.searchParams.set(name, settings[name]);

  const frame = document.createElement("iframe");
  frame.title = element.getAttribute("title") || element.getAttribute("aria-label") || TITLE;
  frame.referrerPolicy = "no-referrer";
  // A browser that cannot share complains about the word.
  frame.allow = "clipboard-write" + ("share" in navigator ? "; web-share" : "");
  const sandbox = element.getAttribute("sandbox");
  if (sandbox !== null) frame.sandbox = sandbox;
  // A host in a sandbox has put the frame in it, too.
  const opaque = self.origin === "null" || (sandbox !== null && !/\ballow-same-origin\b/.test(sandbox));
  const origin = opaque ? "null" : address.origin;

  let ready = false;
  /** Runs while what has loaded last has not made itself known. */
  let hello;
  /** What is in the frame has made itself known before it was loaded whole. */
  let early = false;
  const show = (shown) => {
    ready = shown;
    // Not `display: none`: it needs its width to know its height. And no width of its own, or it would ask for 300 px (room.js).
    frame.style.cssText =
      "display:block;inline-size:0;min-inline-size:100%;border:0;color-scheme:normal;visibility:" + (shown ? "inherit" : "hidden");
    frame.style.blockSize = (shown ? height : 0) + "px";
  };
  let height = 0;
  show(false);

  const tell = (settings) => {
    const message = { compassionCheck: VERSION, type: "host", lang: settings.lang, theme: themeOf(element), dark: isDark(element) };
    // An opaque origin cannot be named; the window is the frame's all the same.
    frame.contentWindow?.postMessage(message, opaque ? "*" : origin);
  };
  const hear = ({ data, origin: from, source }) => {
    if (!source || source !== frame.contentWindow || from !== origin || data?.compassionCheck !== VERSION) return;
    const { type, tapped } = data;
    if (type === "hello") {
      // For the first time, or after it was loaded anew.
      clearTimeout(load);
      if (hello) hello = clearTimeout(hello);
      else early = true;
      if (ready) widget.show(undefined);
      tell(widget.read());
    } else if (type === "exit") {
      // Out of sight at once, however long it takes to get there.
      if (!exit(data.url)) return;
      ready = false;
      frame.remove();
    } else if (type === "height") {
      if (!(data.height > 0 && data.height < 1e6)) return;
      height = Math.ceil(data.height);
      if (ready) frame.style.blockSize = height + "px";
    } else if (TOLD.includes(type)) {
      const screen = /^[a-z-]{1,20}$/.test(data.screen) ? data.screen : undefined;
      const step = Number.isInteger(data.step) ? data.step : undefined;
      const { reason } = data;
      if (type === "error" && !ready) return widget.fail(reason);
      widget.hear(type, { screen, step, reason });
      // A new screen that the person asked for begins where nobody sees it. Otherwise the page stays where it is: the answers are in
      // the same place.
      const top = frame.getBoundingClientRect().top + data.top;
      if (type === "step" && tapped === true && (top < 0 || top > innerHeight)) widget.element.scrollIntoView();
    }
  };
  addEventListener("message", hear);
  const unanswered = (reason) => {
    widget.fail(reason);
    tellWhy(address);
  };
  const load = setTimeout(unanswered, LOAD, "timeout");
  frame.addEventListener("load", () => {
    clearTimeout(load);
    clearTimeout(hello);
    // Whatever was there before: a tool for consent may put another page in its place at any time.
    hello = early ? undefined : setTimeout(unanswered, HELLO, "blocked");
    early = false;
  });
  frame.src = address.href;
  shadow.append(frame);

  return {
    show,
    focus: () => frame.focus(),
    update: tell,
    /** Whether somebody took the frame away after it was shown. */
    isLost: () => ready && !frame.isConnected,
    /** A frame off the page is gone: when it comes back it begins anew, with what the browser keeps for it. */
    enter() {},
    leave() {
      clearTimeout(load);
      clearTimeout(hello);
      removeEventListener("message", hear);
      frame.remove();
      widget.show(undefined);
      return false;
    },
  };
};
