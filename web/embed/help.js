// The ways to help, where the check cannot be shown.
import { newer, say as pick, ways } from "../lines.js";
import { BASE } from "./base.js";

/* global BAKED */
// From `config.json`, the pack and the texts, written in by the build: there even when nothing else arrives.
const baked = BAKED;

/** In the language of the page around, if it is there. */
const say = (text) => pick(text, document.documentElement.lang.split("-")[0]);

const line = (href, text) => {
  const [item, link] = ["li", "a"].map((name) => document.createElement(name));
  if (href) Object.assign(link, { href, textContent: text, rel: "noopener noreferrer" });
  if (!/^(tel|sms):/.test(href)) link.target = "_blank";
  // A number that cannot be dialled is there to be read.
  item.append(href ? link : text);
  return item;
};

const lines = ({ help = baked.help, directory = baked.directory }) => [
  ...help.flatMap((one) => {
    const who = say(one.name) + (one.nation ? " (" + say(one.nation) + ")" : "") + ": ";
    return ways(one, baked).map(([text, href]) => line(href, who + text));
  }),
  line(directory.url, say(directory.label)),
  line(BASE, baked.title),
];

/** A list of them at once, and a newer one in its place when the configuration can still be had. */
export const helpLinks = (config) => {
  // Whatever the page around speaks: the words are baked in English, and who answers has a name of its own.
  const list = Object.assign(document.createElement("ul"), { lang: "en", dir: "ltr" });
  list.append(...lines(baked));
  newer(BASE, config)
    .then((now) => list.replaceChildren(...lines(now)))
    .catch(() => {});
  return list;
};

/** What the frame is called, and what a button says that starts the check again. */
export const { title: TITLE, tryAgain: AGAIN } = baked;
