/** @import {RefusedJob} from "../../protocol.js" */

/**
 * POST JSON.
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 */
export function post(path, body, signal) {
  return fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: signal ?? null });
}

/**
 * Read the refusal of a response that is no success.
 * @param {Response} response
 * @returns {Promise<RefusedJob>}
 */
export async function refusalOf(response) {
  const said = await response.json().catch(() => null);
  return refusal(said?.error ?? `The server answered ${response.status}; try again.`, said?.field ?? null);
}

/** A refusal in words. @param {string} message @param {string | null} [field] the parameter at fault @returns {RefusedJob} */
export function refusal(message, field = null) {
  return { type: "refused", message, field, unusable: field !== null };
}
