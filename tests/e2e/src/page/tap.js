// Whether a tap on this element counts as one of its own. The page does not take the second of two taps close together in the same place,
// nor a tap on something that was shown only just now. A person reads what is shown before they tap; a test waits as long.
const [element] = arguments;
const root = window.rootE2e ?? document;
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
// The driver would bring it into sight otherwise, and tap it in another place than the one that is measured here.
let box = element.getBoundingClientRect();
if (box.top < 0 || box.bottom > innerHeight) element.scrollIntoView({ block: "center", behavior: "instant" });
box = element.getBoundingClientRect();
const since = Date.now() - taps.at;
const far = Math.hypot(box.x + box.width / 2 - taps.x, box.y + box.height / 2 - taps.y) > 60;
return since > (taps.awaitsFocus ? FOCUS : far ? 110 : 510);
