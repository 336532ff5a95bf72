// Quick exit: a link that leaves the check at once, where the organisation has set an address for it.

/**
 * Handles clicks on the exit link. The page is emptied first, so that nothing can be read while the other site loads.
 * @param {EventTarget} scope where clicks are listened for
 * @param {() => ParentNode} page returns what is emptied
 * @param {(url: string) => void} navigate goes to the address
 */
export const handleQuickExit = (scope, page, navigate) =>
  scope.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-exit]");
    if (!link) return;
    event.preventDefault();
    page().replaceChildren();
    navigate(link.href);
  });

/**
 * Replaces the page in this tab with `url`, and with it any page that frames ours.
 * @returns {boolean} whether `url` is a web address; if not, the page stays
 */
export const exit = (url) => {
  if (!/^https?:/.test(url)) return false;
  try {
    top.location.replace(url);
  } catch {
    // A sandboxed frame may not navigate the page around it, but it can navigate itself.
    location.replace(url);
  }
  return true;
};
