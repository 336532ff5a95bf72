// The script of the pages that do not run the app: it updates the help lines from the current configuration, and
// handles quick exit.
import { exit, handleQuickExit } from "./quick-exit.js";
import { refreshHelp } from "./refresh-help.js";

handleQuickExit(window, () => document.body, exit);

refreshHelp(document.body, new URLSearchParams(location.search).get("config")).catch(() => {
  // The help that the build wrote into the page stays.
});
