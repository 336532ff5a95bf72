// Calls functions of web/ that need no browser, for tests/native/scripts.rs: from standard input a list of [name, ...arguments],
// to standard output what each returned. An argument `{ "thrown": "TypeError" }` stands for such an error.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

// As the pages get them: in one script.
const contents = `
  export { reasonOf } from "./embed/reason.js";
  export { dialled, usable, ways } from "./lines.js";
  export { forbidsFrames, forbidsWebAssembly, forbidsWorker, released, wrongType } from "./served.js";
  export { sameSite } from "./site.js";
  import { counts } from "./taps.js";
  export const tapped = (shown, taps) => taps.map((tap) => counts(shown, tap));
  export { isPlain } from "./theme.js";
`;
const made = await build({ stdin: { contents, resolveDir: "web" }, bundle: true, format: "esm", write: false });
const web = await import("data:text/javascript;base64," + Buffer.from(made.outputFiles[0].contents).toString("base64"));
const given = (value) => (value?.thrown ? new (globalThis[value.thrown] ?? WebAssembly[value.thrown])("text") : value);
const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([name, ...all]) => web[name](...all.map(given)) ?? null)));
