// Help lines where the app does not run: which parts of a configuration may be shown, what each line says, and where
// its links lead.
import { fill } from "./elements.js";
import { configFile, helpFile } from "./file-names.js";
import { fetchJson } from "./request.js";

/* global RULES */
// The build writes these in, from the app's own rules (crates/site-config/src/script.rs).
const SEPARATOR = new RegExp(RULES.separator, "g");
const NUMBER = new RegExp(RULES.number);
const TRUNK_ZERO = new RegExp(RULES.trunkZero);
const DIGIT = new RegExp(RULES.digit);

/** The digits to dial for a number; `undefined` if it cannot be dialled. */
export const dialled = (number) => {
  const plain = number.replace(SEPARATOR, "");
  return NUMBER.test(plain) && !TRUNK_ZERO.test(plain) ? plain : undefined;
};

/**
 * A text in `lang`. `text` is a string or an object with a string for each language. The default is the first of them.
 */
export const localized = (text, lang) => (typeof text === "string" ? text : (text[lang] ?? Object.values(text)[0]));

/**
 * The ways to reach a help line by telephone and on the web. Each is the text to show and the address of its link,
 * which is `undefined` for a number that cannot be dialled. Pages with more room show email and text relay, too.
 * @param {{call: string, sms: string}} words from the interface texts
 */
export const contacts = ({ tel, sms, url }, words) => {
  const { number, body = "" } = sms ?? {};
  const contact = (scheme, number, text, query = "") => [text, dialled(number) && scheme + dialled(number) + query];
  return [
    ...(tel ? [contact("tel:", tel, fill(words.call, { number: tel }))] : []),
    ...(number ? [contact("sms:", number, fill(words.sms, { number, body }), "?&body=" + encodeURIComponent(body))] : []),
    // Shown without `https://`.
    ...(isHttps(url) ? [[url.slice(8), url]] : []),
  ];
};

// What is not a text has no such method, here and below.
const isHttps = (url) => url?.startsWith?.(RULES.https);

/**
 * The help in a configuration. If any of its lines is unusable, none is shown. The app has the same rule
 * (`Config::read`), but here it does not run. A test compares the two.
 */
export const usableHelp = ({ help, directory }) => ({
  help:
    help?.[0] &&
    help.every(
      ({ tel, sms, relay, url, email }) =>
        [tel, sms?.number, relay].some((number) => number?.match?.(DIGIT)) || isHttps(url) || email?.match?.("@"),
    )
      ? help
      : undefined,
  directory: isHttps(directory?.url) ? directory : undefined,
});

/**
 * All lines, grouped in the order in which they are shown: first those for everyone, under an empty label, then the
 * others. The app has the same order (`Config::help_by`).
 * @param {(line: object) => string} label says for whom a line is
 * @returns {[label: string, lines: object[]][]}
 */
export const grouped = (lines, label) => {
  const groups = new Map([["", []]]);
  for (const line of lines) groups.set(label(line), [...(groups.get(label(line)) ?? []), line]);
  return [...groups];
};

/** The nations, a list or a single name, or the region that a line is for; empty if it is for everyone. */
export const nationOf = ({ nation, nations }, localize) => [nations].flat().join(", ") || (nation ? localize(nation) : "");

/**
 * The help in the configuration that is on the server now, with the lines of the file that it names. The name `x`
 * stands for `config.x.json` in our folder, `base`.
 */
export const fetchHelp = async (base, name) => {
  const config = await fetchJson(new URL(configFile(name), base));
  const usable = usableHelp(config);
  const file = helpFile(config.moreHelp);
  try {
    // Fails also if one of them has no usable lines.
    if (file) usable.help = [...usable.help, ...usableHelp(await fetchJson(new URL(file, base))).help];
  } catch {
    // There are only the lines of the configuration itself.
  }
  return usable;
};
