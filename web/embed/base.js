// What both modes need: where our folder is, what the release in it calls its files, and the way out.

/** Our folder: this script stands in it. */
export const BASE = new URL(".", import.meta.url).href;

/** The release. Asked for anew each time a page is loaded: a copy of this script may be older. */
let release;
export const releaseNow = () =>
  (release ??= fetch(BASE + "release.json", { cache: "no-cache" })
    .then((response) => {
      if (!response.ok) throw Error(response.url + ": " + response.status);
      return response.json();
    })
    .catch((error) => {
      release = undefined;
      throw error;
    }));

/** Leaves for the address of quick exit, if it is one. What it replaces is the host's page, and what is around that. */
export const exit = (url) => {
  if (!/^https?:/.test(url)) return false;
  try {
    top.location.replace(url);
  } catch {
    // In a sandbox at least this page goes.
    location.replace(url);
  }
  return true;
};
