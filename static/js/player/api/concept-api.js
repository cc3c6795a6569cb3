/** @import {Declaration} from "../parameters/form.js" */

/**
 * What a concept declares: its parameters, scenarios and properties.
 * @param {string} concept
 * @returns {Promise<Declaration | null>} null where the server cannot be asked; the player runs without it
 */
export async function fetchDeclaration(concept) {
  const answer = await fetch(`/api/concepts/${encodeURIComponent(concept)}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
