// The element in JSX, for React 19 or later, which supports attributes and events of custom elements.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CompassionCheckAttributes, CompassionCheckElement, CompassionCheckEventMap } from "./embed";

/** Event handlers such as `oncompassion-check-ready`, for the event names without a colon. */
type Handlers = {
  [Name in keyof CompassionCheckEventMap as Name extends `${string}:${string}` ? never : `on${Name}`]?: (
    event: CompassionCheckEventMap[Name],
  ) => void;
};

type StandardProps = DetailedHTMLProps<HTMLAttributes<CompassionCheckElement>, CompassionCheckElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "compassion-check": Omit<StandardProps, keyof CompassionCheckAttributes> & CompassionCheckAttributes & Handlers;
    }
  }
}
