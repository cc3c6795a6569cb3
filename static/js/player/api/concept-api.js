/** @import {Declaration} from "../parameters/form.js" */

/**
 * Fetch what a concept declares: its parameters, scenarios and properties.
 * @param {string} concept
 * @returns {Promise<Declaration | null>} null where the server cannot be reached; the player works without it
 */
export async function fetchDeclaration(concept) {
  const response = await fetch(`/api/concepts/${encodeURIComponent(concept)}`).catch(() => null);
  return response?.ok ? response.json() : null;
}
