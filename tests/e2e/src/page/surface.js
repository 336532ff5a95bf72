// Prepares the page for a picture of what is around the check, or undoes that. The argument is the boxes to cover, as [left, top, width,
// height] in page coordinates, or null. The checks are not even painted: beside a frame the browser paints in other layers, and rounds the
// edges of the letters after it differently. Scroll bars are hidden because they come and go.
const boxes = arguments[0];
for (const old of document.querySelectorAll("[data-e2e-cover]")) old.remove();
const html = document.documentElement;
const set = (element, name, value) => {
  if (value) element.style.setProperty(name, value, "important");
  else element.style.removeProperty(name);
  if (!element.getAttribute("style")) element.removeAttribute("style");
};
set(html, "scrollbar-width", boxes && "none");
for (const element of [...window.watch.widgets(), ...document.querySelectorAll("iframe")]) set(element, "visibility", boxes && "hidden");
for (const [left, top, width, height] of boxes ?? []) {
  const cover = document.createElement("div");
  cover.dataset.e2eCover = "";
  const style = { all: "initial", position: "absolute", "z-index": "2147483647", background: "#000" };
  for (const [name, value] of Object.entries(style)) set(cover, name, value);
  for (const [name, value] of Object.entries({ left, top, width, height })) set(cover, name, value + "px");
  html.append(cover);
}
