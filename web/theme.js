// The theme of a host's page: custom properties that it sets on the element, which a frame cannot inherit.

/** The custom properties, and for each a CSS property that has to accept its value. */
const PROPERTIES = {
  accent: "color",
  "on-accent": "color",
  "accent-dark": "color",
  "on-accent-dark": "color",
  font: "font-family",
  "heading-font": "font-family",
  radius: "border-radius",
};

const property = (name) => "--compassion-check-" + name;

/**
 * Functions that fetch something, functions that refer to what the frame does not have, and the syntax around
 * declarations.
 */
const UNSAFE = /\b(url|image-set|image|src|var|env|attr)\s*\(|[;{}\\]/i;

/** Whether a value fetches nothing and depends on nothing outside it. */
export const isPlain = (value) => !UNSAFE.test(value);

/** The theme set on `element`: the properties known here, by their short names. */
export const readTheme = (element) => {
  const style = getComputedStyle(element);
  const values = Object.keys(PROPERTIES).map((name) => [name, style.getPropertyValue(property(name)).trim()]);
  return Object.fromEntries(values.filter(([, value]) => value));
};

/** Whether the page around `element` supports a dark colour scheme. */
export const isDark = (element) => /dark/.test(getComputedStyle(element).colorScheme);

const warned = new Set();
/** Warns the editor of the page or the configuration, in the console. Each warning appears once. */
const warnOnce = (subject, value, message) => {
  const text = "compassion-check: " + subject + ": " + value + " " + message;
  if (!warned.has(text)) console.warn(text);
  warned.add(text);
};

const ILLEGIBLE = "cannot be read on the paper of the check (contrast below 4.5:1); shown is ";

/**
 * A colour in any notation as the number 0xrrggbb; `undefined` if it is not opaque, or the browser cannot convert it.
 */
const parseColour = (root, value) => {
  root.style.color = value;
  // Browsers with `color-mix` convert any notation to sRGB.
  root.style.color = "color-mix(in srgb, " + value + ", " + value + ")";
  const found = getComputedStyle(root).color;
  root.style.color = "";
  const scale = found.startsWith("color(srgb ") ? 255 : /^rgba?\(/.test(found) ? 1 : undefined;
  const [parts, alpha] = [found.match(/-?\d[\d.]*(e-?\d+)?/g), /^rgba|\//.test(found)];
  if (!scale || alpha) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Math.min(255, Math.max(0, Math.round(part * scale))), 0);
};

const hex = (colour) => "#" + colour.toString(16).padStart(6, "0");

/**
 * Changes the colours in `values` so that everything is legible. In each scheme the accent needs a contrast of 4.5:1
 * with our background (WCAG 2, AA), and the text on the accent needs it with the accent.
 */
const keepLegible = (root, values, rules) => {
  for (const [suffix, dark] of [["", false], ["-dark", true]]) {
    const [accent, on] = ["accent" + suffix, "on-accent" + suffix];
    let used;
    if (values[accent]) {
      const parsed = parseColour(root, values[accent]);
      used = parsed === undefined ? undefined : rules.legible(parsed, dark);
      if (parsed === undefined) warnOnce(property(accent), values[accent], "is not used: it has to be a colour one cannot see through.");
      else if (used !== parsed) warnOnce(property(accent), values[accent], ILLEGIBLE + hex(used) + ".");
      if (used !== parsed || used === undefined) values[accent] = used === undefined ? undefined : hex(used);
    }
    if (!values[on]) continue;
    const text = parseColour(root, values[on]);
    if (used !== undefined && text !== undefined && rules.contrast(text, used) >= 4.5) continue;
    warnOnce(property(on), values[on], "is not used: it has to be read on " + property(accent) + " (contrast 4.5:1 or more).");
    values[on] = undefined;
  }
};

/**
 * Sets the known and safe properties in `theme` on `root`, and resets the others.
 * @param {{legible: Function, contrast: Function}?} rules those of the app (see `src/platform/exports.rs`), once it has
 *   loaded
 */
export const applyTheme = (root, theme, dark, rules) => {
  root.dataset.scheme = dark ? "both" : "light";
  const values = {};
  for (const [name, kind] of Object.entries(PROPERTIES)) {
    const value = theme?.[name];
    const safe = typeof value === "string" && value.length < 200 && isPlain(value) && CSS.supports(kind, value);
    if (safe) values[name] = value;
  }
  if (rules) keepLegible(root, values, rules);
  for (const name of Object.keys(PROPERTIES)) root.style.setProperty(property(name), values[name] ?? "initial");
};

/**
 * Warns about a colour of the configuration that is shown differently or not at all.
 * @param {string} name the custom property of the app
 * @param {string} written the colour as the configuration has it
 */
export const reportColour = (root, name, written) => {
  const member = name.endsWith("dark") ? "theme.accentDark" : "theme.accent";
  const used = root.style.getPropertyValue(name);
  warnOnce(member, written, used ? ILLEGIBLE + used + "." : "is not used: write it as #rrggbb.");
};
