// What our page fetches beside the check itself: the service worker, and newer help where the check cannot run.
export { default as worker } from "./offline.js";
export { help } from "./help.js";
