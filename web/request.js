// Requests that come to an end. One rule for all of our files: once nothing of any of them has arrived for a while, what is being
// fetched has failed, just as if it were missing.

/**
 * For how long nothing may arrive, in milliseconds.
 *
 * There is no limit on a whole download: the first load is about 120 KiB, which takes 49 s at 20 kbit/s, and a slow line that still
 * moves must not be cut off. `styles/late.css` waits as long for the loader.
 */
export const QUIET = 20_000;

const TICK = 1000;

/** Counts the answers that have begun to arrive, and the pieces of them. */
let arrived = 0;

/**
 * Fetches a file.
 * @param {RequestInit} how as `fetch` takes it, with the signal that {@link within} gives
 * @returns {Promise<Response>} fails unless the server has the file; the error's `status` is the server's answer
 */
export const ask = async (url, how) => {
  const response = await fetch(url, how);
  arrived++;
  if (!response.ok) throw Object.assign(Error(url + ": " + response.status), { status: response.status });
  // A copy is read to see that more arrives: whoever uses the original still gets it as a stream.
  const copy = response.clone().body?.getReader();
  const count = async () => {
    while (copy && !(await copy.read()).done) arrived++;
  };
  count().catch(() => {});
  return response;
};

/**
 * Does `job`, and fails with a `TimeoutError` once nothing has arrived for {@link QUIET}.
 * @param {(signal: AbortSignal) => Promise} job gets the signal that ends what it fetches
 */
export const within = (job) =>
  new Promise((done, failed) => {
    const stop = new AbortController();
    let quiet = 0;
    let seen = arrived;
    // Counted in ticks, not by the clock: while a phone sleeps nothing arrives, and no timer runs.
    const timer = setInterval(() => {
      quiet = seen === arrived ? quiet + TICK : 0;
      seen = arrived;
      if (quiet < QUIET) return;
      const error = new DOMException("nothing has arrived for " + QUIET / 1000 + " s", "TimeoutError");
      fail(error);
      stop.abort(error);
    }, TICK);
    const fail = (error) => {
      clearInterval(timer);
      failed(error);
    };
    job(stop.signal).then((value) => {
      clearInterval(timer);
      done(value);
    }, fail);
  });
