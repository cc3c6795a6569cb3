/** Requests that change something on the server and are still pending. @type {Set<Promise<unknown>>} */
const pending = new Set();

/**
 * Track a request until it is answered or has failed.
 * @template T
 * @param {Promise<T>} request
 * @returns {Promise<T>} the same
 */
export function tracked(request) {
  const done = () => pending.delete(request);
  pending.add(request);
  request.then(done, done);
  return request;
}

/** @param {number} patience @returns {Promise<unknown>} resolves when none is pending any more, or after this many milliseconds */
export function allSettled(patience) {
  return Promise.race([Promise.allSettled(pending), new Promise((over) => setTimeout(over, patience))]);
}
