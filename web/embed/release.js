// Where our folder is, and what the current release calls its files. Both modes of the element need this.
import { fetchJson } from "../request.js";

/** The address of our folder, which holds this script. */
export const BASE = new URL(".", import.meta.url).href;

/**
 * The file names of the release. Each page fetches them again, as a cached copy of this script may be of an older
 * release.
 */
let release;
export const forgetRelease = () => (release = undefined);
export const fetchRelease = () =>
  (release ??= fetchJson(BASE + "release.json").catch((error) => {
    forgetRelease();
    throw error;
  }));
