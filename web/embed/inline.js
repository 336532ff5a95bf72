// The check among the host's own elements: in a closed shadow root, with style sheets that nothing else sees. A check hears
// what happens on the window only while it is on the page.
import { exit, leaving } from "../away.js";
import { ask, within } from "../request.js";
import { anew, start } from "../start.js";
import { isDark, paint, report, themeOf } from "../theme.js";
import { BASE, releaseAnew, releaseNow } from "./base.js";

/** What the host lets its elements inherit ends here, save custom properties, what `dir` says, and that they are hidden. */
const RESET = ".check{all:initial;display:block;visibility:inherit}";

/** The style sheet, as text, fetched once a page. */
let style;
const styleOf = (css) =>
  (style ??= within(async (signal) => (await ask(BASE + css, { signal })).text()).catch((error) => {
    style = undefined;
    throw error;
  }));

const sheets = (view, texts) =>
  texts.map((text) => {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });

/**
 * How often this page was left. A browser may keep it, and shows it again on Back; a check that was taken off the page hears nothing
 * of that itself.
 */
let leavings = 0;

/** The copy that was printed last, in a page of its own. */
let paper;
const discard = () => paper?.remove();

addEventListener("pagehide", () => {
  leavings++;
  discard();
});

export const inline = (widget) => {
  const { element, shadow, settings } = widget;
  const own = shadow.adoptedStyleSheets[0];
  let root;
  let check;
  let css;
  let here = true;
  let before = leavings;
  let language = settings.lang;

  let rules;
  const dress = () => paint(root, themeOf(element), isDark(element), rules);
  const place = () => {
    const before = root?.style.cssText ?? "";
    root?.remove();
    root = document.createElement("div");
    root.className = "check inline";
    // The theme of the configuration, which the app has set.
    root.style.cssText = before;
    const page = () => {
      discard();
      return root;
    };
    leaving(root, page, exit);
    root.hidden = true;
    shadow.append(root);
    dress();
    return root;
  };

  let failed;
  const fail = (error) => {
    if (widget.check !== me || failed) return;
    // What it has of ours may be at fault, or of an earlier release: whoever tries again has all of it anew.
    anew();
    releaseAnew();
    style = undefined;
    // An app that has stopped can no longer empty itself.
    root?.remove();
    discard();
    shadow.adoptedStyleSheets = [own];
    widget.fail(error, (failed = error));
  };

  /** Only what is ours, from a page of its own: the host's would come out around it. */
  const print = () => {
    discard();
    const frame = (paper = document.createElement("iframe"));
    frame.style.cssText = "position:fixed;inline-size:0;block-size:0;border:0";
    document.body.append(frame);
    const view = frame.contentWindow;
    const page = view.document;
    page.title = document.title;
    page.adoptedStyleSheets = sheets(view, [RESET, css]);
    page.body.append(page.importNode(root, true));
    view.addEventListener("afterprint", () => frame.remove());
    view.addEventListener("beforeprint", () => root.dispatchEvent(new Event("beforeprint")));
    view.print();
    // Not every browser prints, or tells that it has. Until the copy goes nobody should come upon it.
    frame.inert = true;
    frame.ariaHidden = "true";
  };

  const begin = async () => {
    const names = await releaseNow();
    const styled = styleOf(names.css);
    check = await start({
      ...settings,
      base: BASE,
      names,
      mode: "inline",
      early: async (app) => {
        rules = app;
        const text = await styled;
        shadow.adoptedStyleSheets = [own, ...sheets(window, [RESET])];
        place();
        // `rem` is the host's; ours are of the size that the person has chosen for letters.
        const size = parseFloat(getComputedStyle(root).fontSize);
        css = text.replace(/([\d.]+)rem\b/g, (_, times) => times * size + "px");
        shadow.adoptedStyleSheets = [own, ...sheets(window, [RESET, css])];
        return { root };
      },
      stopped: () => fail("stopped"),
      print,
      // Where its heading is by now is not looked at: the scroll of this page is the host's.
      tell: (type, detail) => {
        // Whoever is on another screen has done with printing.
        discard();
        if (widget.check === me) widget.hear(type, detail);
      },
    });
    report(root, check.host.config);
    if (!here) leave();
  };

  // The code that takes the app off the page is among the later: until it has come, the app stays as it is.
  let gone = false;
  const leave = () =>
    check?.whole().then(
      () => {
        if (!here && !gone) check.order("leave", (gone = true));
      },
      () => {},
    );
  const enter = () => {
    if (!check) return;
    if (!gone) return show(true);
    gone = false;
    check.host.root = place();
    check.says();
    check.order("enter");
  };

  const show = (shown) => root && (root.hidden = !shown);
  const me = {
    show,
    focus: () => root.querySelector("[data-heading]").focus(),
    update({ lang }) {
      if (root) dress();
      if (lang !== language) check?.speak((language = lang));
    },
    enter() {
      // Whoever comes back to a page that was left may be somebody else.
      if (failed || before !== leavings) return widget.anew();
      here = true;
      enter();
    },
    /** What was done so far is kept for when it comes back while the page is there, unless it never will. */
    leave(forGood) {
      here = false;
      before = leavings;
      discard();
      leave();
      if (forGood) root?.remove();
      return true;
    },
  };
  begin().catch(fail);
  return me;
};
