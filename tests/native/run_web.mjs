// Calls functions of web/ that need no browser, for tests/native/scripts.rs. Reads a list of [name, ...arguments] from
// standard input and writes what each call returned to standard output. An argument `{ "thrown": "TypeError" }` means
// such an error.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

// Bundled into one script, as for the pages.
const contents = `
  export { reasonOf } from "./embed/error-reason.js";
  export { contacts, dialled, usableHelp } from "./help-lines.js";
  import { fetchHelp, grouped as groups, localized, nationOf } from "./help-lines.js";
  export const grouped = (lines, lang) => groups(lines, (line) => nationOf(line, (text) => localized(text, lang)));
  // What the pages get from a server with these files, by their paths. A file that is null never arrives.
  export const helpFrom = (files) => {
    globalThis.fetch = ({ pathname }) => {
      const text = files[pathname];
      if (text === null) return new Promise(() => {});
      return Promise.resolve(new Response(text, { status: text ? 200 : 404 }));
    };
    // They keep the help from the build.
    return fetchHelp("https://a.example/").catch(() => ({}));
  };
  export { forbidsFrames, forbidsWebAssembly, forbidsWorker, releasedFiles, wrongType } from "./server-checks.js";
  export { sameSite } from "./same-site.js";
  import { tapCounts } from "./early-taps.js";
  export const tapped = (shown, taps) => taps.map((tap) => tapCounts(shown, tap));
  export { isPlain } from "./theme.js";
`;
const bundle = await build({ stdin: { contents, resolveDir: "web" }, bundle: true, format: "esm", write: false, define: { RULES: process.env.RULES } });
const web = await import("data:text/javascript;base64," + Buffer.from(bundle.outputFiles[0].contents).toString("base64"));
const argument = (value) => (value?.thrown ? new (globalThis[value.thrown] ?? WebAssembly[value.thrown])("text") : value);
// The seconds of the idle timeout pass faster.
const { setInterval } = globalThis;
globalThis.setInterval = (tick, time) => setInterval(tick, time / 100);
const returned = [];
for (const [name, ...all] of JSON.parse(readFileSync(0, "utf8"))) returned.push((await web[name](...all.map(argument))) ?? null);
process.stdout.write(JSON.stringify(returned));
