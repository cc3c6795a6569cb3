/** @import {Endings} from "../../protocol.js" */

/** So many results are kept on a page; each is a few kilobytes. */
const KEPT = 64;

/** @type {Map<string, Endings>} */
const found = new Map();

/**
 * What was found on this page, for all its players: going back to a model costs nothing.
 * @param {string} name
 * @returns {Endings | null}
 */
export function resultOf(name) {
  return found.get(name) ?? null;
}

/**
 * Keep a result, instead of the oldest one when there are too many.
 * @param {string} name
 * @param {Endings} result
 */
export function keepResult(name, result) {
  if (found.size >= KEPT) found.delete(found.keys().next().value ?? "");
  found.set(name, result);
}
