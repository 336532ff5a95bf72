// On the pages that run nothing of the check: help as the configuration has it now.
import { help } from "./help.js";

help(document.body, new URLSearchParams(location.search).get("config")).catch(() => {
  // What the build wrote stays.
});
