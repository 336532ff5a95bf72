// Why the check cannot be shown: what `detail.reason` of the error event may say. A page may rely on these words, so a reason
// is never the text of an error.

/** docs/embed.md says what each means; `embed.d.ts` has the same list, and a test compares the two. */
export const REASONS = /** @type {const} */ (["blocked", "timeout", "network", "webassembly", "stopped", "failed"]);

/**
 * The reason that fits an error, by its type alone. A reason is returned as it is, and what is neither is "failed".
 * @param {unknown} error
 * @returns {typeof REASONS[number]}
 */
export const reasonOf = (error) => {
  const known = REASONS.find((reason) => reason === error);
  const { WebAssembly } = globalThis;
  if (known) return known;
  if (!WebAssembly || error instanceof WebAssembly.CompileError) return "webassembly";
  if (error instanceof WebAssembly.RuntimeError) return "stopped";
  // `fetch` and `import` fail with a TypeError, and with a DOMException when they are given up.
  return error instanceof TypeError || error instanceof DOMException ? "network" : "failed";
};
