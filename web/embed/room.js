// A width of its own for the element. A box that sizes to its content (a float, a table cell, `fit-content`, `align-items: center`
// in a column, ...) asks its content how wide it wants to be. A frame answers 300 px, and the check itself, a size container, zero.

/** How wide the element asks to be, and how narrow it can get without becoming hard to read, in pixels. */
const WIDE = 640;
const NARROW = 280;

/** An empty grid asks in the element's place: with one column between the two widths, and no wider than `room`. It is 0 px high. */
const ask = (sizer, room) =>
  (sizer.style.cssText = `display:grid;overflow:hidden;grid-template-columns:minmax(min(${NARROW}px,${room}),min(${WIDE}px,${room}))`);

export const makeSizer = () => {
  const sizer = document.createElement("div");
  ask(sizer, "100vw");
  return sizer;
};

/** What is around `node`. Of what a component of the host's shows in a slot that is the slot, in the component's shadow root. */
const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;

/**
 * Lets `sizer` ask for no more than the boxes around `element` have. CSS cannot say that: there, a percentage of a box that sizes
 * to its content counts as no limit. In a box with a width of its own none of this changes anything.
 * @returns {Element | undefined} the box that has the least, if it has less than the element would like
 */
export const fit = (element, sizer) => {
  ask(sizer, "100vw");
  const { width } = element.getBoundingClientRect();
  let room = width;
  let tight;
  for (let child = element, around = element; (around = above(around)); ) {
    const { paddingLeft, paddingRight } = getComputedStyle(around);
    const inner = around.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    // Inline elements and `display: contents` have no width of their own.
    if (inner <= 0) continue;
    // As a menu over the page it may stick out of its parent.
    if (/absolute|fixed/.test(getComputedStyle(child).position)) break;
    const left = width - child.getBoundingClientRect().width + inner;
    // A pixel may be rounding.
    if (left < room - 1) [room, tight] = [left, around];
    child = around;
  }
  if (tight) ask(sizer, Math.max(room, 0) + "px");
  return tight;
};
