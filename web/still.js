// On the pages that run nothing of the check: help as the configuration has it now, and quick exit, which the page is emptied for.
import { exit, leaving } from "./away.js";
import { help } from "./help.js";

leaving(window, () => document.body, exit);

help(document.body, new URLSearchParams(location.search).get("config")).catch(() => {
  // What the build wrote stays.
});
