// Returns the first visible element that matches if a tap on it counts now, otherwise for how many milliseconds to wait. The page ignores
// the second of two taps close together in the same place, and a tap on something that has only just appeared. A person reads first and
// then taps; a test waits as long.
const root = window.rootE2e ?? document;
const matching = [...root.querySelectorAll(arguments[0])];
const element = matching.find((one) => one.checkVisibility({ visibilityProperty: true }));
if (!element) return null;
/** How long to wait for focus on a new screen, in milliseconds. Focus stays where it is if the page's host has it. */
const FOCUS = 1000;
if (!root.tapsE2e) {
  const taps = (root.tapsE2e = { x: 0, y: 0, at: -Infinity, heading: undefined, awaitsFocus: false });
  const changed = () => {
    taps.at = Date.now();
    const heading = root.querySelector("[data-heading]");
    const now = [heading, heading?.textContent];
    // The app learns that a new screen is shown, and moves focus there, in a separate task after the page has changed.
    if (taps.heading?.some((was, place) => was !== now[place])) taps.awaitsFocus = true;
    taps.heading = now;
  };
  const focused = () => Object.assign(taps, { at: Date.now(), awaitsFocus: false });
  const tapped = ({ clientX: x, clientY: y }) => Object.assign(taps, { x, y, at: Date.now(), refused: true });
  new MutationObserver(changed).observe(root, { childList: true, characterData: true, subtree: true });
  root.addEventListener("focusin", focused, true);
  root.addEventListener("click", tapped, true);
  // The app stops a tap that it ignores before it reaches this listener.
  root.addEventListener("click", () => (taps.refused = false));
  changed();
}
const taps = root.tapsE2e;
// Sticky elements may cover the element near the edges, so it is scrolled to the middle. A frame does not know which part of it is visible.
let box = element.getBoundingClientRect();
const framed = parent !== window;
if (framed || box.top < 80 || box.bottom > innerHeight - 20) element.scrollIntoView({ block: "center", behavior: "instant" });
box = element.getBoundingClientRect();
const far = Math.hypot(box.x + box.width / 2 - taps.x, box.y + box.height / 2 - taps.y) > 60;
const pause = taps.awaitsFocus ? FOCUS : far ? 110 : 510;
const left = taps.at + pause + 1 - Date.now();
return left > 0 ? left : element;
