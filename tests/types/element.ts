// Code that integrators write in TypeScript, code that the compiler has to reject, and a comparison with the names in
// the script. Nothing here runs: tests/native/types.rs compiles it.
import type { CompassionCheckAttributes, CompassionCheckErrorReason, CompassionCheckEventMap } from "../../web/static/embed";
import type { EVENTS } from "../../web/embed/frame.js";
import type { REASONS } from "../../web/embed/error-reason.js";
import type { ATTRIBUTES, SEPARATORS } from "../../web/embed/widget.js";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const isTrue = (_: true) => {};
isTrue({} as Same<(typeof REASONS)[number], CompassionCheckErrorReason>);
isTrue({} as Same<`compassion-check${(typeof SEPARATORS)[number]}${(typeof EVENTS)[number]}`, keyof CompassionCheckEventMap>);
isTrue({} as Same<(typeof ATTRIBUTES)[number] | "lang" | "title" | "sandbox", keyof CompassionCheckAttributes>);

const element = document.createElement("compassion-check");
document.querySelector("compassion-check")?.setAttribute("mode", "inline");
element.addEventListener("compassion-check:step", ({ detail }) => detail.step?.toFixed());
addEventListener("compassion-check-error", ({ detail }) => {
  const words: Record<CompassionCheckErrorReason, string> = {
    blocked: "",
    timeout: "",
    network: "",
    webassembly: "",
    stopped: "",
    failed: "",
  };
  return words[detail.reason];
});

document.addEventListener("compassion-check:complete", ({ detail }) => {
  // @ts-expect-error: only an error has a reason
  detail.reason;
  // @ts-expect-error: events never have an answer
  detail.answer;
});
addEventListener("compassion-check:error", ({ detail }) => {
  // @ts-expect-error: not one of the reasons
  detail.reason === "cancelled";
});
