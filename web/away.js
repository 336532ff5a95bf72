// The way out, where quick exit is set.

/** Leaves for the address of quick exit, if it is one. What it replaces is the page we are on, and what is around that. */
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
