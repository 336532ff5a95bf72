// What our page loads once the check has started or failed: the service worker, help from the current configuration
// (shown if the check cannot run), and warnings for editors of the configuration.
export { default as worker } from "./offline.js";
export { refreshHelp as help } from "./refresh-help.js";
export { reportColour as report } from "./theme.js";
