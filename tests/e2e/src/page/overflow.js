// What sticks out at the sides, so that the page would scroll sideways. What scrolls in a box of its own may.
const root = document.documentElement;
const width = root.clientWidth;
const boxed = (element) => {
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflowX !== "visible") return true;
  }
  return false;
};
const out = [...document.body.querySelectorAll("*")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5) && !boxed(element);
  })
  .map((element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`);
const scrolls = root.scrollWidth > width;
return scrolls ? [`the page is ${root.scrollWidth} wide in ${width}`, ...new Set(out)] : [];
