// Returns the elements that stick out at the sides, so that the page would scroll sideways. Elements inside a scroll container may.
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
// If no box sticks out, the content of one may: then the innermost elements that overflow.
const bursts = (element) => element.scrollWidth > width && getComputedStyle(element).overflowX === "visible";
const burst = () =>
  [...document.body.querySelectorAll("*")]
    .filter((element) => bursts(element) && ![...element.children].some(bursts))
    .map((element) => `${element.parentElement.tagName.toLowerCase()} > ${element.outerHTML.slice(0, 200)}`);
const scrolls = root.scrollWidth > width;
return scrolls ? [`the page is ${root.scrollWidth} wide in ${width}`, ...new Set(out.length ? out : burst())] : [];
