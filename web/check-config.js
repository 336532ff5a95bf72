// The page behind `?check-config`: shows an editor what is wrong with the configuration, and how the check will look.
//
// The app has the rules (`crates/site-config/src/audit.rs`), and `check-config.json` has the sentences. This script
// makes elements of both. It fetches every file with `no-store`. The service worker lets such requests through,
// although it withholds a configuration that cannot be used.
import { element, fill, withContent } from "./elements.js";
import { configFile } from "./file-names.js";
import { fetchFile, withIdleTimeout } from "./request.js";
import { forbidsFrames, forbidsWebAssembly, forbidsWorker, releasedFiles, wrongType } from "./server-checks.js";
import { loadProgram } from "./start.js";

const { glue, wasm, later } = document.currentScript.dataset;
const toUrl = (path) => new URL(path, document.baseURI).href;
const parameter = new URLSearchParams(location.search).get("config");
const name = configFile(parameter);

const fetchAs = (path, read) => withIdleTimeout(async (signal) => read(await fetchFile(toUrl(path), { cache: "no-store", signal })));
const fetchText = (path) => fetchAs(path, (response) => response.text());

/** The bytes of a file on the server. Reading it as text would lose bytes that are not UTF-8. */
const fetchBytes = (path) => fetchAs(path, async (response) => new Uint8Array(await response.arrayBuffer()));

const sentencesFile = fetchText("check-config.json");

const svgElement = (tag, attributes, ...content) =>
  withContent(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, ...content);

/** The headers of `index.html` that keep it out of frames, or keep the service worker from being registered. */
const checkHeaders = async () => {
  const headers = await fetchAs("index.html", (response) => response.headers);
  const policy = headers.get("content-security-policy");
  const frames = forbidsFrames(policy, headers.get("x-frame-options"));
  const worker = forbidsWorker(policy, location.hostname);
  const faults = [frames && [frames[0], "index.html", frames[1]], worker && ["worker", "index.html", ...worker]];
  return faults.filter(Boolean);
};

/**
 * The files that do not arrive as they were built. Each fault has the name of its sentence in check-config.json, and
 * the file.
 */
const checkFiles = async () => {
  // Without a secure connection there is no `crypto.subtle`, so no file can be compared.
  if (!crypto.subtle) return [["insecure", "index.html"]];
  const missing = (file) => (error) => [["gone", file, error.status ?? error.message]];
  const worker = await fetchText("sw.js").catch(missing("sw.js"));
  if (typeof worker !== "string") return worker;
  const files = releasedFiles(worker);
  if (!files) return [["altered", "sw.js"]];
  const compare = async ([file, sum]) => {
    try {
      const [type, body] = await fetchAs(file, async (response) => [response.headers.get("content-type"), await response.arrayBuffer()]);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
      const same = !sum || sum === Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (!same) return [["altered", file]];
      return wrongType(file, type) ? [["type", file, type ?? "", wrongType(file, type)]] : [];
    } catch (error) {
      return missing(file)(error);
    }
  };
  return (await Promise.all(Object.entries(files).map(compare))).flat();
};

const page = (sentences, { verdict, problems, looks, links }, faults) => {
  const sentence = (key, ...values) => fill(sentences[key], values);
  const list = (title, content, entries) =>
    entries.length ? [element("section", {}, element("h2", {}, sentence(title)), ...content, element("ul", { class: title }, ...entries))] : [];
  const problem = ({ path, what, todo, line }) => {
    const [row, column, before, mark, after] = line ?? [];
    const place = line ? sentence("place", row, column) : path ? "" : sentence("whole");
    // If something is missing, the place where it belongs is marked.
    const shown = before || mark || after ? [element("pre", { dir: "ltr" }, before, element("mark", {}, mark || " "), after)] : [];
    const heading = element("h3", {}, ...(path ? [element("code", {}, path)] : []), path && place ? ": " : "", place);
    return element("li", {}, heading, element("p", {}, what), ...shown, element("p", {}, todo));
  };
  // The sample is an SVG, as the page's own policy forbids style attributes.
  const colourSample = ({ colour, text }) => {
    const patch = svgElement("rect", { width: 1, height: 1, fill: colour });
    const swatch = svgElement("svg", { class: "swatch", viewBox: "0 0 1 1", "aria-hidden": true }, patch);
    return element("li", {}, swatch, element("span", {}, text));
  };
  const link = ({ name, href, text, checked }) => {
    const target = /^https:/.test(href) ? { target: "_blank", rel: "noopener noreferrer" } : {};
    const date = checked ? [" ", element("small", {}, sentence("checked", checked))] : [];
    return element("li", {}, name + ": ", element("a", { href, ...target }, text), ...date);
  };
  return [
    element("h1", {}, sentence("title")),
    element("p", { class: "lead", role: "status", "data-verdict": verdict }, sentence(verdict, name), faults.length ? " " + sentence("around") : ""),
    ...list(
      "served",
      [],
      faults.map(([key, file, ...values]) =>
        element("li", { "data-fault": key }, element("h3", {}, element("code", {}, file)), ...sentences.faults[key].map((text) => element("p", {}, fill(text, values)))),
      ),
    ),
    ...list("errors", [], problems.filter(({ error }) => error).map(problem)),
    ...list("warnings", [], problems.filter(({ error }) => !error).map(problem)),
    ...list("colours", [], looks.map(colourSample)),
    ...list("links", [element("p", {}, sentence("linksLead"))], links.map(link)),
    element("p", {}, element("a", { class: "button", href: location.href }, sentence("again"))),
    element("p", {}, element("a", { class: "link", href: "./" }, sentence("open"))),
  ];
};

/** The content of the page if there is only one sentence to show. */
const message = async (key, error) => {
  const sentences = JSON.parse(await sentencesFile).page;
  return [element("p", { role: "alert" }, sentences[key].replace("{0}", name).replace("{1}", error.message))];
};

const content = async () => {
  const policy = await fetchAs("check-config.html", (response) => response.headers.get("content-security-policy")).catch(() => null);
  if (forbidsWebAssembly(policy)) return message("policy", Error(policy));
  // If index.html does not arrive, `checkFiles` reports it.
  const faults = Promise.all([checkHeaders().catch(() => []), checkFiles()]).then((both) => both.flat());
  const loading = loadProgram(toUrl, { glue, wasm, later });
  loading.catch(() => {});
  let config;
  try {
    config = await fetchBytes(name);
  } catch (error) {
    return message("away", error);
  }
  const sentences = await sentencesFile;
  const { app: program, loadSecondModule } = await loading;
  await loadSecondModule("no-cache");
  const audit = (options) => JSON.parse(program.audit({ config, texts: sentences, ...options }));
  const fetched = audit().files.map(async (file) => [file, await fetchBytes(file).catch(() => {})]);
  const found = audit({ fetched: "yes", ...Object.fromEntries(await Promise.all(fetched)) });
  return page(JSON.parse(sentences).page, found, await faults);
};

content()
  .catch((error) => message("broken", error))
  .then((content) => document.querySelector("main").replaceChildren(...content));
