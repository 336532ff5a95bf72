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
const UNSAFE = /\b(url|image-set|image|src|var|env|attr)\s*\(|[;{}\\]/i;

/** Whether a value says all by itself what it stands for. */
export const isPlain = (value) => !UNSAFE.test(value);

/** The known properties that are set on `element`, by their short names. */
export const themeOf = (element) => {
  const style = getComputedStyle(element);
  const set = Object.keys(NAMES).map((name) => [name, style.getPropertyValue(property(name)).trim()]);
  return Object.fromEntries(set.filter(([, value]) => value));
};

/** Whether the page around `element` is dark when the person likes it so. */
export const isDark = (element) => /dark/.test(getComputedStyle(element).colorScheme);

/** Told in the console, each once, for whoever edits the page or the configuration. */
const told = new Set();
const tell = (what, given, instead) => {
  const text = "compassion-check: " + what + ": " + given + " " + instead;
  if (!told.has(text)) console.warn(text);
  told.add(text);
};

const UNREAD = "cannot be read on the paper of the check (contrast below 4.5:1); shown is ";

/** A colour as the number 0xrrggbb, however it is written; nothing where one sees through it, or the browser does not say. */
const read = (root, value) => {
  root.style.color = value;
  // Where the browser can, whatever was written becomes sRGB.
  root.style.color = "color-mix(in srgb, " + value + ", " + value + ")";
  const found = getComputedStyle(root).color;
  root.style.color = "";
  const times = found.startsWith("color(srgb ") ? 255 : /^rgba?\(/.test(found) ? 1 : undefined;
  const [parts, alpha] = [found.match(/-?\d[\d.]*(e-?\d+)?/g), /^rgba|\//.test(found)];
  if (!times || alpha) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Math.min(255, Math.max(0, Math.round(part * times))), 0);
};

const hex = (colour) => "#" + colour.toString(16).padStart(6, "0");

/** The colours among `values` as they may be shown: in each scheme one to be read on our paper, and one to be read on that. */
const check = (root, values, rules) => {
  for (const [end, dark] of [["", false], ["-dark", true]]) {
    const [accent, on] = ["accent" + end, "on-accent" + end];
    let used;
    if (values[accent]) {
      const given = read(root, values[accent]);
      used = given === undefined ? undefined : rules.legible(given, dark);
      if (given === undefined) tell(property(accent), values[accent], "is not used: it has to be a colour one cannot see through.");
      else if (used !== given) tell(property(accent), values[accent], UNREAD + hex(used) + ".");
      if (used !== given || used === undefined) values[accent] = used === undefined ? undefined : hex(used);
    }
    if (!values[on]) continue;
    const text = read(root, values[on]);
    if (used !== undefined && text !== undefined && rules.contrast(text, used) >= 4.5) continue;
    tell(property(on), values[on], "is not used: it has to be read on " + property(accent) + " (contrast 4.5:1 or more).");
    values[on] = undefined;
  }
};

/**
 * Gives `root` the properties in `theme`, the known and safe ones; whatever else it might have had is gone.
 * @param {{legible: Function, contrast: Function}?} rules the app's own (see `src/platform/boot.rs`), once it is here
 */
export const paint = (root, theme, dark, rules) => {
  root.dataset.scheme = dark ? "both" : "light";
  const values = {};
  for (const [name, kind] of Object.entries(NAMES)) {
    const value = theme?.[name];
    const safe = typeof value === "string" && value.length < 200 && isPlain(value) && CSS.supports(kind, value);
    if (safe) values[name] = value;
  }
  if (rules) check(root, values, rules);
  for (const name of Object.keys(NAMES)) root.style.setProperty(property(name), values[name] ?? "initial");
};

/** Tells of the colours in `config` that `root` does not have as they were written. */
export const report = (root, config) => {
  const { theme } = JSON.parse(config);
  for (const [member, name] of [
    ["accent", "--own-accent"],
    ["accentDark", "--own-accent-dark"],
  ]) {
    const given = theme?.[member];
    if (typeof given !== "string") continue;
    const used = root.style.getPropertyValue(name);
    const whole = given.toLowerCase().replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    if (used !== whole) tell("theme." + member, given, used ? UNREAD + used + "." : "is not used: write it as #rrggbb.");
  }
};
