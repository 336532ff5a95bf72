// What our page fetches beside the check itself: the service worker, newer help where the check cannot run, and a word to
// whoever edits the configuration.
export { default as worker } from "./offline.js";
export { help } from "./help.js";
export { report } from "./theme.js";
