// Where our folder is, and what the current release calls its files. Both modes of the element need this.
import { fetchFile, withIdleTimeout } from "../request.js";

/** The address of our folder, which holds this script. */
export const BASE = new URL(".", import.meta.url).href;

/**
 * The file names of the release. Each page fetches them again, as a cached copy of this script may be of an older
 * release.
 */
let release;
export const forgetRelease = () => (release = undefined);
export const fetchRelease = () =>
  (release ??= withIdleTimeout(async (signal) =>
    (await fetchFile(BASE + "release.json", { cache: "no-cache", signal })).json(),
  ).catch((error) => {
    forgetRelease();
    throw error;
  }));
