// Registers the service worker once the page works, and tells the app when a newer version is waiting.
//
// Some pages have no service worker: in some private modes, in sandboxed frames, and without a secure connection. They
// still work, but only online.
//
// `hasCheck` says whether a check runs in `root`. It may not have been drawn yet.
export default async (root, hasCheck) => {
  try {
    // Installing the worker must not slow down what the page itself still fetches.
    await new Promise((resolve) => {
      const check = () => (!hasCheck || /here|missing/.test(root.dataset.later)) && resolve();
      new MutationObserver(check).observe(root, { attributes: true });
      check();
    });
    const { serviceWorker } = navigator;
    const absolute = (name) => new URL(name, location).href;
    const existing = await serviceWorker.getRegistration();
    const { controller } = serviceWorker;
    const ownController = controller?.scriptURL === absolute("sw.js") ? controller : undefined;
    // The worker unregisters itself once the check was removed from the site. Registering now would bring it back.
    if (ownController && existing?.scope !== absolute("./")) return;

    // Tells the worker whether all the texts it served are good, and what this page fetched beyond the build. Texts are
    // not good if a check can be begun with them but not finished, or if the organisation's own help had to be
    // replaced. This is sent before waiting for anything else, as the page may be closed at any moment.
    const report = {
      started: root.dataset.later === "here" && !("fallback" in root.dataset),
      fetched: performance.getEntriesByType("resource").map(({ name }) => name),
    };
    ownController?.postMessage(report);

    // Registering takes a `TrustedScriptURL`. This is the one policy that the page allows, and it returns no other
    // address.
    const policy = window.trustedTypes?.createPolicy("compassion-check", { createScriptURL: () => "sw.js" });
    const registration = await serviceWorker.register(policy?.createScriptURL("") ?? "sw.js", { updateViaCache: "none" });

    const announce = () => registration.waiting && registration.active && root.dispatchEvent(new Event("renewal"));
    const watch = () => registration.installing?.addEventListener("statechange", announce);
    registration.addEventListener("updatefound", watch);
    watch();
    announce();

    // The app offers this only where a reload loses nothing. Other tabs keep running on the version they have.
    root.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-action=renew]")) return;
      serviceWorker.addEventListener("controllerchange", () => location.reload());
      if (registration.waiting) registration.waiting.postMessage("activate");
      else location.reload();
    });

    if (!ownController) (registration.active ?? registration.waiting ?? registration.installing).postMessage(report);
  } catch {
    // The check works without the worker, and nobody can do anything about it, so no one is told.
  }
};
