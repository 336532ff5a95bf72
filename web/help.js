// Help as the configuration has it now, on the pages that were written when the check was built: the page of last resort, the signs
// in words and the check on paper. What stands there serves until then, and where scripts are off or nothing can be fetched.
import { fill, newer, say as pick, ways } from "./lines.js";

/* global WORDS */
// From the interface texts, written in by the build.
const words = WORDS;

const say = (text) => pick(text, document.documentElement.lang);

const make = (tag, className, ...content) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
};

/** The day somebody last made sure that it is right, as it was written where it is none. */
const dated = (day) => {
  if (!day) return "";
  const noon = new Date(day + "T12:00");
  const date = isNaN(noon) ? day : noon.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return make("small", "", fill(words.checked, { date }));
};

const onScreen = (line) => {
  // A number that cannot be dialled is there to be read.
  const way = ([text, href]) => (href ? Object.assign(make("a", "button quiet", text), { href }) : make("p", "", text));
  const links = ways(line, words).map(way);
  return make("li", "", make("strong", "", say(line.name)), make("p", "", say(line.what)), ...links, dated(line.checked));
};

const onPaper = (line) => {
  const numbers = ways(line, words).map(([text]) => text);
  const what = (line.nation ? say(line.nation) + ": " : "") + say(line.what);
  return make("li", "", make("strong", "", say(line.name)), " ", make("b", "", numbers.join(", ")), " " + what + " ", dated(line.checked));
};

/** Those for everyone first, then those of each nation under its name. */
const grouped = (lines) => {
  const nations = [...new Set(lines.flatMap(({ nation }) => (nation ? [say(nation)] : [])))];
  const of = (wanted) => lines.filter(({ nation }) => (nation && say(nation)) === wanted).map(onScreen);
  const named = nations.map((nation) => make("li", "", make("strong", "", nation), make("ul", "help-lines", ...of(nation))));
  return [...of(undefined), ...named];
};

/**
 * Brings it into `page`, an element; nothing is touched until all of it is there, and what cannot be used takes no place.
 * @param {string?} name `x` stands for `config.x.json` in our folder
 */
export const help = async (page, name) => {
  const { help, directory } = await newer(document.baseURI, name);
  const everyone = (line) => !line.nation;
  const screen = page.querySelector(".help-lines");
  const paper = page.querySelector(".help > ul");
  if (help) {
    const lines = screen ? grouped(help) : [...help.filter(everyone), ...help.filter((line) => !everyone(line))].map(onPaper);
    (screen ?? paper).replaceChildren(...lines);
  }
  if (!directory) return;
  const { url } = directory;
  const label = say(directory.label);
  const link = page.querySelector("a.button[target]");
  if (link) Object.assign(link, { href: url, textContent: label });
  else page.querySelector(".help > p:last-child").textContent = fill(words.directory, { label, url });
};
