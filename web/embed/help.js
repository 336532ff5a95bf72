// Help links in place of a check that cannot be shown.
import { byNation, contacts, fetchHelp, localized } from "../help-lines.js";
import { BASE } from "./release.js";

/* global BAKED */
// The build writes this in, from `config.json`, the pack and the texts. So it is there even if nothing else can be
// fetched.
const builtIn = BAKED;

/** The text in the language of the host's page, if there is one. */
const localize = (text) => localized(text, document.documentElement.lang.split("-")[0]);

const listItem = (href, text) => {
  const [item, link] = ["li", "a"].map((name) => document.createElement(name));
  if (href) Object.assign(link, { href, textContent: text, rel: "noopener noreferrer" });
  if (!/^(tel|sms):/.test(href)) link.target = "_blank";
  // A number that cannot be dialled is shown as text.
  item.append(href ? link : text);
  return item;
};

const listItems = ({ help = builtIn.help, directory = builtIn.directory }) => [
  ...byNation(help, localize).flatMap(([nation, lines]) =>
    lines.flatMap((line) => {
      const who = localize(line.name) + (nation ? " (" + nation + ")" : "") + ": ";
      return contacts(line, builtIn).map(([text, href]) => listItem(href, who + text));
    }),
  ),
  listItem(directory.url, localize(directory.label)),
  listItem(BASE, builtIn.title),
];

/** A list of help links. They are from the build at first, and from the current configuration once that has arrived. */
export const helpLinks = (config) => {
  // The list is marked as English, as most of its words are. The names of the lines may be in the language of the
  // host's page.
  const list = Object.assign(document.createElement("ul"), { lang: "en", dir: "ltr" });
  list.append(...listItems(builtIn));
  fetchHelp(BASE, config)
    .then((current) => list.replaceChildren(...listItems(current)))
    .catch(() => {});
  return list;
};

/** The title of the frame, and the text of the button that starts the check again. */
export const { title: TITLE, tryAgain: TRY_AGAIN } = builtIn;
