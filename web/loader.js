// Fetches everything side by side, keeps the taps made meanwhile, and hands both to the app.
(() => {
  const { glue, wasm, later } = document.currentScript.dataset;
  const $ = (id) => document.getElementById(id);
  const text = async (url, how) => {
    const response = await fetch(url, how);
    if (!response.ok) throw Error(url + ": " + response.status);
    return response.text();
  };
  const binary = fetch(wasm);
  const needed = [import(glue), ...["packs/practitioner.json", "config.json", "locales/en.json"].map((url) => text(url))];

  let started = false;
  let answer;
  const tap = ({ target }) => {
    const button = target.closest("[data-action=start], [data-answer]");
    if (!button) return;
    if (button.dataset.answer) {
      for (const other of $("first").querySelectorAll("[data-answer]")) other.setAttribute("aria-pressed", other === button);
      answer = button.dataset.answer;
    } else {
      started = true;
      $("intro").hidden = true;
      $("first").hidden = false;
      $("first").querySelector("[data-heading]").focus();
      scrollTo(0, 0);
    }
  };
  addEventListener("click", tap);

  // The page looks alive after the binary has stopped: say so, and keep the way to help open.
  const broken = (error) => {
    console.error("compassion-check:", error);
    $("app").hidden = true;
    $("broken").hidden = false;
  };
  addEventListener("error", ({ error }) => error instanceof WebAssembly.RuntimeError && broken("stopped"));

  Promise.all(needed)
    .then(async ([app, pack, config, locale]) => {
      const first = await app.default({ module_or_path: binary });
      removeEventListener("click", tap);
      const keep = document.querySelector("[name=keep]:checked")?.value ?? "";
      // The code of the later screens: each call is one attempt, and `told` hears of its outcome. After one that failed the
      // cache is not asked: it may hold the page of a network that wants a sign-in.
      let cache;
      const fetchLater = (told) =>
        Promise.all([fetch(later, { cache }).then((response) => response.arrayBuffer()), text("locales/en.later.json", { cache })])
          .then(async ([bytes, texts]) => {
            await WebAssembly.instantiate(bytes, { a: first });
            told(texts);
          })
          .catch(() => told(undefined, (cache = "reload")));
      app.start($("app"), pack, config, locale, keep, started, answer, fetchLater);
    })
    .catch(broken);
})();
