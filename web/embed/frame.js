// The check in a frame on a host's page: the host's side of the messages. The other side is ../frame.js, and
// docs/embed.md describes the protocol.
import { exit } from "../quick-exit.js";
import { isDark, readTheme } from "../theme.js";
import { TITLE } from "./help.js";
import { BASE } from "./release.js";

const VERSION = 1;

/** The frame has to load within this time, in milliseconds. Firefox does not report that it blocked a frame. */
const LOAD_TIMEOUT = 10_000;

/** The page in the frame has to say hello within this time, in milliseconds. Otherwise it may be an error page. */
const HELLO_TIMEOUT = 5_000;

const NO_ANSWER =
  "compassion-check: the frame does not answer. Is it blocked by frame-src, X-Frame-Options, frame-ancestors or a consent tool?";
const EMBEDDER = "Cross-Origin-Embedder-Policy: require-corp";

/** The events that the frame may report, and that the element then dispatches. */
export const EVENTS = /** @type {const} */ (["ready", "step", "complete", "error"]);

/**
 * Explains in the console why the frame does not answer. On our own origin a script can see which header is missing.
 */
const explain = async (address) => {
  let missing = EMBEDDER + " and, from another origin, Cross-Origin-Resource-Policy: cross-origin";
  if (address.origin === location.origin) {
    const sent = await fetch(address).catch(() => undefined);
    if (sent?.headers.has("Cross-Origin-Embedder-Policy")) return console.error(NO_ANSWER);
    if (sent) missing = EMBEDDER + ", which is missing";
  }
  console.error(NO_ANSWER + " If this page sends Cross-Origin-Embedder-Policy, index.html needs " + missing);
};

export const inFrame = (widget) => {
  const { element, shadow, settings } = widget;
  const address = new URL(BASE + "index.html?embed");
  for (const name of ["config", "pack", "lang"]) if (settings[name]) address.searchParams.set(name, settings[name]);

  const frame = document.createElement("iframe");
  frame.title = element.getAttribute("title") || element.getAttribute("aria-label") || TITLE;
  frame.referrerPolicy = "no-referrer";
  // Browsers without Web Share warn about an unknown feature.
  frame.allow = "clipboard-write" + ("share" in navigator ? "; web-share" : "");
  const sandbox = element.getAttribute("sandbox");
  if (sandbox !== null) frame.sandbox = sandbox;
  // A frame in a sandboxed page is sandboxed, too.
  const opaque = self.origin === "null" || (sandbox !== null && !/\ballow-same-origin\b/.test(sandbox));
  const origin = opaque ? "null" : address.origin;

  let ready = false;
  /** Runs until the page in the frame says hello. */
  let helloTimer;
  /** Whether the frame said hello before its load event. */
  let helloBeforeLoad = false;
  const show = (shown) => {
    ready = shown;
    // Not `display: none`, as the height depends on the width. And no intrinsic width, which would be 300 px
    // (intrinsic-size.js).
    frame.style.cssText =
      "display:block;inline-size:0;min-inline-size:100%;border:0;color-scheme:normal;visibility:" + (shown ? "inherit" : "hidden");
    frame.style.blockSize = (shown ? height : 0) + "px";
  };
  let height = 0;
  show(false);

  const sendSettings = (settings) => {
    const message = { compassionCheck: VERSION, type: "host", lang: settings.lang, theme: readTheme(element), dark: isDark(element) };
    // An opaque origin cannot be named. Only the frame's own window gets the message.
    frame.contentWindow?.postMessage(message, opaque ? "*" : origin);
  };
  const receive = ({ data, origin: from, source }) => {
    if (!source || source !== frame.contentWindow || from !== origin || data?.compassionCheck !== VERSION) return;
    const { type, tapped } = data;
    if (type === "hello") {
      // This is the first load, or a reload.
      clearTimeout(loadTimer);
      if (helloTimer) helloTimer = clearTimeout(helloTimer);
      else helloBeforeLoad = true;
      if (ready) widget.show(undefined);
      sendSettings(widget.read());
    } else if (type === "exit") {
      // Hides the check at once, however long the other site takes to load.
      if (!exit(data.url)) return;
      ready = false;
      frame.remove();
    } else if (type === "height") {
      if (!(data.height > 0 && data.height < 1e6)) return;
      height = Math.ceil(data.height);
      if (ready) frame.style.blockSize = height + "px";
    } else if (EVENTS.includes(type)) {
      const screen = /^[a-z-]{1,20}$/.test(data.screen) ? data.screen : undefined;
      const step = Number.isInteger(data.step) ? data.step : undefined;
      const { reason } = data;
      if (type === "error" && !ready) return widget.fail(reason);
      widget.onEvent(type, { screen, step, reason });
      // Scrolls only if the person went to another screen and its heading is out of sight. Otherwise the page stays
      // where it is, so that the answers stay in the same place.
      const top = frame.getBoundingClientRect().top + data.top;
      if (type === "step" && tapped === true && (top < 0 || top > innerHeight)) widget.element.scrollIntoView();
    }
  };
  addEventListener("message", receive);
  const noAnswer = (reason) => {
    widget.fail(reason);
    explain(address);
  };
  const loadTimer = setTimeout(noAnswer, LOAD_TIMEOUT, "timeout");
  frame.addEventListener("load", () => {
    clearTimeout(loadTimer);
    clearTimeout(helloTimer);
    // The timer runs for every load, as a consent tool may put another page into the frame at any time.
    helloTimer = helloBeforeLoad ? undefined : setTimeout(noAnswer, HELLO_TIMEOUT, "blocked");
    helloBeforeLoad = false;
  });
  frame.src = address.href;
  shadow.append(frame);

  return {
    show,
    focus: () => frame.focus(),
    update: sendSettings,
    /** Whether some script has removed the frame after it was shown. */
    isLost: () => ready && !frame.isConnected,
    /**
     * A frame that leaves the page is unloaded. When the element comes back, a new frame starts with what is stored.
     */
    enter() {},
    leave() {
      clearTimeout(loadTimer);
      clearTimeout(helloTimer);
      removeEventListener("message", receive);
      frame.remove();
      widget.show(undefined);
      return false;
    },
  };
};
