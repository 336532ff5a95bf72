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
// Where no box sticks out, what is in one may: the innermost that cannot hold it.
const bursts = (element) => element.scrollWidth > width && getComputedStyle(element).overflowX === "visible";
const burst = () =>
  [...document.body.querySelectorAll("*")]
    .filter((element) => bursts(element) && ![...element.children].some(bursts))
    .map((element) => `${element.parentElement.tagName.toLowerCase()} > ${element.outerHTML.slice(0, 200)}`);
const scrolls = root.scrollWidth > width;
return scrolls ? [`the page is ${root.scrollWidth} wide in ${width}`, ...new Set(out.length ? out : burst())] : [];
