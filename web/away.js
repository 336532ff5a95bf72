// The way out, where quick exit is set.

/**
 * Leaves at once, where quick exit is set: what is on the page goes first.
 * @param {EventTarget} scope what taps are heard on
 * @param {() => ParentNode} page what is emptied
 * @param {(url: string) => void} go leads there
 */
export const leaving = (scope, page, go) =>
  scope.addEventListener("click", (event) => {
    const exit = event.target.closest?.("[data-exit]");
    if (!exit) return;
    event.preventDefault();
    page().replaceChildren();
    go(exit.href);
  });

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
