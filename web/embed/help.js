// The ways to help, where the check cannot be shown.
import { BASE } from "./base.js";

/* global BAKED */
// From `config.json`, the pack and the texts, written in by the build: there even when nothing else arrives.
const { title, call, sms, ...baked } = BAKED;

const digits = (number) => number.replace(/[^+\d]/g, "");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A text, or one for each language: then the one of the page around, or the first there is. */
const say = (words) =>
  typeof words === "string" ? words : (words[document.documentElement.lang.split("-")[0]] ?? Object.values(words)[0]);

const line = (href, text) => {
  const [item, link] = ["li", "a"].map((name) => document.createElement(name));
  Object.assign(link, { href, textContent: text, rel: "noopener noreferrer" });
  if (!/^(tel|sms):/.test(href)) link.target = "_blank";
  item.append(link);
  return item;
};

const lines = ({ help, directory }) => [
  ...help.flatMap(({ name, tel, sms: text }) => [
    ...(tel ? [line("tel:" + digits(tel), say(name) + ": " + fill(call, { number: tel }))] : []),
    ...(text ? [line("sms:" + digits(text.number) + "?&body=" + text.body, say(name) + ": " + fill(sms, text))] : []),
  ]),
  line(directory.url, say(directory.label)),
  line(BASE, title),
];

/** A list of them at once, and a newer one in its place when the configuration can still be had. */
export const helpLinks = (config) => {
  const list = document.createElement("ul");
  list.append(...lines(baked));
  const name = /^[\w-]{1,40}$/.test(config ?? "") ? "config." + config + ".json" : "config.json";
  fetch(BASE + name)
    .then((response) => response.json())
    .then((newer) => newer.help?.length && list.replaceChildren(...lines(newer)))
    .catch(() => {});
  return list;
};

/** What the frame is called. */
export const TITLE = title;
