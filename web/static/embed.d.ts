// Types for the element that `embed.js` defines: its attributes and its events. For React, `embed.react.d.ts` has them
// in JSX.

/** Attributes of the element. All are optional. */
export interface CompassionCheckAttributes {
  /** Whether the check is in a frame or in the page itself. @default "frame" */
  mode?: "frame" | "inline";
  /** `x` stands for `config.x.json` next to `config.json`. */
  config?: string;
  /** `x` stands for `packs/x.json`. */
  pack?: string;
  /** The language, as a tag such as `cy`. By default that of the page. */
  lang?: string;
  /** The accessible name of the frame. */
  title?: string;
  /** The `sandbox` attribute of the frame. */
  sandbox?: string;
}

/**
 * Why the check cannot be shown, or has stopped.
 * - `blocked`: the page in the frame does not answer, or the frame was blanked or removed.
 * - `timeout`: it was not ready after 30 seconds.
 * - `network`: a file could not be fetched.
 * - `webassembly`: the browser or the page's policy does not allow WebAssembly, or the file is damaged.
 * - `stopped`: an error stopped the check while it ran.
 * - `failed`: anything else, such as a file that is not on the server or cannot be read.
 */
export type CompassionCheckErrorReason = "blocked" | "timeout" | "network" | "webassembly" | "stopped" | "failed";

/** Where the person is. Never an answer, a score, a title or an address. */
export interface CompassionCheckDetail {
  /** The name of the screen, such as `question`. */
  screen?: string;
  /** The number of the question, from 1. Only on a question. */
  step?: number;
}

export interface CompassionCheckErrorDetail extends CompassionCheckDetail {
  reason: CompassionCheckErrorReason;
}

/**
 * Each event is dispatched under two names. The second is for names that cannot contain a colon, such as attributes of
 * JSX.
 */
export interface CompassionCheckEventMap {
  /** The check is shown and visible. */
  "compassion-check:ready": CustomEvent<CompassionCheckDetail>;
  "compassion-check-ready": CustomEvent<CompassionCheckDetail>;
  /** Another screen or question is shown. */
  "compassion-check:step": CustomEvent<CompassionCheckDetail>;
  "compassion-check-step": CustomEvent<CompassionCheckDetail>;
  /** A check was finished. */
  "compassion-check:complete": CustomEvent<CompassionCheckDetail>;
  "compassion-check-complete": CustomEvent<CompassionCheckDetail>;
  /** The check cannot be shown, or has stopped. */
  "compassion-check:error": CustomEvent<CompassionCheckErrorDetail>;
  "compassion-check-error": CustomEvent<CompassionCheckErrorDetail>;
}

/** `<compassion-check>`. It has no properties for its attributes, so set them with `setAttribute`. */
export interface CompassionCheckElement extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "compassion-check": CompassionCheckElement;
  }
  // The events bubble, so they can be handled on the element, the document and the window.
  interface GlobalEventHandlersEventMap extends CompassionCheckEventMap {}
}
