import { post, refusal, refusalOf } from "./http.js";

/** @import {RefusedJob} from "../../protocol.js" */
/** @import {Values} from "../run/spec.js" */

/**
 * A run up to the step that violates a property.
 * @typedef {{concept: string, parameters: Values, scenario: string | null, choices: readonly number[], property: string}} Violation
 */
/** @typedef {{type: "shrunk", choices: readonly number[], spared: number}} Shrunk The events that the violation needs; `spared` were left out. */

/**
 * Ask the server for a run without the events that its violation does not need. Every failure is returned as a refusal in words.
 * @param {Violation} violation
 * @returns {Promise<Shrunk | RefusedJob>}
 */
export async function shrink(violation) {
  const reply = await post("/api/shrink", violation).catch(() => null);
  if (reply === null) return refusal("The server cannot be reached; try again when the connection is back.");
  if (!reply.ok) return refusalOf(reply);
  return { type: "shrunk", ...(await reply.json()) };
}
