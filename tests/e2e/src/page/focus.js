// Returns whether the element with focus shows its focus indicator and is in view, and what it is.
const element = (window.rootE2e ?? document).activeElement;
const style = getComputedStyle(element);
const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
const box = element.getBoundingClientRect();
return {
  visible: element.matches(":focus-visible") && (outline || style.boxShadow !== "none"),
  inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  what: element.outerHTML.slice(0, 120),
};
