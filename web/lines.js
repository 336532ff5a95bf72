// Help lines where nothing of the app runs: what they say, where they lead, and what of a configuration may be shown.
import { configFile } from "./names.js";
import { ask, within } from "./request.js";

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A zero after the country's code, where that zero is dialled only within the country. */
const TRUNK =
  /^\+(?!2(2[579]|4[12]|6[78])|378|501|67[69]|687|853)([17]|2[07]|3[0-46]|4[013-689]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(2[1-689]|3[578]|42|5[09]|6[7-9]|8[0357-9]|9[679])\d)0/;

/** What a number dials, or nothing where it cannot be dialled: the rule in `crates/site-config/src/phone.rs`, in other words. */
export const dialled = (number) => {
  const plain = number.replace(/[ .()\-\u2010-\u2015\xa0\u2009\u202f]/g, "");
  return /^(\+[1-9]\d{5,14}|(?!00\d{5})\d{2,15})$/.test(plain) && !TRUNK.test(plain) ? plain : undefined;
};

/** A text, or one for each language: then that in `lang`, or the first there is. */
export const say = (words, lang) => (typeof words === "string" ? words : (words[lang] ?? Object.values(words)[0]));

/**
 * The ways of a line: what each says, and its address, if its number can be dialled.
 * @param {{call: string, sms: string}} words from the interface texts
 */
export const ways = ({ tel, sms }, words) => {
  const { number, body = "" } = sms ?? {};
  const way = (scheme, number, text, end = "") => {
    const dials = dialled(number);
    return [text, dials && scheme + dials + end];
  };
  return [
    ...(tel ? [way("tel:", tel, fill(words.call, { number: tel }))] : []),
    ...(number ? [way("sms:", number, fill(words.sms, { number, body }), "?&body=" + encodeURIComponent(body))] : []),
  ];
};

/** What of a configuration may be shown, by the rules that the app has (`crates/site-config/src/lib.rs`): all of its help, or none of it. */
export const usable = ({ help, directory }) => ({
  help: help?.length && help.every(({ tel, sms }) => /[\d٠-٩۰-۹０-９]/.test([tel, sms?.number])) ? help : undefined,
  directory: directory?.url?.startsWith("https://") ? directory : undefined,
});

/** That of the configuration as it is now; `name` stands for `config.x.json` in our folder, `base`. */
export const newer = (base, name) =>
  within(async (signal) => usable(await (await ask(new URL(configFile(name), base), { cache: "no-cache", signal })).json()));
