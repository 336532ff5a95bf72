// Which taps count before the app is there: the rule of src/state/presses.rs, which says why. A test holds the two together.

/** Nobody reacts to something new within this time, in milliseconds. */
const REACTION = 100;

/** Within this time, in milliseconds, a tap in the same place belongs to the tap before. */
const AGAIN = 500;

/** Two taps closer than this, in CSS pixels, are in the same place. */
const SPOT = 40;

/** Whether a tap counts that comes `since` milliseconds after something new was shown, `far` from the tap that led there. */
export const counts = (since, far) => since >= REACTION && (since >= AGAIN || far > SPOT);
