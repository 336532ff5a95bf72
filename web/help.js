// Help as the configuration has it now, on the pages that were written when the check was built: the page of last resort, the signs
// in words and the check on paper. What stands there serves until then, and where scripts are off or nothing can be fetched.

/* global WORDS */
// From the interface texts, written in by the build.
const { call, sms, checked, directory } = WORDS;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const digits = (number) => number.replace(/[^+\d]/g, "");

/** A text, or one for each language: then the one of this page, or the first there is. */
const say = (words) =>
  typeof words === "string" ? words : (words[document.documentElement.lang] ?? Object.values(words)[0]);

const make = (tag, className, ...content) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
};

/** The day somebody last made sure that it is right. */
const dated = (day) => {
  const date = new Date(day + "T12:00").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return make("small", "", fill(checked, { date }));
};

/** The ways of a line: what each says, and its address. */
const ways = (line) => [
  ...(line.tel ? [[fill(call, { number: line.tel }), "tel:" + digits(line.tel)]] : []),
  ...(line.sms ? [[fill(sms, line.sms), "sms:" + digits(line.sms.number) + "?&body=" + line.sms.body]] : []),
];

const onScreen = (line) => {
  const links = ways(line).map(([text, href]) => Object.assign(make("a", "button quiet", text), { href }));
  return make("li", "", make("strong", "", say(line.name)), make("p", "", say(line.what)), ...links, dated(line.checked));
};

const onPaper = (line) => {
  const numbers = ways(line).map(([text]) => text);
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
 * Brings it into `page`, an element; nothing is touched until all of it is there.
 * @param {string?} name `x` stands for `config.x.json` in our folder
 */
export const help = async (page, name) => {
  const file = /^[\w-]{1,40}$/.test(name ?? "") ? "config." + name + ".json" : "config.json";
  const { help, directory: place } = await (await fetch(new URL(file, document.baseURI))).json();
  const everyone = (line) => !line.nation;
  const screen = page.querySelector(".help-lines");
  const paper = page.querySelector(".help > ul");
  const lines = screen ? grouped(help) : [...help.filter(everyone), ...help.filter((line) => !everyone(line))].map(onPaper);
  if (lines.length) (screen ?? paper).replaceChildren(...lines);
  if (!place.url.startsWith("https://")) return;
  const label = say(place.label);
  const link = page.querySelector("a.button[target]");
  if (link) Object.assign(link, { href: place.url, textContent: label });
  else page.querySelector(".help > p:last-child").textContent = fill(directory, { label, url: place.url });
};
