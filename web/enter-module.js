// Stops the app after its first uncaught error. The build puts this in front of the script that wasm-bindgen makes
// (xtask/src/build/entry.rs) and calls `enterModule` wherever an event, a timer or a promise calls into the app.

let resolveStopped;
let isStopped = false;

/**
 * Resolves once any error has left the module: a panic, a stack overflow, or an exception that a browser function
 * threw. After that, every `RefCell` that was borrowed stays borrowed, so the app still looks usable but cannot do
 * anything.
 */
export const stopped = new Promise((resolve) => (resolveStopped = resolve));

/**
 * Calls the closure at address `closure` of the module's memory. A closure that was dropped throws, which does not stop
 * the app.
 */
const enterModule = (call, closure, ...args) => {
  if (isStopped) return [];
  try {
    return call(closure, ...args);
  } catch (error) {
    if (closure) {
      resolveStopped();
      isStopped = true;
    }
    throw error;
  }
};
