// Types for the element that `embed.js` defines: its attributes and its events. For React, `embed.react.d.ts` has them in JSX.

/** Attributes of the element. All of them may be left out. */
export interface CompassionCheckAttributes {
  /** Where the check lives: in a frame, or among the elements of the page. @default "frame" */
  mode?: "frame" | "inline";
  /** `x` stands for `config.x.json` beside `config.json`. */
  config?: string;
  /** `x` stands for `packs/x.json`. */
  pack?: string;
  /** The language, as a tag such as `cy`. Without it, that of the page around. */
  lang?: string;
  /** What the frame is called for screen readers. */
  title?: string;
  /** Put on the frame as it is. */
  sandbox?: string;
}

/**
 * Why the check cannot be shown, or has stopped.
 * - `blocked`: what loaded into the frame does not answer, or the frame was blanked or taken away.
 * - `timeout`: it was not ready after 30 seconds.
 * - `network`: a file could not be fetched.
 * - `webassembly`: the browser, or the page's policy, does not let WebAssembly run; or that file is damaged.
 * - `stopped`: it ran, and was stopped by an error.
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

/** Each event is sent under two names: the second is for what cannot have a colon in a name, such as attributes of JSX. */
export interface CompassionCheckEventMap {
  /** It is shown and can be seen. */
  "compassion-check:ready": CustomEvent<CompassionCheckDetail>;
  "compassion-check-ready": CustomEvent<CompassionCheckDetail>;
  /** Another screen or question is shown. */
  "compassion-check:step": CustomEvent<CompassionCheckDetail>;
  "compassion-check-step": CustomEvent<CompassionCheckDetail>;
  /** A check was finished. */
  "compassion-check:complete": CustomEvent<CompassionCheckDetail>;
  "compassion-check-complete": CustomEvent<CompassionCheckDetail>;
  /** It cannot be shown, or has stopped. */
  "compassion-check:error": CustomEvent<CompassionCheckErrorDetail>;
  "compassion-check-error": CustomEvent<CompassionCheckErrorDetail>;
}

/** `<compassion-check>`. Its attributes are no properties: they are set with `setAttribute`. */
export interface CompassionCheckElement extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "compassion-check": CompassionCheckElement;
  }
  // The events bubble: they are heard on the element, the document and the window.
  interface GlobalEventHandlersEventMap extends CompassionCheckEventMap {}
}
