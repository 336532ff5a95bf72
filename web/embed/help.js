// Help links in place of a check that cannot be shown.
import { contacts, fetchHelp, localized, nationOf } from "../help-lines.js";
import { BASE } from "./release.js";

/* global BAKED */
// The build writes this in, from `config.json`, the pack and the texts. So it is there even if nothing else can be
// fetched.
const builtIn = BAKED;

/** The text in the language of the host's page, if there is one. */
const localize = (text) => localized(text, document.documentElement.lang.split("-")[0]);

const listItem = (href, text) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  if (href) Object.assign(link, { href, textContent: text, rel: "noreferrer" });
  // No tab is opened for a number.
  if (/^http/.test(href)) link.target = "_blank";
  // A number that cannot be dialled is shown as text.
  item.append(href ? link : text);
  return item;
};

const listItems = ({ help = builtIn.help, directory = builtIn.directory }) => [
  ...help.flatMap((line) => {
    const nation = nationOf(line, localize);
    const who = localize(line.name) + (nation && " (" + nation + ")") + ": ";
    return contacts(line, builtIn).map(([text, href]) => listItem(href, who + text));
  }),
  listItem(directory.url, localize(directory.label)),
  listItem(BASE, builtIn.title),
];

/** A list of help links. They are from the build at first, and from the current configuration once that has arrived. */
export const helpLinks = (config) => {
  const list = document.createElement("ul");
  const show = (help) => list.replaceChildren(...listItems(help));
  show(builtIn);
  fetchHelp(BASE, config).then(show).catch(() => {});
  return list;
};

/** The title of the frame, and the text of the button that starts the check again. */
export const { title: TITLE, tryAgain: TRY_AGAIN } = builtIn;
