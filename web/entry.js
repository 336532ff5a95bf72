// The build puts this into the script that wasm-bindgen makes (xtask/src/build/entry.rs): every event, timer and promise that the
// app waits for comes in through here.

let stop;
let isOver = false;

/**
 * Is kept once an error of any kind has left the module: a panic, a lack of stack, or what a function of the browser threw. What the
 * app had borrowed then stays borrowed, so it looks alive and can do nothing more.
 */
export const stopped = new Promise((resolve) => (stop = resolve));

/** Calls the closure at that address of the module's memory. One that is no longer there says so and harms nobody. */
const enterModule = (call, closure, ...given) => {
  if (isOver) return [];
  try {
    return call(closure, ...given);
  } catch (error) {
    if (closure) {
      stop();
      isOver = true;
    }
    throw error;
  }
};
