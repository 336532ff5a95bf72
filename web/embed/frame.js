// The check in a frame of our own page: the host's side of the talk (the other is ../frame.js; docs/embed.md has the protocol).
import { exit } from "../away.js";
import { isDark, themeOf } from "../theme.js";
import { BASE } from "./base.js";
import { TITLE } from "./help.js";

const VERSION = 1;

/** Once something has loaded into the frame, it has so long to make itself known, in milliseconds: it may be an error page. */
const HELLO = 5_000;

const TOLD = ["ready", "step", "complete", "error"];

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
  let hello;
  const show = (shown) => {
    ready = shown;
    // Not `display: none`: it needs its width to know its height.
    frame.style.cssText = "display:block;inline-size:100%;border:0;color-scheme:normal;visibility:" + (shown ? "visible" : "hidden");
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
      clearTimeout(hello);
      if (ready) widget.show(undefined);
      tell(widget.read());
    } else if (type === "exit") {
      // Out of sight at once, however long it takes to get there.
      if (exit(data.url)) frame.remove();
    } else if (type === "height") {
      if (!(data.height > 0 && data.height < 1e6)) return;
      height = Math.ceil(data.height);
      if (ready) frame.style.blockSize = height + "px";
    } else if (TOLD.includes(type)) {
      const screen = /^[a-z-]{1,20}$/.test(data.screen) ? data.screen : undefined;
      const step = Number.isInteger(data.step) ? data.step : undefined;
      if (type === "error" && !ready) return widget.fail();
      widget.hear(type, { screen, step });
      // A new screen that the person asked for begins where nobody sees it. Otherwise the page stays where it is: the answers are in
      // the same place.
      const top = frame.getBoundingClientRect().top + data.top;
      if (type === "step" && tapped === true && (top < 0 || top > innerHeight)) widget.element.scrollIntoView();
    }
  };
  addEventListener("message", hear);
  frame.addEventListener("load", () => {
    clearTimeout(hello);
    hello = setTimeout(() => ready || widget.fail(), HELLO);
  });
  frame.src = address.href;
  shadow.append(frame);

  return {
    show,
    update: tell,
    /** A frame off the page is gone: when it comes back it begins anew, with what the browser keeps for it. */
    enter() {},
    leave() {
      clearTimeout(hello);
      removeEventListener("message", hear);
      frame.remove();
      widget.show(undefined);
      return false;
    },
  };
};
