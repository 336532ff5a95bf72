// Help lines where nothing of the app runs: what they say, where they lead, and what of a configuration may be shown.
import { configFile } from "./names.js";
import { ask, within } from "./request.js";

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const digits = (number) => number.replace(/[^+\d]/g, "");

/** A text, or one for each language: then that in `lang`, or the first there is. */
export const say = (words, lang) => (typeof words === "string" ? words : (words[lang] ?? Object.values(words)[0]));

/**
 * The ways of a line: what each says, and its address.
 * @param {{call: string, sms: string}} words from the interface texts
 */
export const ways = ({ tel, sms }, words) => {
  const { number, body = "" } = sms ?? {};
  return [
    ...(tel ? [[fill(words.call, { number: tel }), "tel:" + digits(tel)]] : []),
    ...(number ? [[fill(words.sms, { number, body }), "sms:" + digits(number) + "?&body=" + encodeURIComponent(body)]] : []),
  ];
};

/** What of a configuration may be shown, by the rules that the app has (`src/domain/config.rs`): all of its help, or none of it. */
export const usable = ({ help, directory }) => ({
  help: help?.length && help.every(({ tel, sms }) => /\d/.test([tel, sms?.number])) ? help : undefined,
  directory: directory?.url?.startsWith("https://") ? directory : undefined,
});

/** That of the configuration as it is now; `name` stands for `config.x.json` in our folder, `base`. */
export const newer = (base, name) =>
  within(async (signal) => usable(await (await ask(new URL(configFile(name), base), { cache: "no-cache", signal })).json()));
