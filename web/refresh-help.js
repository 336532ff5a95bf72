// Replaces the help that the build wrote into a page with the help of the current configuration: on the page of last
// resort, the signs in words and the check on paper. Without scripts, or if nothing can be fetched, the help from the
// build stays.
import { element, fill } from "./elements.js";
import { byNation, contacts, fetchHelp, localized } from "./help-lines.js";

/* global WORDS */
// Interface texts that the build writes in.
const words = WORDS;

const localize = (text) => localized(text, document.documentElement.lang);

/** The day on which the line was last checked. A text that is not a date is shown unchanged. */
const checkedOn = (day) => {
  if (!day) return "";
  const noon = new Date(day + "T12:00");
  const date = isNaN(noon) ? day : noon.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return element("small", {}, fill(words.checked, { date }));
};

const screenLine = (line) => {
  // A number that cannot be dialled is shown as text.
  const contact = ([text, href]) => (href ? element("a", { class: "button quiet", href }, text) : element("p", {}, text));
  const links = contacts(line, words).map(contact);
  return element("li", {}, element("strong", {}, localize(line.name)), element("p", {}, localize(line.what)), ...links, checkedOn(line.checked));
};

const screenGroup = ([nation, lines]) => {
  const shown = lines.map(screenLine);
  return nation ? [element("li", {}, element("strong", {}, nation), element("ul", { class: "help-lines" }, ...shown))] : shown;
};

const paperLine = (nation, line) => {
  const numbers = contacts(line, words).map(([text]) => text);
  const what = (nation ? nation + ": " : "") + localize(line.what);
  return element("li", {}, element("strong", {}, localize(line.name)), " ", element("b", {}, numbers.join(", ")), " " + what + " ", checkedOn(line.checked));
};

const paperGroup = ([nation, lines]) => lines.map((line) => paperLine(nation, line));

/**
 * Shows the current help in `page`. The page changes only once the configuration has arrived. Help that is not usable
 * is ignored.
 * @param {string?} name `x` stands for `config.x.json` in our folder
 */
export const refreshHelp = async (page, name) => {
  const { help, directory } = await fetchHelp(document.baseURI, name);
  const screenList = page.querySelector(".help-lines");
  const paperList = page.querySelector(".help > ul");
  if (help) {
    const lines = byNation(help, localize).flatMap(screenList ? screenGroup : paperGroup);
    (screenList ?? paperList).replaceChildren(...lines);
  }
  if (!directory) return;
  const { url } = directory;
  const label = localize(directory.label);
  const link = page.querySelector("a.button[target]");
  if (link) Object.assign(link, { href: url, textContent: label });
  else page.querySelector(".help > p:last-child").textContent = fill(words.directory, { label, url });
};
