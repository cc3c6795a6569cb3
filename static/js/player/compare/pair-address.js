/** @import {Side} from "./pair.js" */
/** @import {Spec} from "../run/spec.js" */

/**
 * Build the address of a pair of runs: settings of both sides, the leading side, its choices, the step.
 * @param {string} concept
 * @param {{a: Pick<Spec, "parameters" | "scenario">, b: Pick<Spec, "parameters" | "scenario"> | null, lead: Side, choices: readonly number[] | null,
 *   step: number | null, revision?: number | null}} pair without `b`, the server finds a counterpart
 */
export function pairAddress(concept, { a, b, lead, choices, step, revision }) {
  const query = new URLSearchParams();
  for (const [side, spec] of Object.entries({ a, b })) {
    if (spec === null) continue;
    // An empty scenario marks the side as present even where it has no parameters.
    query.set(`${side}.scenario`, spec.scenario ?? "");
    for (const [name, value] of Object.entries(spec.parameters)) query.set(`${side}.${name}`, String(value));
  }
  if (choices !== null) query.set("choices", choices.join(","));
  if (step !== null) query.set("step", String(step));
  if (choices !== null && revision) query.set("revision", String(revision));
  query.set("lead", lead);
  return `/compare/${encodeURIComponent(concept)}?${query}`;
}
