// Help lines where the app does not run: which parts of a configuration may be shown, what each line says, and where its links lead.
import { configFile } from "./file-names.js";
import { fetchFile, withIdleTimeout } from "./request.js";

/* global RULES */
// The build writes these in: what crates/site-config/src/script.rs makes of the app's own rules.
const SEPARATOR = new RegExp(RULES.separator, "g");
const NUMBER = new RegExp(RULES.number);
const TRUNK_ZERO = new RegExp(RULES.trunkZero);
const DIGIT = new RegExp(RULES.digit);

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The digits to dial for a number; `undefined` if it cannot be dialled. */
export const dialled = (number) => {
  const plain = number.replace(SEPARATOR, "");
  return NUMBER.test(plain) && !TRUNK_ZERO.test(plain) ? plain : undefined;
};

/** A text, which may be an object with one text for each language: then the one in `lang`, or else the first. */
export const localized = (text, lang) => (typeof text === "string" ? text : (text[lang] ?? Object.values(text)[0]));

/**
 * How a help line can be reached: for each way what to say, and the address of the link. The address is `undefined` for a number that
 * cannot be dialled.
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
 * The help in a configuration: all of its lines are usable, or none is shown. The app has the same rule (`Config::read`), but here it does
 * not run. A test compares the two.
 */
export const usableHelp = ({ help, directory }) => ({
  help: help?.length && help.every(({ tel, sms }) => DIGIT.test([tel, sms?.number])) ? help : undefined,
  directory: directory?.url?.startsWith(RULES.https) ? directory : undefined,
});

/**
 * The lines in the order in which they are shown, as the app has it (`Config::help_by_nation`): those for everyone, under an empty name,
 * and then those of each nation.
 * @param {(text: string | object) => string} say returns a text in the language of the page
 * @returns {[nation: string, lines: object[]][]}
 */
export const byNation = (lines, say) => {
  const groups = new Map([["", []]]);
  for (const line of lines) {
    const nation = line.nation ? say(line.nation) : "";
    groups.set(nation, [...(groups.get(nation) ?? []), line]);
  }
  return [...groups];
};

/** The help in the configuration as it is on the server now. `name` is `x` for `config.x.json` in our folder, `base`. */
export const fetchHelp = (base, name) =>
  withIdleTimeout(async (signal) =>
    usableHelp(await (await fetchFile(new URL(configFile(name), base), { cache: "no-cache", signal })).json()),
  );
