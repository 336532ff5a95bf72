// Which taps count before the app is there: the rule of src/state/presses.rs, which says why. A test holds the two together.

/** Nobody reacts to something new within this time, in milliseconds. */
const REACTION = 100;

/** Within this time, in milliseconds, a tap in the same place belongs to the tap before. */
const AGAIN = 500;

/** Two taps closer than this, in CSS pixels, are in the same place. */
const SPOT = 40;

/**
 * Whether a tap counts. `shown` says when something new was shown, and where the tap was that led there. In `quiet` it is remembered when a
 * tap in that place last did not count: the wait begins anew then.
 *
 * @param {{ time: number, x: number, y: number, quiet?: number }} shown
 * @param {{ time: number, x: number, y: number }} tap
 */
export const counts = (shown, { time, x, y }) => {
  const again = time - (shown.quiet ?? shown.time) < AGAIN && Math.hypot(x - shown.x, y - shown.y) <= SPOT;
  if (again) shown.quiet = Math.max(time, shown.quiet ?? shown.time);
  return !again && time - shown.time >= REACTION;
};
