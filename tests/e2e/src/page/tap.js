// The first element that matches and can be seen, if a tap on it counts by now, else for how many milliseconds to wait. The page does not
// take the second of two taps close together in the same place, nor a tap on something that was shown only just now. A person reads what
// is shown before they tap; a test waits as long.
const root = window.rootE2e ?? document;
const matching = [...root.querySelectorAll(arguments[0])];
const element = matching.find((one) => one.checkVisibility({ visibilityProperty: true }));
if (!element) return null;
/** For how long focus is waited for on a new screen, in milliseconds. It stays where it is if the page's host has it. */
const FOCUS = 1000;
if (!root.tapsE2e) {
  const taps = (root.tapsE2e = { x: 0, y: 0, at: -Infinity, heading: undefined, awaitsFocus: false });
  const changed = () => {
    taps.at = Date.now();
    const heading = root.querySelector("[data-heading]");
    const now = [heading, heading?.textContent];
    // The app is told that a new screen is shown, and moves focus to it, in a task of its own after the page has changed.
    if (taps.heading?.some((was, place) => was !== now[place])) taps.awaitsFocus = true;
    taps.heading = now;
  };
  const focused = () => Object.assign(taps, { at: Date.now(), awaitsFocus: false });
  const tapped = ({ clientX: x, clientY: y }) => Object.assign(taps, { x, y, at: Date.now(), refused: true });
  new MutationObserver(changed).observe(root, { childList: true, characterData: true, subtree: true });
  root.addEventListener("focusin", focused, true);
  root.addEventListener("click", tapped, true);
  // The app stops a tap that does not count before it comes here.
  root.addEventListener("click", () => (taps.refused = false));
  changed();
}
const taps = root.tapsE2e;
// What sticks to the edges may cover it there, so it is brought to the middle. A frame does not know which part of it can be seen.
let box = element.getBoundingClientRect();
const framed = parent !== window;
if (framed || box.top < 80 || box.bottom > innerHeight - 20) element.scrollIntoView({ block: "center", behavior: "instant" });
box = element.getBoundingClientRect();
const far = Math.hypot(box.x + box.width / 2 - taps.x, box.y + box.height / 2 - taps.y) > 60;
const pause = taps.awaitsFocus ? FOCUS : far ? 110 : 510;
const left = taps.at + pause + 1 - Date.now();
return left > 0 ? left : element;
