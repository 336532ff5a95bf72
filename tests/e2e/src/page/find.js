// Returns the first visible element that matches, scrolled to the middle, where nothing sticky covers it. A frame does not know which part
// of it is visible, so there the element is always scrolled to.
const all = [...(window.rootE2e ?? document).querySelectorAll(arguments[0])];
const found = all.find((element) => element.checkVisibility({ visibilityProperty: true })) ?? null;
const box = found?.getBoundingClientRect();
const framed = parent !== window;
if (box && (framed || box.top < 80 || box.bottom > innerHeight - 20)) found.scrollIntoView({ block: "center", behavior: "instant" });
return found;
