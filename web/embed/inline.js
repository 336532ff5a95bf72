// The check in the host's page itself: in a closed shadow root, with style sheets that do not affect the page. A check
// listens to the window only while it is on the page.
import { exit, handleQuickExit } from "../quick-exit.js";
import { fetchFile, withIdleTimeout } from "../request.js";
import { forgetProgram, start } from "../start.js";
import { applyTheme, isDark, readTheme, reportColour } from "../theme.js";
import { BASE, fetchRelease, forgetRelease } from "./release.js";

/**
 * Stops everything that the root would inherit from the host's page, except custom properties, direction and
 * visibility.
 */
const RESET = ".check{all:initial;display:block;visibility:inherit}";

/** The style sheet, as text. It is fetched once for each page. */
let style;
const fetchStyles = (css) =>
  (style ??= withIdleTimeout(async (signal) => (await fetchFile(BASE + css, { signal })).text()).catch((error) => {
    style = undefined;
    throw error;
  }));

const makeSheets = (view, texts) =>
  texts.map((text) => {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });

/**
 * How often this page was left. A browser may keep it in its back/forward cache and show it again. A check that is not
 * on the page at that time does not notice, so it compares this number.
 */
let timesLeft = 0;

/** The frame with the copy that was printed last. */
let printFrame;
const removePrintFrame = () => printFrame?.remove();

addEventListener("pagehide", () => {
  timesLeft++;
  removePrintFrame();
});

export const inline = (widget) => {
  const { element, shadow, settings } = widget;
  const hostSheet = shadow.adoptedStyleSheets[0];
  let root;
  let check;
  let css;
  let connected = true;
  let timesLeftBefore = timesLeft;
  let language = settings.lang;

  let rules;
  const updateTheme = () => applyTheme(root, readTheme(element), isDark(element), rules);
  const makeRoot = () => {
    const styles = root?.style.cssText ?? "";
    root?.remove();
    root = document.createElement("div");
    root.className = "check inline";
    // The app has set the theme of the configuration here.
    root.style.cssText = styles;
    const page = () => {
      removePrintFrame();
      return root;
    };
    handleQuickExit(root, page, exit);
    root.hidden = true;
    shadow.append(root);
    updateTheme();
    return root;
  };

  let failed;
  const fail = (error) => {
    if (widget.check !== controller || failed) return;
    // A file may be damaged, or of an earlier release, so another attempt fetches all of them again.
    forgetProgram();
    forgetRelease();
    style = undefined;
    // An app that has stopped cannot clear its own root.
    root?.remove();
    removePrintFrame();
    shadow.adoptedStyleSheets = [hostSheet];
    widget.fail(error, (failed = error));
  };

  /** Prints the check from a frame, without the host's page around it. */
  const print = () => {
    removePrintFrame();
    const frame = (printFrame = document.createElement("iframe"));
    frame.style.cssText = "position:fixed;inline-size:0;block-size:0;border:0";
    document.body.append(frame);
    const view = frame.contentWindow;
    const page = view.document;
    page.title = document.title;
    page.adoptedStyleSheets = makeSheets(view, [RESET, css]);
    page.body.append(page.importNode(root, true));
    view.addEventListener("afterprint", () => frame.remove());
    view.addEventListener("beforeprint", () => root.dispatchEvent(new Event("beforeprint")));
    view.print();
    // Not every browser prints, or fires `afterprint`. Until the copy is removed, neither focus nor a screen reader may
    // reach it.
    frame.inert = true;
    frame.ariaHidden = "true";
  };

  const begin = async () => {
    const names = await fetchRelease();
    const styled = fetchStyles(names.css);
    check = await start({
      ...settings,
      base: BASE,
      names,
      mode: "inline",
      prepare: async (app) => {
        rules = app;
        const text = await styled;
        shadow.adoptedStyleSheets = [hostSheet, ...makeSheets(window, [RESET])];
        makeRoot();
        // `rem` is relative to the host's root. Ours is the font size that the person has set in the browser.
        const size = parseFloat(getComputedStyle(root).fontSize);
        css = text.replace(/([\d.]+)rem\b/g, (_, times) => times * size + "px");
        shadow.adoptedStyleSheets = [hostSheet, ...makeSheets(window, [RESET, css])];
        return { root };
      },
      onStopped: () => fail("stopped"),
      reportColour: (...colour) => reportColour(root, ...colour),
      print,
      // The position of the heading is ignored, as scrolling this page is up to the host.
      onEvent: (type, detail) => {
        // Another screen means that printing is over.
        removePrintFrame();
        if (widget.check === controller) widget.onEvent(type, detail);
      },
    });
    if (!connected) leave();
  };

  // The code that unmounts the app is in the second module. Until that has loaded, the app stays mounted.
  let unmounted = false;
  const leave = () =>
    check?.loadSecondModule().then(
      () => {
        if (!connected && !unmounted) check.send("leave", (unmounted = true));
      },
      () => {},
    );
  const enter = () => {
    if (!check) return;
    if (!unmounted) return show(true);
    unmounted = false;
    check.host.root = makeRoot();
    check.applyLanguage();
    check.send("enter");
  };

  const show = (shown) => root && (root.hidden = !shown);
  const controller = {
    show,
    focus: () => root.querySelector("[data-heading]").focus(),
    update({ lang }) {
      if (root) updateTheme();
      if (lang !== language) check?.setLanguage((language = lang));
    },
    enter() {
      // The page was left and shown again: this may be another person.
      if (failed || timesLeftBefore !== timesLeft) return widget.restart();
      connected = true;
      enter();
    },
    /**
     * Keeps the state of the check for when the element comes back to this page. With `forGood` it removes the root.
     */
    leave(forGood) {
      connected = false;
      timesLeftBefore = timesLeft;
      removePrintFrame();
      leave();
      if (forGood) root?.remove();
      return true;
    },
  };
  begin().catch(fail);
  return controller;
};
