import { post, refusalOf } from "../../api/endings-api.js";

/**
 * What the server says of a text: the canonical pattern, or what is wrong.
 * @param {string} concept
 * @param {string} text
 * @returns {Promise<{pattern: string | null, problem: string}>}
 */
export async function judge(concept, text) {
  const answer = await post("/api/runs", { concept, parameters: { pattern: text }, choices: [], stop: 0 }).catch(() => null);
  if (answer === null) return { pattern: null, problem: "The server cannot be reached; what you have drawn and typed stays here." };
  if (!answer.ok) return { pattern: null, problem: (await refusalOf(answer)).message };
  return { pattern: String((await answer.json()).parameters.pattern), problem: "" };
}
