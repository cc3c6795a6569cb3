import { post, refusalOf } from "../../api/http.js";

/**
 * Ask the server whether a text is a pattern.
 * @param {string} concept
 * @param {string} parameter the one that takes the pattern
 * @param {string} text
 * @returns {Promise<{pattern: string | null, problem: string}>} the canonical pattern, or null and what is wrong
 */
export async function judge(concept, parameter, text) {
  const answer = await post("/api/runs", { concept, parameters: { [parameter]: text }, choices: [], stop: 0 }).catch(() => null);
  if (answer === null) return { pattern: null, problem: "The server cannot be reached; what you have drawn and typed stays here." };
  if (!answer.ok) return { pattern: null, problem: (await refusalOf(answer)).message };
  return { pattern: String((await answer.json()).parameters[parameter]), problem: "" };
}
