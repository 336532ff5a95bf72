// Help lines where the app does not run: which parts of a configuration may be shown, what each line says, and where
// its links lead.
import { fill } from "./elements.js";
import { configFile } from "./file-names.js";
import { fetchFile, withIdleTimeout } from "./request.js";

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
 * The ways to reach a help line. Each is the text to show and the address of its link, which is `undefined` for a
 * number that cannot be dialled.
 * @param {{call: string, sms: string}} words from the interface texts
 */
export const contacts = ({ tel, sms }, words) => {
  const { number, body = "" } = sms ?? {};
  const contact = (scheme, number, text, query = "") => {
    const digits = dialled(number);
    return [text, digits && scheme + digits + query];
  };
  return [
    ...(tel ? [contact("tel:", tel, fill(words.call, { number: tel }))] : []),
    ...(number ? [contact("sms:", number, fill(words.sms, { number, body }), "?&body=" + encodeURIComponent(body))] : []),
  ];
};

/**
 * The help in a configuration. If any of its lines is unusable, none is shown. The app has the same rule
 * (`Config::read`), but here it does not run. A test compares the two.
 */
export const usableHelp = ({ help, directory }) => ({
  help: help?.length && help.every(({ tel, sms }) => DIGIT.test([tel, sms?.number])) ? help : undefined,
  directory: directory?.url?.startsWith(RULES.https) ? directory : undefined,
});

/**
 * The lines grouped in the order in which they are shown: first those for everyone, under an empty name, then those of
 * each nation. The app has the same order (`Config::help_by_nation`).
 * @param {(text: string | object) => string} localize returns a text in the language of the page
 * @returns {[nation: string, lines: object[]][]}
 */
export const byNation = (lines, localize) => {
  const groups = new Map([["", []]]);
  for (const line of lines) {
    const nation = line.nation ? localize(line.nation) : "";
    groups.set(nation, [...(groups.get(nation) ?? []), line]);
  }
  return [...groups];
};

/**
 * The help in the configuration that is on the server now. The name `x` stands for `config.x.json` in our folder,
 * `base`.
 */
export const fetchHelp = (base, name) =>
  withIdleTimeout(async (signal) =>
    usableHelp(await (await fetchFile(new URL(configFile(name), base), { cache: "no-cache", signal })).json()),
  );
