// Requests with an idle timeout. One rule applies to all of our files: once no byte of any of them has arrived for a
// while, all files that are still being fetched have failed, as if they were missing.

/**
 * The idle timeout: for how long nothing may arrive, in milliseconds.
 *
 * A whole download has no time limit: the first load is about 113 KiB, which takes 46 s at 20 kbit/s, and a slow
 * connection that still makes progress must not be cut off. `styles/late.css` waits as long for the loader.
 */
export const IDLE_TIMEOUT = 20_000;

const TICK = 1000;

/** Counts responses, and the chunks of their bodies. */
let received = 0;

/**
 * Fetches a file.
 * @param {RequestInit} options as for `fetch`, with the signal that {@link withIdleTimeout} gives
 * @returns {Promise<Response>} fails unless the server has the file; the error's `status` is that of the response
 */
export const fetchFile = async (url, options) => {
  const response = await fetch(url, options);
  received++;
  if (!response.ok) throw Object.assign(Error(url + ": " + response.status), { status: response.status });
  // Counts chunks on a copy of the response, so that the caller can still read the original as a stream.
  const reader = response.clone().body?.getReader();
  const count = async () => {
    while (reader && !(await reader.read()).done) received++;
  };
  count().catch(() => {});
  return response;
};

/**
 * Runs `job`, and fails with a `TimeoutError` once nothing has arrived for {@link IDLE_TIMEOUT}.
 * @param {(signal: AbortSignal) => Promise} job gets the signal that aborts its requests
 */
export const withIdleTimeout = (job) =>
  new Promise((resolve, reject) => {
    const controller = new AbortController();
    let idle = 0;
    let seen = received;
    // Ticks are counted instead of reading the clock: while a phone sleeps nothing arrives, and no timer runs either.
    const timer = setInterval(() => {
      idle = seen === received ? idle + TICK : 0;
      seen = received;
      if (idle < IDLE_TIMEOUT) return;
      const error = new DOMException("nothing has arrived for " + IDLE_TIMEOUT / 1000 + " s", "TimeoutError");
      fail(error);
      controller.abort(error);
    }, TICK);
    const fail = (error) => {
      clearInterval(timer);
      reject(error);
    };
    job(controller.signal).then((value) => {
      clearInterval(timer);
      resolve(value);
    }, fail);
  });

/**
 * Reads a JSON file that may change without changing its name. It is revalidated with the server each time. It has an
 * idle timeout of its own.
 */
export const fetchJson = (url) =>
  withIdleTimeout(async (signal) => (await fetchFile(url, { cache: "no-cache", signal })).json());
