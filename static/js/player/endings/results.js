/** @import {Endings} from "../../protocol.js" */

/** Results kept on a page; each is a few kilobytes. */
const KEPT = 64;

/** @type {Map<string, Endings>} */
const found = new Map();

/**
 * The result for a model, shared by all players of the page.
 * @param {string} name
 * @returns {Endings | null}
 */
export function resultOf(name) {
  return found.get(name) ?? null;
}

/**
 * Store a result, in place of the oldest one when there are too many.
 * @param {string} name
 * @param {Endings} result
 */
export function keepResult(name, result) {
  if (found.size >= KEPT) found.delete(found.keys().next().value ?? "");
  found.set(name, result);
}
