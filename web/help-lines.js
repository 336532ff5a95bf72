// Help lines where the app does not run: which parts of a configuration may be shown, what each line says, and where its links lead.
import { configFile } from "./file-names.js";
import { fetchFile, withIdleTimeout } from "./request.js";

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A zero after the country code, in the countries where that zero is dialled only within the country. */
const TRUNK_ZERO =
  /^\+(?!2(2[579]|4[12]|6[78])|378|501|67[69]|687|853)([17]|2[07]|3[0-46]|4[013-689]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(2[1-689]|3[578]|42|5[09]|6[7-9]|8[0357-9]|9[679])\d)0/;

/**
 * The digits to dial for a number; `undefined` if it cannot be dialled. The rule is that of `crates/site-config/src/phone.rs`, as a
 * regular expression.
 */
export const dialled = (number) => {
  const plain = number.replace(/[ .()\-\u2010-\u2015\xa0\u2009\u202f]/g, "");
  return /^(\+[1-9]\d{5,14}|(?!00\d{5})\d{2,15})$/.test(plain) && !TRUNK_ZERO.test(plain) ? plain : undefined;
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

/** The help in a configuration, by the app's own rules (`crates/site-config/src/lib.rs`): all of its lines are usable, or none is shown. */
export const usableHelp = ({ help, directory }) => ({
  help: help?.length && help.every(({ tel, sms }) => /[\d٠-٩۰-۹０-９]/.test([tel, sms?.number])) ? help : undefined,
  directory: directory?.url?.startsWith("https://") ? directory : undefined,
});

/** The help in the configuration as it is on the server now. `name` is `x` for `config.x.json` in our folder, `base`. */
export const fetchHelp = (base, name) =>
  withIdleTimeout(async (signal) =>
    usableHelp(await (await fetchFile(new URL(configFile(name), base), { cache: "no-cache", signal })).json()),
  );
