// Shows whoever edits the configuration what is right with it and what is not: the page behind `?check-config`.
//
// The rules are the app's own (`crates/site-config/src/audit.rs`), and so are the sentences (`check-config.json`); here they become
// elements. Everything is asked of the server anew: the service worker, which holds back a configuration that cannot be used,
// lets such requests pass.
import { configFile } from "./names.js";
import { ask, within } from "./request.js";
import { forbidsFrames, forbidsWebAssembly, forbidsWorker, released, wrongType } from "./served.js";
import { bring } from "./start.js";

const { glue, wasm, later } = document.currentScript.dataset;
const at = (path) => new URL(path, document.baseURI).href;
const wanted = new URLSearchParams(location.search).get("config");
const name = configFile(wanted);

const got = (path, read) => within(async (signal) => read(await ask(at(path), { cache: "no-store", signal })));
const get = (path) => got(path, (response) => response.text());

/** A file as it lies on the server: read as text, what is not UTF-8 in it would be lost. */
const bytes = (path) => got(path, async (response) => new Uint8Array(await response.arrayBuffer()));

const words = get("check-config.json");
const fill = (text, about) => text.replace(/\{(\d)\}/g, (_, place) => about[place]);

/** An element, or one of SVG, with its attributes and what is in it. */
const make = (tag, attributes, ...content) => {
  const svg = ["svg", "rect"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
};

/** What the server says about `index.html` that keeps it from being shown in frames, or from being kept for offline use. */
const around = async () => {
  const headers = await got("index.html", (response) => response.headers);
  const policy = headers.get("content-security-policy");
  const frames = forbidsFrames(policy, headers.get("x-frame-options"));
  const worker = forbidsWorker(policy, location.hostname);
  const faults = [frames && [frames[0], "index.html", frames[1]], worker && ["worker", "index.html", ...worker]];
  return faults.filter(Boolean);
};

/** What is wrong with the way the files come here, each as the name of a sentence in check-config.json and the file. */
const onTheWay = async () => {
  // A page without a secure connection cannot compare anything.
  if (!crypto.subtle) return [["insecure", "index.html"]];
  const gone = (file) => (error) => [["gone", file, error.status ?? error.message]];
  const worker = await get("sw.js").catch(gone("sw.js"));
  if (typeof worker !== "string") return worker;
  const files = released(worker);
  if (!files) return [["altered", "sw.js"]];
  const look = async ([file, sum]) => {
    try {
      const [type, body] = await got(file, async (response) => [response.headers.get("content-type"), await response.arrayBuffer()]);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
      const same = !sum || sum === Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (!same) return [["altered", file]];
      return wrongType(file, type) ? [["type", file, type ?? "", wrongType(file, type)]] : [];
    } catch (error) {
      return gone(file)(error);
    }
  };
  return (await Promise.all(Object.entries(files).map(look))).flat();
};

const page = (said, { verdict, problems, looks, links }, faults) => {
  const say = (which, ...about) => fill(said[which], about);
  const list = (title, content, entries) =>
    entries.length ? [make("section", {}, make("h2", {}, say(title)), ...content, make("ul", { class: title }, ...entries))] : [];
  const problem = ({ path, what, todo, line }) => {
    const [row, column, before, mark, after] = line ?? [];
    const place = line ? say("place", row, column) : path ? "" : say("whole");
    // What is missing is marked where it belongs.
    const shown = before || mark || after ? [make("pre", { dir: "ltr" }, before, make("mark", {}, mark || " "), after)] : [];
    const heading = make("h3", {}, ...(path ? [make("code", {}, path)] : []), path && place ? ": " : "", place);
    return make("li", {}, heading, make("p", {}, what), ...shown, make("p", {}, todo));
  };
  // A picture, as the page's own policy lets no style stand in an element.
  const look = ({ colour, text }) => {
    const patch = make("rect", { width: 1, height: 1, fill: colour });
    return make("li", {}, make("svg", { class: "swatch", viewBox: "0 0 1 1", "aria-hidden": true }, patch), make("span", {}, text));
  };
  const link = ({ name, href, text, checked }) => {
    const target = /^https:/.test(href) ? { target: "_blank", rel: "noopener noreferrer" } : {};
    const date = checked ? [" ", make("small", {}, say("checked", checked))] : [];
    return make("li", {}, name + ": ", make("a", { href, ...target }, text), ...date);
  };
  return [
    make("h1", {}, say("title")),
    make("p", { class: "lead", role: "status", "data-verdict": verdict }, say(verdict, name), faults.length ? " " + say("around") : ""),
    ...list(
      "served",
      [],
      faults.map(([which, file, ...about]) =>
        make("li", { "data-fault": which }, make("h3", {}, make("code", {}, file)), ...said.faults[which].map((text) => make("p", {}, fill(text, about)))),
      ),
    ),
    ...list("errors", [], problems.filter(({ error }) => error).map(problem)),
    ...list("warnings", [], problems.filter(({ error }) => !error).map(problem)),
    ...list("colours", [], looks.map(look)),
    ...list("links", [make("p", {}, say("linksLead"))], links.map(link)),
    make("p", {}, make("a", { class: "button", href: location.href }, say("again"))),
    make("p", {}, make("a", { class: "link", href: "./" }, say("open"))),
  ];
};

/** One sentence, where there is nothing else to show. */
const only = async (which, error) => {
  const said = JSON.parse(await words).page;
  return [make("p", { role: "alert" }, said[which].replace("{0}", name).replace("{1}", error.message))];
};

const content = async () => {
  const policy = await got("check-config.html", (response) => response.headers.get("content-security-policy")).catch(() => null);
  if (forbidsWebAssembly(policy)) return only("policy", Error(policy));
  // Where index.html does not arrive, the other list says so.
  const faults = Promise.all([around().catch(() => []), onTheWay()]).then((both) => both.flat());
  const app = bring(at, { glue, wasm, later });
  app.catch(() => {});
  let config;
  try {
    config = await bytes(name);
  } catch (error) {
    return only("away", error);
  }
  const said = await words;
  const { app: program, later: rest } = await app;
  await rest("no-cache");
  const audit = (more) => JSON.parse(program.audit({ config, said, ...more }));
  const fetched = audit().files.map(async (file) => [file, await bytes(file).catch(() => {})]);
  const found = audit({ fetched: "yes", ...Object.fromEntries(await Promise.all(fetched)) });
  return page(JSON.parse(said).page, found, await faults);
};

content()
  .catch((error) => only("broken", error))
  .then((content) => document.querySelector("main").replaceChildren(...content));
