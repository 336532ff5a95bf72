// Whether a tap on this element is one of its own: the second of two close together in the same place would be taken for a double tap. A
// person reads what is shown before they tap; a test waits until as much time has passed since the page last changed.
const [element] = arguments;
const root = window.rootE2e ?? document;
if (!root.tapsE2e) {
  root.tapsE2e = { x: 0, y: 0, at: -Infinity };
  const changed = () => (root.tapsE2e.at = Date.now());
  new MutationObserver(changed).observe(root, { childList: true, subtree: true });
  root.addEventListener("click", ({ clientX: x, clientY: y }) => Object.assign(root.tapsE2e, { x, y, at: Date.now() }), true);
  return true;
}
const box = element.getBoundingClientRect();
const taps = root.tapsE2e;
const far = Math.hypot(box.x + box.width / 2 - taps.x, box.y + box.height / 2 - taps.y);
return Date.now() - taps.at > (far > 60 ? 110 : 510);
