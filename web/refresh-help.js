// Replaces the help that the build wrote into a page with the help of the current configuration: on the page of last
// resort, the signs in words and the check on paper. Without scripts, or if nothing can be fetched, the help from the
// build stays.
import { element, fill } from "./elements.js";
import { contacts, fetchHelp, grouped, localized, nationOf } from "./help-lines.js";

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

/** For whom a line is; empty if it is for everyone. */
const label = (line) => (line.withoutSpeech ? words.withoutSpeech : nationOf(line, localize));

/** What a line is for, and when it can be reached. */
const what = ({ what, hours }) => [what, hours].filter(Boolean).map(localize);

/** All ways to reach a line, each with its text and the address of its link. A text relay is no link. */
const ways = (line) => {
  const { email, relay } = line;
  return [
    ...contacts(line, words),
    ...(email ? [[email, "mailto:" + email]] : []),
    ...(relay ? [[fill(words.relay, { number: relay })]] : []),
  ];
};

const screenLine = (line) => {
  // A number that cannot be dialled is shown as text.
  const contact = ([text, href]) => (href ? element("a", { class: "button quiet", href }, text) : element("p", {}, text));
  const links = ways(line).map(contact);
  const about = what(line).map((text) => element("p", {}, text));
  return element("li", {}, element("strong", {}, localize(line.name)), ...about, ...links, checkedOn(line.checked));
};

const screenGroup = ([label, lines]) => {
  const shown = lines.map(screenLine);
  return label ? [element("li", {}, element("strong", {}, label), element("ul", { class: "help-lines" }, ...shown))] : shown;
};

const paperLine = (label, line) => {
  const shown = ways(line).map(([text]) => text);
  const about = (label ? label + ": " : "") + what(line).join(" ");
  return element("li", {}, element("strong", {}, localize(line.name)), " ", element("b", {}, shown.join(", ")), " " + about + " ", checkedOn(line.checked));
};

const paperGroup = ([label, lines]) => lines.map((line) => paperLine(label, line));

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
    const lines = grouped(help, label).flatMap(screenList ? screenGroup : paperGroup);
    (screenList ?? paperList).replaceChildren(...lines);
  }
  if (!directory) return;
  const { url } = directory;
  const title = localize(directory.label);
  const link = page.querySelector("a.button[target]");
  if (link) Object.assign(link, { href: url, textContent: title });
  else page.querySelector(".help > p:last-child").textContent = fill(words.directory, { label: title, url });
};
