/** @import {ClientMessage, Other} from "../../protocol.js" */

/** @typedef {Readonly<Record<string, string | number | boolean>>} Values */
/**
 * What leads to a run: enough to open it again, on any server. `choices` null: the scenario's own; `step` null: where the server would start.
 * `revision`: that of the concept which the choices were made with, where it is known.
 * `follow`: another run whose events are to be taken instead of `choices`, as far as they can. `stop`: the step that the run waits at.
 * `seenBy`: the process as whose view it is shown.
 * @typedef {{parameters: Values, scenario: string | null, choices: readonly number[] | null, step: number | null, revision?: number | null, follow?: Other | null, stop?: number, seenBy?: string}} Spec
 */

/**
 * Write the request that opens a run.
 * @param {number} request its number
 * @param {string} concept
 * @param {Spec} spec
 * @returns {ClientMessage}
 */
export function openMessage(request, concept, { parameters, scenario, choices, revision, follow, stop }) {
  const more = { ...(revision && choices ? { revision } : {}), ...(follow ? { follow } : {}), ...(stop === undefined ? {} : { stop }) };
  return { type: "open", request, concept, parameters, scenario, choices, ...more };
}
