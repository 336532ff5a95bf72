// Decides which taps count before the app has loaded. It is the rule of src/platform/press_guard.rs, which gives the
// reasons; a test compares the two.

/** Nobody can react to something new within this time, in milliseconds. */
const REACTION = 100;

/** Within this time, in milliseconds, a tap in the same place is part of the tap before it. */
const REPEAT = 500;

/** Two taps closer than this, in CSS pixels, are in the same place. */
const SPOT = 40;

/**
 * Whether a tap counts.
 *
 * `shown` says when the question was shown, and where the tap was that led to it. Its `lastIgnored` is the time of the
 * last tap there that did not count: the wait starts again from each of those.
 *
 * @param {{ time: number, x: number, y: number, lastIgnored?: number }} shown
 * @param {{ time: number, x: number, y: number }} tap
 */
export const tapCounts = (shown, { time, x, y }) => {
  const isRepeat = time - (shown.lastIgnored ?? shown.time) < REPEAT && Math.hypot(x - shown.x, y - shown.y) <= SPOT;
  if (isRepeat) shown.lastIgnored = Math.max(time, shown.lastIgnored ?? shown.time);
  return !isRepeat && time - shown.time >= REACTION;
};
