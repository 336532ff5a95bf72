// The intrinsic width of the element. Some boxes take their width from their content: floats, table cells,
// `fit-content`, `align-items: center` in a column and others. Without an intrinsic width they would be 300 px wide
// around a frame, and 0 px around an inline check, which is a size container.

/** The preferred width, and the least width at which the check is still easy to read, in pixels. */
const WIDE = 640;
const NARROW = 280;

/**
 * Sets the intrinsic size of `sizer`, an empty grid that stands in for the check. Its one column is between the two
 * widths, but no wider than `available`, and its height is 0 px.
 */
const setSize = (sizer, available) =>
  (sizer.style.cssText = `display:grid;overflow:hidden;grid-template-columns:minmax(min(${NARROW}px,${available}),min(${WIDE}px,${available}))`);

export const makeSizer = () => {
  const sizer = document.createElement("div");
  setSize(sizer, "100vw");
  return sizer;
};

/** The parent of `node` in the flat tree. For an element in a slot of the host's own component that is the slot. */
const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;

/**
 * Limits `sizer` to the width of the boxes around `element`. CSS cannot do that: in a box that takes its width from
 * its content, a percentage is no limit. In a box with a width of its own this changes nothing.
 * @returns {Element | undefined} the box with the least width, if that is less than the element prefers
 */
export const fit = (element, sizer) => {
  setSize(sizer, "100vw");
  const { width } = element.getBoundingClientRect();
  let available = width;
  let narrowest;
  for (let child = element, parent = element; (parent = parentOf(parent)); ) {
    const { paddingLeft, paddingRight } = getComputedStyle(parent);
    const content = parent.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    // Inline elements and `display: contents` have no width of their own.
    if (content <= 0) continue;
    // A menu that is positioned over the page may overflow its parent.
    if (/absolute|fixed/.test(getComputedStyle(child).position)) break;
    const left = width - child.getBoundingClientRect().width + content;
    // A difference of one pixel may come from rounding.
    if (left < available - 1) [available, narrowest] = [left, parent];
    child = parent;
  }
  if (narrowest) setSize(sizer, Math.max(available, 0) + "px");
  return narrowest;
};
