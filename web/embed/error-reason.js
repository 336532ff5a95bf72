// Why the check cannot be shown: the values of `detail.reason` in the error event. Pages may rely on them, so a reason
// is never the message of an error.

/** docs/embed.md explains each. `embed.d.ts` has the same list, and a test compares the two. */
export const REASONS = /** @type {const} */ (["blocked", "timeout", "network", "webassembly", "stopped", "failed"]);

/**
 * The reason for an error, by its type alone. A reason is returned unchanged, and any other value becomes "failed".
 * @param {unknown} error
 * @returns {typeof REASONS[number]}
 */
export const reasonOf = (error) => {
  const known = REASONS.find((reason) => reason === error);
  const { WebAssembly } = globalThis;
  if (known) return known;
  if (!WebAssembly || error instanceof WebAssembly.CompileError) return "webassembly";
  if (error instanceof WebAssembly.RuntimeError) return "stopped";
  // `fetch` and `import` reject with a TypeError, or with a DOMException when they were aborted.
  return error instanceof TypeError || error instanceof DOMException ? "network" : "failed";
};
