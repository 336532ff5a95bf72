// Whether what happens comes from the person: only then may a page be scrolled.

/** A tap or key this long ago, in milliseconds, is what a step came from. */
const RECENT = 1000;

/** From now on notes taps and keys on `target`; what comes back says whether there was one just before. */
export const taps = (target) => {
  let last = -RECENT;
  for (const event of ["click", "keydown"]) target.addEventListener(event, () => (last = performance.now()), true);
  return () => performance.now() - last < RECENT;
};
