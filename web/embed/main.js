// Puts the check on a page of somebody else's: `<compassion-check>`, and `<div data-compassion-check>` where an editor takes
// unknown elements out. Attributes, events and what a page has to allow are in docs/embed.md.
import { ATTRIBUTES, Widget } from "./widget.js";

const TAG = "compassion-check";
const DIV = "[data-compassion-check]";

const widgets = new WeakMap();
const widgetOf = (element) => {
  if (!widgets.has(element)) {
    let widget;
    try {
      widget = new Widget(element);
    } catch (error) {
      // It takes no shadow root, as a link, or has one. The others on the page are none the worse for it.
      console.error("compassion-check:", element, error);
    }
    widgets.set(element, widget);
  }
  return widgets.get(element);
};

const start = () => {
  customElements.define(
    TAG,
    class extends HTMLElement {
      static observedAttributes = ATTRIBUTES;
      connectedCallback() {
        widgetOf(this)?.connect();
      }
      disconnectedCallback() {
        widgetOf(this)?.disconnect();
      }
      attributeChangedCallback() {
        widgets.get(this)?.change();
      }
      // Moved by `moveBefore`: nothing is lost, so there is nothing to do.
      connectedMoveCallback() {}
    },
  );

  // What is no element of ours tells nothing of itself, and the language is the page's.
  const divs = new Set();
  const look = () => {
    for (const div of document.querySelectorAll(DIV)) {
      if (div.localName !== TAG) divs.add(div);
    }
    for (const div of divs) {
      if (div.isConnected) widgetOf(div)?.connect();
      else {
        widgetOf(div)?.disconnect();
        divs.delete(div);
      }
    }
  };
  const found = () => [...divs, ...document.querySelectorAll(TAG)];
  new MutationObserver((changes) => {
    if (changes.some(({ type }) => type === "childList")) look();
    if (changes.some(({ type }) => type === "attributes")) for (const element of found()) widgets.get(element)?.change();
  }).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ["lang", ...ATTRIBUTES, ...ATTRIBUTES.map((name) => "data-" + name)],
  });
  look();
};

// Two copies of this script on a page, of whatever versions: the first one serves both.
if (!customElements.get(TAG)) start();
