/** Requests that change something on the server and have not been answered. @type {Set<Promise<unknown>>} */
const going = new Set();

/**
 * Remember a request until it is answered or has failed.
 * @template T
 * @param {Promise<T>} request
 * @returns {Promise<T>} the same
 */
export function underway(request) {
  const done = () => going.delete(request);
  going.add(request);
  request.then(done, done);
  return request;
}

/** @param {number} patience @returns {Promise<unknown>} when none is under way any more, or this time is over */
export function landed(patience) {
  return Promise.race([Promise.allSettled(going), new Promise((over) => setTimeout(over, patience))]);
}
