// The first element that matches and can be seen, brought to the middle: what sticks to the edges then covers nothing. A frame does
// not know which part of it can be seen.
const all = [...(window.rootE2e ?? document).querySelectorAll(arguments[0])];
const found = all.find((element) => element.checkVisibility({ visibilityProperty: true })) ?? null;
const box = found?.getBoundingClientRect();
const framed = parent !== window;
if (box && (framed || box.top < 80 || box.bottom > innerHeight - 20)) found.scrollIntoView({ block: "center", behavior: "instant" });
return found;
