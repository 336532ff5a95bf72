// What both modes need: where our folder is, and what the release in it calls its files.
import { ask, within } from "../request.js";

/** Our folder: this script stands in it. */
export const BASE = new URL(".", import.meta.url).href;

/** The release. Asked for anew each time a page is loaded: a copy of this script may be older. */
let release;
export const releaseAnew = () => (release = undefined);
export const releaseNow = () =>
  (release ??= within(async (signal) => (await ask(BASE + "release.json", { cache: "no-cache", signal })).json()).catch((error) => {
    releaseAnew();
    throw error;
  }));
