import { post, refusalOf } from "../../api/http.js";
import { outcomeParts } from "../../words.js";

/** @import {Values} from "../../run/spec.js" */

/** @typedef {{pattern: string | null, problem: string, result: string}} Judgement `pattern`: the canonical one, or null; `problem`: what is wrong; `result`: how its run ends */

/**
 * Ask the server whether a text is a pattern, and how its run ends.
 * @param {string} concept
 * @param {string} parameter the one that takes the pattern
 * @param {Values} parameters all that are asked for, the text among them
 * @returns {Promise<Judgement>}
 */
export async function judge(concept, parameter, parameters) {
  const reply = await post("/api/runs", { concept, parameters, choices: [] }).catch(() => null);
  if (reply === null) return refused("The server cannot be reached; what you have drawn and typed stays here.");
  if (!reply.ok) return refused((await refusalOf(reply)).message);
  const run = await reply.json();
  return { pattern: String(run.parameters[parameter]), problem: "", result: inWords(run.outcome) };
}

/** @param {string} problem @returns {Judgement} */
function refused(problem) {
  return { pattern: null, problem, result: "" };
}

/** @param {Readonly<Record<string, unknown>> | null} outcome */
function inWords(outcome) {
  const parts = outcomeParts(outcome, []).map(({ name, text }) => `${name}: ${text}`);
  return parts.join(" · ");
}
