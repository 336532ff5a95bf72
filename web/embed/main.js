// Puts the check on a host's page: in `<compassion-check>`, or in `<div data-compassion-check>` for content management
// systems that remove unknown elements. docs/embed.md describes the attributes, the events and what a page has to
// allow.
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
      // The element cannot have a shadow root, as an `<a>`, or already has one. Other checks on the page still work.
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
      // `moveBefore` keeps the state of the element, so there is nothing to do. Without this method the other two would
      // be called.
      connectedMoveCallback() {}
    },
  );

  // A `<div>` has no callbacks, and the language may be set on any element around the check. So the page is observed.
  const divs = new Set();
  const updateDivs = () => {
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
  const allElements = () => [...divs, ...document.querySelectorAll(TAG)];
  new MutationObserver((changes) => {
    if (changes.some(({ type }) => type === "childList")) updateDivs();
    if (changes.some(({ type }) => type === "attributes")) for (const element of allElements()) widgets.get(element)?.change();
  }).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ["lang", ...ATTRIBUTES, ...ATTRIBUTES.map((name) => "data-" + name)],
  });
  updateDivs();
};

// If a page loads this script twice, in whatever versions, the first copy serves all elements.
if (!customElements.get(TAG)) start();
