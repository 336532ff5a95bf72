// The brand of a host's page: custom properties it sets on the element, which a frame cannot inherit.

/** What may be set, and the property that its value has to be fit for. */
const NAMES = {
  accent: "color",
  "on-accent": "color",
  "accent-dark": "color",
  "on-accent-dark": "color",
  font: "font-family",
  "heading-font": "font-family",
  radius: "border-radius",
};

const property = (name) => "--compassion-check-" + name;

/** Nothing that fetches, and nothing that refers to what the frame does not have. */
const UNSAFE = /url|image|src|var|env|attr|[;{}\\]/i;

/** The known properties that are set on `element`, by their short names. */
export const themeOf = (element) => {
  const style = getComputedStyle(element);
  const set = Object.keys(NAMES).map((name) => [name, style.getPropertyValue(property(name)).trim()]);
  return Object.fromEntries(set.filter(([, value]) => value));
};

/** Whether the page around `element` is dark when the person likes it so. */
export const isDark = (element) => /dark/.test(getComputedStyle(element).colorScheme);

/** Gives `root` the properties in `theme`, the known and safe ones; whatever else it might have had is gone. */
export const paint = (root, theme, dark) => {
  root.dataset.scheme = dark ? "both" : "light";
  for (const [name, kind] of Object.entries(NAMES)) {
    const value = theme?.[name];
    const safe = typeof value === "string" && value.length < 200 && !UNSAFE.test(value) && CSS.supports(kind, value);
    root.style.setProperty(property(name), safe ? value : "initial");
  }
};
