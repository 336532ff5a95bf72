// The element in JSX, for React 19 or later, which sets attributes and hears events of custom elements.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CompassionCheckAttributes, CompassionCheckElement, CompassionCheckEventMap } from "./embed";

/** `oncompassion-check-ready` and its like, of the names that JSX can have. */
type Handlers = {
  [Name in keyof CompassionCheckEventMap as Name extends `${string}:${string}` ? never : `on${Name}`]?: (
    event: CompassionCheckEventMap[Name],
  ) => void;
};

type Usual = DetailedHTMLProps<HTMLAttributes<CompassionCheckElement>, CompassionCheckElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "compassion-check": Omit<Usual, keyof CompassionCheckAttributes> & CompassionCheckAttributes & Handlers;
    }
  }
}
