// Brings in the service worker, once the page works, and tells the app when a newer version waits.
//
// Where workers are missing or refused (some private modes, sandboxed frames, pages without a secure connection) the page
// works all the same, with the network only.
//
// Of `root` it is known whether a check `runs` in it; one that does may not have been drawn yet.
export default async (root, runs) => {
  try {
    // What is kept for later must not hold up what the page itself still fetches.
    await new Promise((go) => {
      const look = () => (!runs || /here|missing/.test(root.dataset.later)) && go();
      new MutationObserver(look).observe(root, { attributes: true });
      look();
    });
    const { serviceWorker } = navigator;
    const here = (name) => new URL(name, location).href;
    // The worker has found that the check was taken off the site, and has let go of it: to register would bring it back.
    const known = await serviceWorker.getRegistration();
    const { controller } = serviceWorker;
    const mine = controller?.scriptURL === here("sw.js") ? controller : undefined;
    if (mine && known?.scope !== here("./")) return;

    // Whether the texts it was given are good, all of them: a check that can be begun and not finished is none, and one
    // without the organisation's own help is not as good as the last one that had it. And what this page
    // fetched beyond the build. Said before anything else is waited for: the page may be left at any moment.
    const said = {
      started: root.dataset.later === "here" && !("fallback" in root.dataset),
      fetched: performance.getEntriesByType("resource").map(({ name }) => name),
    };
    mine?.postMessage(said);

    // Registering takes a trusted script's address. The one policy that the page allows knows no other than this.
    const policy = window.trustedTypes?.createPolicy("compassion-check", { createScriptURL: () => "sw.js" });
    const registration = await serviceWorker.register(policy?.createScriptURL("") ?? "sw.js", { updateViaCache: "none" });

    const tell = () => registration.waiting && registration.active && root.dispatchEvent(new Event("renewal"));
    const watch = () => registration.installing?.addEventListener("statechange", tell);
    registration.addEventListener("updatefound", watch);
    watch();
    tell();

    // The app offers this only where a reload loses nothing. Another tab keeps running on the version it has.
    root.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-action=renew]")) return;
      serviceWorker.addEventListener("controllerchange", () => location.reload());
      if (registration.waiting) registration.waiting.postMessage("activate");
      else location.reload();
    });

    if (!mine) (registration.active ?? registration.waiting ?? registration.installing).postMessage(said);
  } catch {
    // Nothing to be done, and nothing to worry anyone with.
  }
};
